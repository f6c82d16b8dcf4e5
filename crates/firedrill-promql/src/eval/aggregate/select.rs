//! `topk`, `bottomk`, `limitk`, `limit_ratio`: some series of each group stay as they are.

use super::super::scope::{Mode, Scope};
use super::evaluate::Inputs;
use super::grouping::Grouping;
use crate::aggregations::{Candidate, selection};
use crate::annotations::Annotations;
use crate::column::{Column, StepOrder, Vector, VectorSeries};
use crate::error::EvalError;

/// Keeps the selected samples of `vector`, which stands in the order of its series.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    inputs: &Inputs<'_>,
    param: &[f64],
    vector: Vector,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    let mut notes = inputs.notes(notes);
    let mut chosen = selection(inputs.aggregate.op, param, &scope.options.dialect, &mut notes)?;
    let grouping = Grouping::new(inputs.aggregate, &vector);
    let mut order = StepOrder { steps: Vec::with_capacity(scope.steps.count) };
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); grouping.groups.len()];
    let mut appeared = Vec::new();
    let mut kept = Vec::new();
    for step in 0..scope.steps.count {
        appeared.clear();
        for (idx, group) in grouping.of_series.iter().enumerate() {
            if vector.series[idx].column.is_present(step) {
                let members = &mut members[*group as usize];
                if members.is_empty() {
                    appeared.push(*group);
                }
                members.push(idx as u32);
            }
        }
        let mut of_step = Vec::new();
        for group in &appeared {
            let members = &mut members[*group as usize];
            let candidates: Vec<Candidate<'_>> =
                members.iter().map(|idx| candidate(&vector.series[*idx as usize], step)).collect();
            kept.clear();
            chosen.select(step, &candidates, &mut kept, &mut notes);
            of_step.extend(kept.iter().map(|position| members[*position as usize]));
            members.clear();
        }
        order.steps.push(of_step);
    }
    Ok(keep(vector, order, scope))
}

fn candidate(series: &VectorSeries, step: usize) -> Candidate<'_> {
    Candidate {
        labels: &series.labels,
        float: series.column.floats[step],
        is_histogram: series.column.histogram(step).is_some(),
    }
}

/// The samples listed in `order`, in that order.
fn keep(vector: Vector, order: StepOrder, scope: &Scope<'_>) -> Vector {
    let mut columns: Vec<Option<Column>> = vec![None; vector.series.len()];
    for (step, of_step) in order.steps.iter().enumerate() {
        for idx in of_step {
            let idx = *idx as usize;
            columns[idx]
                .get_or_insert_with(|| Column::absent(scope.steps.count))
                .set(step, vector.series[idx].column.value(step));
        }
    }
    let is_ordered = scope.mode == Mode::Instant;
    let mut result = Vector { series: Vec::new(), order: is_ordered.then_some(order) };
    for (series, column) in vector.series.into_iter().zip(columns) {
        let column = column.unwrap_or_else(|| Column::absent(scope.steps.count));
        result.series.push(VectorSeries { column, ..series });
    }
    result.retain_present();
    result.put_in_order();
    result
}

//! `sum`, `avg` and the other aggregations that fold a group into one value.

use super::super::scope::{Mode, Scope};
use super::super::source::Source;
use super::evaluate::Inputs;
use super::grouping::{Grouping, OrderTracker};
use crate::aggregations::{Shape, accumulator};
use crate::annotations::Annotations;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::syntax::AggregateOp;

/// Folds every group of `vector`, which stands in the order of its series.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    inputs: &Inputs<'_>,
    param: Option<&[f64]>,
    vector: &Vector,
    notes: &mut Annotations,
) -> Vector {
    let grouping = Grouping::new(inputs.aggregate, vector);
    let shape = Shape { groups: grouping.groups.len(), steps: scope.steps.count };
    let mut folded = accumulator(inputs.aggregate.op, shape, param, &scope.options.dialect);
    for (series, group) in vector.series.iter().zip(&grouping.of_series) {
        folded.add(*group as usize, &series.labels, &series.column);
    }
    let columns = folded.finish(&mut inputs.notes(notes));
    let order = match scope.mode {
        Mode::Instant => grouping.step_order(vector, scope.steps.count),
        Mode::Range => None,
    };
    let series = grouping.groups.into_iter().zip(columns);
    let mut result = Vector {
        series: series
            .map(|((labels, drop_name), column)| VectorSeries { labels, drop_name, column })
            .collect(),
        order,
    };
    result.retain_present();
    result
}

/// Whether the operator folds a group into one value.
pub(super) fn is_fold(op: AggregateOp) -> bool {
    !matches!(
        op,
        AggregateOp::Topk
            | AggregateOp::Bottomk
            | AggregateOp::Limitk
            | AggregateOp::LimitRatio
            | AggregateOp::CountValues
    )
}

/// Folds series as they are computed. `None` where the order of the groups depends on the step, so
/// that the whole vector is needed.
pub(super) fn of_source(
    scope: &Scope<'_>,
    inputs: &Inputs<'_>,
    param: Option<&[f64]>,
    source: &Source<'_>,
    notes: &mut Annotations,
) -> Result<Option<Vector>, EvalError> {
    let stored = source.ids().iter().map(|id| scope.store.series(*id).labels());
    let grouping = Grouping::of_labels(inputs.aggregate, stored, |name| source.drops(scope, name));
    let shape = Shape { groups: grouping.groups.len(), steps: scope.steps.count };
    let mut folded = accumulator(inputs.aggregate.op, shape, param, &scope.options.dialect);
    let mut tracker = OrderTracker::new(shape.groups, shape.steps);
    let is_ordered = scope.mode == Mode::Instant;
    source.for_each(scope, notes, |idx, labels, column| {
        let group = grouping.of_series[idx] as usize;
        // Only annotations about histograms look at the labels.
        if column.histograms.is_some() {
            folded.add(group, &source.labels(scope, labels), &column);
        } else {
            folded.add(group, labels, &column);
        }
        tracker.add(group, &column, is_ordered);
    })?;
    if is_ordered && !tracker.is_plain() {
        return Ok(None);
    }
    let mut columns: Vec<Option<Column>> =
        folded.finish(&mut inputs.notes(notes)).into_iter().map(Some).collect();
    let mut result = Vector::default();
    for group in tracker.in_order() {
        let (labels, drop_name) = grouping.groups[group].clone();
        let column = columns[group].take().filter(|column| !column.is_empty());
        result.series.extend(column.map(|column| VectorSeries { labels, drop_name, column }));
    }
    Ok(Some(result))
}

//! `sum`, `avg` and the other aggregations that fold a group into one value.

use super::super::scope::{Mode, Scope};
use super::evaluate::Inputs;
use super::grouping::Grouping;
use crate::aggregations::{Shape, accumulator};
use crate::annotations::Annotations;
use crate::column::{Vector, VectorSeries};

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

//! `count_values`.

use std::collections::HashMap;

use firedrill_model::Labels;

use super::super::scope::Scope;
use super::super::stepwise::Joined;
use super::grouping::group_labels;
use crate::aggregations::count_values_text;
use crate::column::{Column, Vector, VectorSeries};
use crate::syntax::ast::Aggregate;

/// Counts equal values per group and step; the value becomes a label.
pub(super) fn evaluate(scope: &Scope<'_>, aggregate: &Aggregate, label: &str, vector: &Vector) -> Vector {
    let group_of: Vec<Labels> =
        vector.series.iter().map(|series| group_labels(aggregate, &series.labels)).collect();
    let keeps_label = !aggregate.without || !aggregate.grouping.iter().any(|name| name == label);
    let mut joined = Joined::new(scope.steps.count);
    for step in 0..scope.steps.count {
        let mut counts: Vec<(Labels, f64)> = Vec::new();
        let mut position: HashMap<Labels, usize> = HashMap::new();
        for (series, group) in vector.series.iter().zip(&group_of) {
            let Some(value) = series.column.value(step) else { continue };
            let labels = if keeps_label {
                group.to_builder().set(label, &count_values_text(&value)).build()
            } else {
                group.clone()
            };
            let at = *position.entry(labels.clone()).or_insert_with(|| {
                counts.push((labels, 0.0));
                counts.len() - 1
            });
            counts[at].1 += 1.0;
        }
        let series = counts.into_iter().map(|(labels, count)| {
            let column = Column::from_floats(vec![count]);
            VectorSeries { labels, drop_name: false, column }
        });
        joined.add(step, Vector::new(series.collect()));
    }
    joined.finish()
}

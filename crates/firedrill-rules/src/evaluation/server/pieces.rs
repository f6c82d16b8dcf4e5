//! Parts of a rule's result.

use std::ops::Range;

use firedrill_promql::column::{Column, StepOrder, Vector, VectorSeries};

/// The steps of `range`, of a result over at least as many; series without a value there are left out.
pub(super) fn slice(result: &Vector, range: Range<usize>) -> Vector {
    let column = |column: &Column| Column {
        floats: column.floats[range.clone()].to_vec(),
        histograms: column.histograms.as_ref().map(|histograms| histograms[range.clone()].to_vec()),
    };
    let series = result.series.iter().map(|series| VectorSeries {
        labels: series.labels.clone(),
        drop_name: series.drop_name,
        column: column(&series.column),
    });
    let order = result.order.as_ref().map(|order| StepOrder { steps: order.steps[range.clone()].to_vec() });
    let mut sliced = Vector { series: series.collect(), order };
    sliced.retain_present();
    sliced
}

/// The stretches of `steps` between those that `failed`, which ascend.
pub(super) fn between(steps: usize, failed: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut ranges = Vec::new();
    for failed in failed.into_iter().chain([steps]) {
        if start < failed {
            ranges.push(start..failed);
        }
        start = failed + 1;
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_steps_split_the_rest() {
        assert_eq!(between(5, []), vec![Range { start: 0, end: 5 }]);
        assert_eq!(between(5, [0, 2, 4]), [1..2, 3..4]);
        assert!(between(2, [0, 1]).is_empty());
    }
}

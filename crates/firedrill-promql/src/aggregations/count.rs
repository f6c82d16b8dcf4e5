//! `count`, `group`: samples of either type.

use firedrill_model::Labels;

use super::cells::Cells;
use super::{Accumulator, AggregationNotes};
use crate::column::Column;

/// Counts the samples of each step.
#[derive(Debug)]
pub(super) struct Count {
    counts: Cells<u32>,
    /// What a count becomes.
    result: fn(u32) -> f64,
}

impl Count {
    /// `count`.
    pub(super) fn of_samples(steps: usize) -> Self {
        Self { counts: Cells::new(steps, 0), result: f64::from }
    }

    /// `group`: 1 wherever there is a sample.
    pub(super) fn presence(steps: usize) -> Self {
        Self { counts: Cells::new(steps, 0), result: |_| 1.0 }
    }
}

impl Accumulator for Count {
    fn add(&mut self, _: &Labels, column: &Column) {
        self.counts.take_floats(column, |count, _| *count += 1);
        if let Some(histograms) = &column.histograms {
            for (count, histogram) in self.counts.by_step().iter_mut().zip(histograms) {
                *count += u32::from(histogram.is_some());
            }
        }
    }

    fn finish(self: Box<Self>, _: &mut AggregationNotes<'_>) -> Column {
        self.counts.column(|count| (*count > 0).then(|| (self.result)(*count)))
    }
}

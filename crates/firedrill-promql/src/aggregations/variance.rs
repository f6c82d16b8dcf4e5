//! `stddev`, `stdvar`.

use firedrill_model::Labels;

use super::cells::Cells;
use super::native_notes::IgnoredHistograms;
use super::{Accumulator, AggregationNotes};
use crate::column::Column;
use crate::dialect::Dialect;
use crate::statistics::Variance;

/// The population variance of each step, or its root.
#[derive(Debug)]
pub(super) struct Spread {
    variances: Cells<Option<Variance>>,
    result: fn(f64) -> f64,
    starts_non_finite: bool,
    ignored: IgnoredHistograms,
}

impl Spread {
    /// `stdvar`.
    pub(super) fn variance(steps: usize, dialect: &Dialect) -> Self {
        Self::new(steps, dialect, |variance| variance, "stdvar")
    }

    /// `stddev`.
    pub(super) fn deviation(steps: usize, dialect: &Dialect) -> Self {
        Self::new(steps, dialect, f64::sqrt, "stddev")
    }

    fn new(steps: usize, dialect: &Dialect, result: fn(f64) -> f64, name: &'static str) -> Self {
        Self {
            variances: Cells::new(steps, None),
            result,
            starts_non_finite: dialect.variance_starts_non_finite,
            ignored: IgnoredHistograms::of(name),
        }
    }
}

impl Accumulator for Spread {
    fn add(&mut self, _: &Labels, column: &Column) {
        self.ignored.see(column);
        let starts_non_finite = self.starts_non_finite;
        self.variances.take_floats(column, |cell, float| match cell {
            Some(variance) => variance.add(float),
            None => *cell = Some(Variance::starting_at(float, starts_non_finite)),
        });
    }

    fn finish(self: Box<Self>, notes: &mut AggregationNotes<'_>) -> Column {
        self.ignored.annotate(notes);
        self.variances.column(|variance| variance.map(|variance| (self.result)(variance.value())))
    }
}

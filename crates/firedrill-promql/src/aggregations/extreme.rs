//! `min`, `max`.

use firedrill_model::{Labels, is_stale_nan, stale_nan};

use super::cells::Cells;
use super::native_notes::IgnoredHistograms;
use super::{Accumulator, AggregationNotes};
use crate::column::Column;

/// The smallest or largest float of each step; NaN only where all are.
#[derive(Debug)]
pub(super) struct Extreme {
    /// The staleness marker where no float was seen.
    extremes: Cells<f64>,
    /// Whether the first number takes the place of the second.
    beats: fn(f64, f64) -> bool,
    ignored: IgnoredHistograms,
}

impl Extreme {
    /// `min`.
    pub(super) fn smallest(steps: usize) -> Self {
        Self::new(steps, |new, old| new < old, "min")
    }

    /// `max`.
    pub(super) fn largest(steps: usize) -> Self {
        Self::new(steps, |new, old| new > old, "max")
    }

    fn new(steps: usize, beats: fn(f64, f64) -> bool, name: &'static str) -> Self {
        Self { extremes: Cells::new(steps, stale_nan()), beats, ignored: IgnoredHistograms::of(name) }
    }
}

impl Accumulator for Extreme {
    fn add(&mut self, _: &Labels, column: &Column) {
        self.ignored.see(column);
        let beats = self.beats;
        self.extremes.take_floats(column, |extreme, float| {
            // The staleness marker is a NaN too, so the first float always replaces it.
            if extreme.is_nan() || beats(float, *extreme) {
                *extreme = float;
            }
        });
    }

    fn finish(self: Box<Self>, notes: &mut AggregationNotes<'_>) -> Column {
        self.ignored.annotate(notes);
        self.extremes.column(|extreme| (!is_stale_nan(*extreme)).then_some(*extreme))
    }
}

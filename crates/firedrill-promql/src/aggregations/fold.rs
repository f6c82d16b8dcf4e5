//! Aggregations of floats and of histograms, which do not mix: `sum`, `avg`.

use std::fmt::Debug;
use std::sync::Arc;

use firedrill_model::histogram::{MixedSchemas, Notes};
use firedrill_model::{FloatHistogram, Labels, Value, is_stale_nan};

use super::cells::Cells;
use super::native_notes::{annotate, annotate_mixed_schemas, annotate_mixed_types};
use super::{Accumulator, AggregationNotes};
use crate::column::Column;

/// Folds the floats of one group at one step.
pub(super) trait FloatFold: Copy + Debug {
    /// Before the first float.
    const EMPTY: Self;

    /// Takes in a float.
    fn take(&mut self, float: f64);

    /// The result, unless there was no float.
    fn result(self) -> Option<f64>;
}

/// Folds the histograms of one group at one step.
pub(super) trait HistogramFold: Clone + Debug {
    /// Of one histogram.
    fn start(first: &FloatHistogram) -> Self;

    /// Takes in another histogram.
    fn take(&mut self, histogram: &FloatHistogram) -> Result<(), MixedSchemas>;

    /// The result, not compacted.
    fn result(self) -> (FloatHistogram, Notes);
}

/// What became of the histograms of one group at one step.
#[derive(Debug, Clone)]
enum HistogramCell<H> {
    /// There was none.
    Empty,
    /// They can be folded so far.
    Folded(H),
    /// A float came first, so there will be no result whatever follows.
    AfterFloat,
    /// Exponential and custom buckets met; further samples are not looked at.
    Incompatible,
}

/// An aggregation that has no result where floats and histograms meet.
#[derive(Debug)]
pub(super) struct Fold<F, H> {
    floats: Cells<F>,
    /// Allocated with the first histogram.
    histograms: Option<Cells<HistogramCell<H>>>,
    /// Metric names of the histograms that did not fit to those before them.
    misfits: Vec<String>,
}

impl<F: FloatFold, H: HistogramFold> Fold<F, H> {
    /// Without any sample.
    pub(super) fn new(steps: usize) -> Self {
        Self { floats: Cells::new(steps, F::EMPTY), histograms: None, misfits: Vec::new() }
    }

    /// The slow form of [`Accumulator::add`], once histograms have been met.
    fn add_mixed(&mut self, labels: &Labels, column: &Column) {
        let steps = column.floats.len();
        let histograms = self.histograms.get_or_insert_with(|| Cells::new(steps, HistogramCell::Empty));
        let cells = self.floats.by_step().iter_mut().zip(histograms.by_step());
        for (step, (float_cell, cell)) in cells.enumerate() {
            if matches!(cell, HistogramCell::Incompatible) {
                continue;
            }
            let float = column.floats[step];
            if !is_stale_nan(float) {
                float_cell.take(float);
            } else if let Some(histogram) = column.histogram(step) {
                match cell {
                    HistogramCell::Empty if float_cell.result().is_some() => {
                        *cell = HistogramCell::AfterFloat;
                    }
                    HistogramCell::Empty => *cell = HistogramCell::Folded(H::start(histogram)),
                    HistogramCell::Folded(folded) => {
                        if folded.take(histogram).is_err() {
                            self.misfits.push(labels.metric_name().unwrap_or("").to_owned());
                            *cell = HistogramCell::Incompatible;
                        }
                    }
                    HistogramCell::AfterFloat | HistogramCell::Incompatible => {}
                }
            }
        }
    }
}

impl<F: FloatFold, H: HistogramFold> Accumulator for Fold<F, H> {
    fn add(&mut self, labels: &Labels, column: &Column) {
        if column.histograms.is_some() || self.histograms.is_some() {
            self.add_mixed(labels, column);
        } else {
            self.floats.take_floats(column, F::take);
        }
    }

    fn finish(mut self: Box<Self>, notes: &mut AggregationNotes<'_>) -> Column {
        let mut column = self.floats.column(|cell| cell.result());
        let Some(mut histograms) = self.histograms.take() else {
            return column;
        };
        for (step, cell) in histograms.by_step().iter_mut().enumerate() {
            let has_float = column.float(step).is_some();
            match std::mem::replace(cell, HistogramCell::Empty) {
                HistogramCell::Empty => {}
                HistogramCell::Folded(folded) if !has_float => {
                    let (histogram, found) = folded.result();
                    annotate(notes, &found);
                    column.set(step, Some(Value::Histogram(Arc::new(histogram.compacted()))));
                }
                HistogramCell::Folded(_) | HistogramCell::AfterFloat | HistogramCell::Incompatible => {
                    if has_float {
                        annotate_mixed_types(notes);
                    }
                    column.set(step, None);
                }
            }
        }
        for metric in &self.misfits {
            annotate_mixed_schemas(notes, metric);
        }
        column
    }
}

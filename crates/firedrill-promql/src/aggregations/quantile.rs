//! `quantile`.

use firedrill_model::number::display_float;
use firedrill_model::{Labels, is_stale_nan, stale_nan};

use super::native_notes::IgnoredHistograms;
use super::parameter::ParameterRange;
use super::{Accumulator, AggregationNotes};
use crate::annotations::Level;
use crate::column::Column;
use crate::statistics::quantile;

/// The quantile of each step.
#[derive(Debug)]
pub(super) struct Quantile {
    /// One quantile per step.
    parameter: Vec<f64>,
    /// The floats of each series, by step.
    series: Vec<Box<[f64]>>,
    ignored: IgnoredHistograms,
}

impl Quantile {
    /// `parameter` holds one quantile per step.
    pub(super) fn new(parameter: &[f64]) -> Self {
        let ignored = IgnoredHistograms::of("quantile");
        Self { parameter: parameter.to_vec(), series: Vec::new(), ignored }
    }

    /// Of all steps' parameters Prometheus names NaN, the largest and the smallest.
    fn warn_out_of_range(&self, notes: &mut AggregationNotes<'_>) {
        let range = ParameterRange::of(&self.parameter);
        let nan = range.has_nan.then_some(f64::NAN);
        let largest = Some(range.largest).filter(|largest| *largest > 1.0);
        let smallest = Some(range.smallest).filter(|smallest| *smallest < 0.0);
        for q in [nan, largest, smallest].into_iter().flatten() {
            let text = format!("quantile value should be between 0 and 1, got {}", display_float(q));
            notes.annotations.add(Level::Warning, text, notes.param);
        }
    }
}

impl Accumulator for Quantile {
    fn add(&mut self, _: &Labels, column: &Column) {
        self.ignored.see(column);
        self.series.push(column.floats.as_slice().into());
    }

    fn finish(self: Box<Self>, notes: &mut AggregationNotes<'_>) -> Column {
        self.warn_out_of_range(notes);
        self.ignored.annotate(notes);
        let mut values = Vec::new();
        let mut of_step = |step: usize, q: f64| {
            let floats = self.series.iter().map(|floats| floats[step]);
            values.clear();
            values.extend(floats.filter(|float| !is_stale_nan(*float)));
            if values.is_empty() { stale_nan() } else { quantile(q, &mut values) }
        };
        let steps = self.parameter.iter().enumerate();
        Column::from_floats(steps.map(|(step, q)| of_step(step, *q)).collect())
    }
}

//! `avg`.

use firedrill_model::FloatHistogram;
use firedrill_model::histogram::{HistogramMean, MixedSchemas, Notes};

use super::accumulator::Accumulator;
use super::fold::{FloatFold, Fold, HistogramFold};
use crate::dialect::Dialect;
use crate::statistics::Mean;

/// The mean of each step.
pub(super) fn average(steps: usize, dialect: &Dialect) -> Box<dyn Accumulator> {
    if dialect.compensated_aggregation {
        Box::new(Fold::<Compensated, HistogramMean>::new(steps))
    } else {
        Box::new(Fold::<Plain, HistogramMean>::new(steps))
    }
}

#[derive(Debug, Clone, Copy)]
struct Compensated(Option<Mean>);

impl FloatFold for Compensated {
    const EMPTY: Self = Self(None);

    #[inline]
    fn take(&mut self, float: f64) {
        match &mut self.0 {
            Some(mean) => mean.add(float),
            None => self.0 = Some(Mean::starting_at(float)),
        }
    }

    fn result(self) -> Option<f64> {
        self.0.map(Mean::value)
    }
}

/// Incremental and without compensation.
#[derive(Debug, Clone, Copy)]
struct Plain(Option<Mean>);

impl FloatFold for Plain {
    const EMPTY: Self = Self(None);

    #[inline]
    fn take(&mut self, float: f64) {
        match &mut self.0 {
            Some(mean) => mean.add_uncompensated(float),
            None => self.0 = Some(Mean::starting_at(float)),
        }
    }

    fn result(self) -> Option<f64> {
        self.0.map(Mean::uncompensated_value)
    }
}

impl HistogramFold for HistogramMean {
    fn start(first: &FloatHistogram) -> Self {
        Self::new(first)
    }

    fn take(&mut self, histogram: &FloatHistogram) -> Result<(), MixedSchemas> {
        self.add(histogram)
    }

    fn result(self) -> (FloatHistogram, Notes) {
        self.finish()
    }
}

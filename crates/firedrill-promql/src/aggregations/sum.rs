//! `sum`.

use firedrill_model::histogram::{HistogramSum, MixedSchemas, Notes};
use firedrill_model::{FloatHistogram, STALE_NAN_BITS, is_stale_nan};

use super::accumulator::Accumulator;
use super::fold::{FloatFold, Fold, HistogramFold};
use crate::dialect::Dialect;
use crate::statistics::CompensatedSum;

/// The sum of each step.
pub(super) fn sum(steps: usize, dialect: &Dialect) -> Box<dyn Accumulator> {
    if dialect.compensated_aggregation {
        Box::new(Fold::<Compensated, HistogramSum>::new(steps))
    } else {
        Box::new(Fold::<Plain, HistogramSum>::new(steps))
    }
}

/// A sum that starts with the first float; the staleness marker before that.
#[derive(Debug, Clone, Copy)]
struct Compensated(CompensatedSum);

impl FloatFold for Compensated {
    const EMPTY: Self = Self(CompensatedSum::starting_at(f64::from_bits(STALE_NAN_BITS)));

    #[inline]
    fn take(&mut self, float: f64) {
        if is_stale_nan(self.0.sum) {
            self.0.sum = float;
        } else {
            self.0.add(float, true);
        }
    }

    fn result(self) -> Option<f64> {
        (!is_stale_nan(self.0.sum)).then(|| self.0.total())
    }
}

/// The same without compensation.
#[derive(Debug, Clone, Copy)]
struct Plain(f64);

impl FloatFold for Plain {
    const EMPTY: Self = Self(f64::from_bits(STALE_NAN_BITS));

    #[inline]
    fn take(&mut self, float: f64) {
        self.0 = if is_stale_nan(self.0) { float } else { self.0 + float };
    }

    fn result(self) -> Option<f64> {
        (!is_stale_nan(self.0)).then_some(self.0)
    }
}

impl HistogramFold for HistogramSum {
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

//! `sum` and `avg` over any number of histograms, for aggregations and `…_over_time`.

use super::compensated::{CompensatedHistogram, Rounding};
use super::{CounterResetHint, FloatHistogram, MixedSchemas, Note, Notes, Operation};

/// What an aggregation has met so far.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    reset: bool,
    not_reset: bool,
    differing_bounds: bool,
}

impl Met {
    fn see(&mut self, histogram: &FloatHistogram) {
        self.reset |= histogram.counter_reset_hint == CounterResetHint::Reset;
        self.not_reset |= histogram.counter_reset_hint == CounterResetHint::NotReset;
    }

    fn notes(self) -> Notes {
        let mut notes = Notes::default();
        if self.reset && self.not_reset {
            notes.add(Note::ConflictingCounterResets(Operation::Aggregation));
        }
        if self.differing_bounds {
            notes.add(Note::BoundsReconciled(Operation::Aggregation));
        }
        notes
    }
}

/// A compensated sum of histograms.
#[derive(Debug, Clone)]
pub struct HistogramSum {
    running: CompensatedHistogram,
    is_compensated: bool,
    met: Met,
}

impl HistogramSum {
    /// The sum of one histogram.
    pub fn new(first: &FloatHistogram) -> Self {
        let mut met = Met::default();
        met.see(first);
        Self { running: CompensatedHistogram::from(first), is_compensated: false, met }
    }

    /// Adds a histogram.
    ///
    /// # Errors
    /// [`MixedSchemas`]; there is no sum then.
    pub fn add(&mut self, histogram: &FloatHistogram) -> Result<(), MixedSchemas> {
        self.met.see(histogram);
        let combined = self.running.combine(CompensatedHistogram::from(histogram), Rounding::Compensated)?;
        self.met.differing_bounds |= combined.bounds_reconciled;
        self.is_compensated = true;
        Ok(())
    }

    /// The sum, not compacted (`sum` compacts it, `sum_over_time` does not).
    pub fn finish(self) -> (FloatHistogram, Notes) {
        let sum = if self.is_compensated { self.running.into_total() } else { self.running.into_plain() };
        (sum, self.met.notes())
    }
}

/// A compensated mean of histograms: a sum divided once, or an incremental mean from the moment the
/// sum would overflow.
#[derive(Debug, Clone)]
pub struct HistogramMean {
    /// The sum so far, or the mean so far.
    running: CompensatedHistogram,
    number: f64,
    is_compensated: bool,
    is_incremental: bool,
    met: Met,
}

impl HistogramMean {
    /// The mean of one histogram.
    pub fn new(first: &FloatHistogram) -> Self {
        let HistogramSum { running, is_compensated, met } = HistogramSum::new(first);
        Self { running, number: 1.0, is_compensated, is_incremental: false, met }
    }

    /// Takes one more histogram into the mean.
    ///
    /// # Errors
    /// [`MixedSchemas`]; there is no mean then.
    pub fn add(&mut self, histogram: &FloatHistogram) -> Result<(), MixedSchemas> {
        self.met.see(histogram);
        self.number += 1.0;
        let next = CompensatedHistogram::from(histogram);
        if !self.is_incremental {
            let mut sum = self.running.clone();
            let combined = sum.combine(next.clone(), Rounding::Compensated)?;
            self.met.differing_bounds |= combined.bounds_reconciled;
            if !sum.has_overflow() {
                self.running = sum;
                self.is_compensated = true;
                return Ok(());
            }
            self.is_incremental = true;
            let before = self.number - 1.0;
            self.divide_running(before);
        }
        let number = self.number;
        let weight = (number - 1.0) / number;
        let mut mean = self.running.clone().map(|running| running.scaled(weight));
        let share = next.map(|value| value.divided(number));
        let combined = mean.combine(share, Rounding::Compensated)?;
        self.met.differing_bounds |= combined.bounds_reconciled;
        self.running = mean;
        self.is_compensated = true;
        Ok(())
    }

    /// The mean, not compacted (`avg` compacts it, `avg_over_time` does not).
    pub fn finish(mut self) -> (FloatHistogram, Notes) {
        if !self.is_incremental {
            let number = self.number;
            self.divide_running(number);
        }
        let mean = if self.is_compensated { self.running.into_total() } else { self.running.into_plain() };
        (mean, self.met.notes())
    }

    fn divide_running(&mut self, divisor: f64) {
        self.running = self.running.clone().map(|running| running.divided(divisor));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    fn histogram(sum: f64, buckets: &[f64]) -> FloatHistogram {
        FloatHistogram {
            count: buckets.iter().sum(),
            sum,
            positive_spans: vec![BucketSpan { offset: 0, length: buckets.len() as u32 }],
            positive_buckets: buckets.to_vec(),
            ..FloatHistogram::default()
        }
    }

    fn folded(histograms: &[FloatHistogram]) -> Result<[(FloatHistogram, Notes); 2], MixedSchemas> {
        let mut sum = HistogramSum::new(&histograms[0]);
        let mut mean = HistogramMean::new(&histograms[0]);
        for histogram in &histograms[1..] {
            sum.add(histogram)?;
            mean.add(histogram)?;
        }
        Ok([sum.finish(), mean.finish()])
    }

    #[test]
    fn sums_and_means_are_compensated() {
        let [(sum, _), (mean, _)] =
            folded(&[histogram(1e16, &[1.0]), histogram(1.0, &[2.0, 4.0]), histogram(1.0, &[0.0, 2.0])])
                .expect("same kind");
        assert_eq!(sum.to_string(), "{count:9, sum:1.0000000000000002e+16, (0.5,1]:3, (1,2]:6}");
        assert_eq!(mean.to_string(), "{count:3, sum:3.333333333333334e+15, (0.5,1]:1, (1,2]:2}");
    }

    #[test]
    fn the_mean_survives_an_overflowing_sum() {
        let large = f64::MAX / 1.5;
        let [(sum, _), (mean, _)] =
            folded(&[histogram(large, &[1.0]), histogram(large, &[3.0])]).expect("same kind");
        assert_eq!(sum.sum, f64::INFINITY);
        assert_eq!((mean.sum, mean.count), (large, 2.0));
    }

    #[test]
    fn notes_tell_of_hints_and_bounds() {
        let hinted = |counter_reset_hint, bounds: &[f64]| FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            custom_values: bounds.to_vec(),
            counter_reset_hint,
            ..histogram(1.0, &[1.0])
        };
        let [(sum, notes), _] = folded(&[
            hinted(CounterResetHint::Reset, &[1.0]),
            hinted(CounterResetHint::Unknown, &[1.0]),
            hinted(CounterResetHint::NotReset, &[1.0, 2.0]),
        ])
        .expect("same kind");
        assert_eq!(sum.counter_reset_hint, CounterResetHint::Unknown);
        assert_eq!(
            notes.iter().collect::<Vec<_>>(),
            [
                Note::ConflictingCounterResets(Operation::Aggregation),
                Note::BoundsReconciled(Operation::Aggregation)
            ]
        );
        assert!(folded(&[histogram(1.0, &[1.0]), hinted(CounterResetHint::Unknown, &[1.0])]).is_err());
    }
}

//! Addition, subtraction, and multiplication and division by a number.

use super::compensated::{CompensatedHistogram, Rounding};
use super::{CounterResetHint, FloatHistogram, Side};

/// Exponential and custom buckets cannot be combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cannot apply this operation on histograms with a mix of exponential and custom bucket schemas")]
pub struct MixedSchemas;

/// What a caller may have to warn about after combining two histograms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Combined {
    /// One said "reset", the other "not reset".
    pub conflicting_counter_resets: bool,
    /// Custom bounds differed; only the common ones remain.
    pub bounds_reconciled: bool,
}

impl CounterResetHint {
    /// The hint of a sum, and whether the hints contradict each other. As `adjustCounterReset`.
    pub(super) fn combined_with(self, other: Self) -> (Self, bool) {
        match (self, other) {
            (lhs, rhs) if lhs == rhs => (lhs, false),
            (Self::Gauge, _) | (_, Self::Gauge) => (Self::Gauge, false),
            (Self::Unknown, _) | (_, Self::Unknown) => (Self::Unknown, false),
            _ => (Self::Unknown, true),
        }
    }
}

impl FloatHistogram {
    /// Adds `other` in place; the result is not compacted. Not commutative where zero buckets or
    /// schemas differ, as upstream.
    ///
    /// # Errors
    /// [`MixedSchemas`]; then nothing has changed.
    pub fn add(&mut self, other: &Self) -> Result<Combined, MixedSchemas> {
        if let Some(combined) = self.combine_alike(other, |lhs, rhs| lhs + rhs) {
            return Ok(combined);
        }
        self.combine(CompensatedHistogram::from(other))
    }

    /// Subtracts `other` in place; the result is not compacted, may be negative, and keeps the hint
    /// of a sum.
    ///
    /// # Errors
    /// [`MixedSchemas`]; then nothing has changed.
    pub fn subtract(&mut self, other: &Self) -> Result<Combined, MixedSchemas> {
        if let Some(combined) = self.combine_alike(other, |lhs, rhs| lhs - rhs) {
            return Ok(combined);
        }
        self.combine(CompensatedHistogram::from(other).map(|number| number.scaled(-1.0)))
    }

    fn combine(&mut self, other: CompensatedHistogram) -> Result<Combined, MixedSchemas> {
        let mut result = CompensatedHistogram::from(&*self);
        let combined = result.combine(other, Rounding::Plain)?;
        *self = result.into_plain();
        Ok(combined)
    }

    /// The common case without any allocation: the same schema, zero bucket, bounds and layout, and
    /// no bucket inside the zero bucket. `None` where it does not apply.
    fn combine_alike(&mut self, other: &Self, operator: fn(f64, f64) -> f64) -> Option<Combined> {
        let is_alike = self.schema == other.schema
            && self.zero_threshold == other.zero_threshold
            && self.custom_values == other.custom_values
            && Side::BOTH.into_iter().all(|side| {
                self.side(side).0 == other.side(side).0
                    && self.side(side).1.len() == other.side(side).1.len()
                    && (self.has_custom_buckets()
                        || self
                            .indexed(side)
                            .next()
                            .is_none_or(|(index, _)| self.bound(index) > self.zero_threshold))
            });
        if !is_alike {
            return None;
        }
        let (hint, conflicting_counter_resets) =
            self.counter_reset_hint.combined_with(other.counter_reset_hint);
        self.counter_reset_hint = hint;
        if !self.has_custom_buckets() {
            self.zero_count = operator(self.zero_count, other.zero_count);
        }
        self.count = operator(self.count, other.count);
        self.sum = operator(self.sum, other.sum);
        for (own, others) in [
            (&mut self.positive_buckets, &other.positive_buckets),
            (&mut self.negative_buckets, &other.negative_buckets),
        ] {
            for (lhs, rhs) in own.iter_mut().zip(others) {
                *lhs = operator(*lhs, *rhs);
            }
        }
        Some(Combined { conflicting_counter_resets, bounds_reconciled: false })
    }

    /// Multiplies every number in place; a negative factor makes it a gauge.
    pub fn multiply(&mut self, factor: f64) {
        self.map_numbers(|number| number * factor);
        if factor < 0.0 {
            self.counter_reset_hint = CounterResetHint::Gauge;
        }
    }

    /// Divides every number in place; a negative divisor makes it a gauge, zero removes all buckets
    /// but the zero bucket.
    pub fn divide(&mut self, divisor: f64) {
        self.map_numbers(|number| number / divisor);
        if divisor < 0.0 {
            self.counter_reset_hint = CounterResetHint::Gauge;
        }
        if divisor == 0.0 {
            for side in Side::BOTH {
                self.set_side(side, Vec::new(), Vec::new());
            }
        }
    }

    fn map_numbers(&mut self, change: impl Fn(f64) -> f64) {
        self.zero_count = change(self.zero_count);
        self.count = change(self.count);
        self.sum = change(self.sum);
        for count in self.positive_buckets.iter_mut().chain(&mut self.negative_buckets) {
            *count = change(*count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    fn exponential(schema: i32, zero: (f64, f64), offset: i32, buckets: &[f64]) -> FloatHistogram {
        FloatHistogram {
            schema,
            zero_threshold: zero.0,
            zero_count: zero.1,
            count: zero.1 + buckets.iter().sum::<f64>(),
            positive_spans: vec![BucketSpan { offset, length: buckets.len() as u32 }],
            positive_buckets: buckets.to_vec(),
            ..FloatHistogram::default()
        }
    }

    fn custom(bounds: &[f64], buckets: &[f64]) -> FloatHistogram {
        FloatHistogram {
            custom_values: bounds.to_vec(),
            ..exponential(CUSTOM_BUCKETS_SCHEMA, (0.0, 0.0), 0, buckets)
        }
    }

    #[test]
    fn sums_and_differences() {
        for (lhs, rhs, sum, difference) in [
            (
                exponential(0, (0.0, 0.0), 0, &[1.0, 2.0]),
                exponential(0, (0.0, 0.0), 0, &[1.0, 1.0]),
                "{count:5, sum:0, (0.5,1]:2, (1,2]:3}",
                "{count:1, sum:0, (1,2]:1}",
            ),
            (
                exponential(0, (0.0, 0.0), 0, &[1.0, 2.0]),
                exponential(1, (0.0, 0.0), 2, &[1.0, 1.0]),
                "{count:5, sum:0, (0.5,1]:1, (1,2]:3, (2,4]:1}",
                "{count:1, sum:0, (0.5,1]:1, (1,2]:1, (2,4]:-1}",
            ),
            (
                exponential(0, (0.6, 1.0), 0, &[1.0, 2.0]),
                exponential(0, (0.001, 1.0), 0, &[4.0]),
                "{count:9, sum:0, [-1,1]:7, (1,2]:2}",
                "{count:-1, sum:0, [-1,1]:-3, (1,2]:2}",
            ),
            (
                custom(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0, 4.0]),
                custom(&[2.0, 3.0], &[1.0, 1.0, 1.0]),
                "{count:13, sum:0, [-Inf,2]:4, (2,3]:4, (3,+Inf]:5}",
                "{count:7, sum:0, [-Inf,2]:2, (2,3]:2, (3,+Inf]:3}",
            ),
        ] {
            let mut added = lhs.clone();
            added.add(&rhs).expect("same kind");
            assert_eq!(added.to_string(), sum);
            let mut subtracted = lhs.clone();
            let outcome = subtracted.subtract(&rhs).expect("same kind");
            assert_eq!(subtracted.to_string(), difference);
            assert_eq!(outcome.bounds_reconciled, lhs.custom_values != rhs.custom_values);
        }
    }

    #[test]
    fn kinds_do_not_mix() {
        let mut histogram = exponential(0, (0.0, 0.0), 0, &[1.0]);
        let before = histogram.clone();
        assert_eq!(histogram.add(&custom(&[1.0], &[1.0])), Err(MixedSchemas));
        assert_eq!(histogram, before);
    }

    #[test]
    fn hints_of_a_sum() {
        use CounterResetHint::{Gauge, NotReset, Reset, Unknown};
        for (lhs, rhs, want) in [
            (Unknown, Unknown, (Unknown, false)),
            (NotReset, NotReset, (NotReset, false)),
            (Reset, Gauge, (Gauge, false)),
            (Reset, Unknown, (Unknown, false)),
            (Reset, NotReset, (Unknown, true)),
        ] {
            assert_eq!(lhs.combined_with(rhs), want);
            assert_eq!(rhs.combined_with(lhs), want);
        }
    }

    #[test]
    fn scaling() {
        let histogram = exponential(0, (0.5, 2.0), 3, &[1.0, 3.0]);
        let mut negated = histogram.clone();
        negated.multiply(-1.0);
        assert_eq!(negated.counter_reset_hint, CounterResetHint::Gauge);
        assert_eq!(negated.positive_buckets, [-1.0, -3.0]);
        let mut infinite = histogram.clone();
        infinite.divide(0.0);
        assert_eq!(infinite.to_string(), "{count:+Inf, sum:NaN, [-0.5,0.5]:+Inf}");
    }
}

//! Finding counter resets.

use super::buckets::indexed;
use super::compensated::{CompensatedBucket, CompensatedHistogram};
use super::custom_bounds::{common_bounds, target_bucket};
use super::{CounterResetHint, FloatHistogram, Side};

impl FloatHistogram {
    /// Whether the counter was reset between `previous` and this histogram: what the hint claims,
    /// else whether anything has become smaller or coarser bounds have become finer. The sum is not
    /// looked at. As `DetectReset`.
    pub fn is_reset_after(&self, previous: &Self) -> bool {
        match self.counter_reset_hint {
            CounterResetHint::Reset => return true,
            CounterResetHint::NotReset => return false,
            CounterResetHint::Unknown | CounterResetHint::Gauge => {}
        }
        if self.count < previous.count {
            return true;
        }
        if self.has_custom_buckets() {
            if !previous.has_custom_buckets() {
                return true;
            }
            if self.custom_values != previous.custom_values {
                return self.has_smaller_common_bucket(previous);
            }
        }
        if self.schema > previous.schema || self.zero_threshold < previous.zero_threshold {
            return true;
        }
        let mut previous = CompensatedHistogram::from(previous);
        let (zero_count, threshold) = previous.widened_zero_bucket(self.zero_threshold);
        if threshold != self.zero_threshold || self.zero_count < zero_count.sum {
            return true;
        }
        previous.reduce_to(self.schema);
        self.has_smaller_bucket(Side::Positive, &previous.positive)
            || self.has_smaller_bucket(Side::Negative, &previous.negative)
    }

    /// Whether a bucket outside the zero bucket holds less than in `previous`, or is missing.
    pub(super) fn has_smaller_bucket(&self, side: Side, previous: &[CompensatedBucket]) -> bool {
        let mut own = self.indexed(side).peekable();
        let is_outside = |index| self.has_custom_buckets() || self.bound(index) > self.zero_threshold;
        previous.iter().filter(|(index, _)| is_outside(*index)).any(|&(index, before)| {
            while own.next_if(|(candidate, _)| *candidate < index).is_some() {}
            match own.next_if(|(candidate, _)| *candidate == index) {
                Some((_, now)) => before.sum > now,
                None => before.sum != 0.0,
            }
        })
    }

    /// Whether between common bounds there are fewer observations than in `previous`.
    fn has_smaller_common_bucket(&self, previous: &Self) -> bool {
        let common = common_bounds(&self.custom_values, &previous.custom_values);
        let totals = |histogram: &Self| {
            let mut totals = vec![0.0; common.len() + 1];
            for (index, count) in indexed(&histogram.positive_spans, &histogram.positive_buckets) {
                totals[target_bucket(index, &histogram.custom_values, &common)] += count;
            }
            totals
        };
        totals(self).into_iter().zip(totals(previous)).any(|(now, before)| now < before)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    fn exponential(schema: i32, zero: (f64, f64), count: f64, buckets: &[f64]) -> FloatHistogram {
        FloatHistogram {
            schema,
            zero_threshold: zero.0,
            zero_count: zero.1,
            count,
            positive_spans: vec![BucketSpan { offset: 0, length: buckets.len() as u32 }],
            positive_buckets: buckets.to_vec(),
            ..FloatHistogram::default()
        }
    }

    #[test]
    fn resets_are_found() {
        let hinted = |counter_reset_hint| FloatHistogram {
            counter_reset_hint,
            ..exponential(0, (0.0, 0.0), 3.0, &[1.0, 2.0])
        };
        let custom = |bounds: &[f64], buckets: &[f64]| FloatHistogram {
            custom_values: bounds.to_vec(),
            ..exponential(CUSTOM_BUCKETS_SCHEMA, (0.0, 0.0), 9.0, buckets)
        };
        for (name, previous, current, want) in [
            ("hint reset", exponential(0, (0.0, 0.0), 1.0, &[]), hinted(CounterResetHint::Reset), true),
            (
                "hint not reset",
                exponential(0, (0.0, 0.0), 9.0, &[]),
                hinted(CounterResetHint::NotReset),
                false,
            ),
            ("same", hinted(CounterResetHint::Unknown), hinted(CounterResetHint::Unknown), false),
            ("count", exponential(0, (0.0, 0.0), 4.0, &[]), hinted(CounterResetHint::Unknown), true),
            ("bucket", exponential(0, (0.0, 0.0), 3.0, &[2.0]), hinted(CounterResetHint::Unknown), true),
            (
                "missing",
                exponential(0, (0.0, 0.0), 3.0, &[0.0, 0.0, 1.0]),
                hinted(CounterResetHint::Unknown),
                true,
            ),
            (
                "missing but empty",
                exponential(0, (0.0, 0.0), 3.0, &[0.0, 0.0, 0.0]),
                hinted(CounterResetHint::Unknown),
                false,
            ),
            (
                "coarser",
                exponential(1, (0.0, 0.0), 3.0, &[1.0, 1.0, 1.0]),
                hinted(CounterResetHint::Unknown),
                false,
            ),
            ("finer", hinted(CounterResetHint::Unknown), exponential(1, (0.0, 0.0), 9.0, &[9.0; 5]), true),
            (
                "wider zero bucket",
                hinted(CounterResetHint::Unknown),
                exponential(0, (1.0, 1.0), 3.0, &[0.0, 2.0]),
                false,
            ),
            (
                "zero bucket cuts",
                hinted(CounterResetHint::Unknown),
                exponential(0, (0.7, 1.0), 3.0, &[0.0, 2.0]),
                true,
            ),
            ("to custom", hinted(CounterResetHint::Unknown), custom(&[1.0], &[9.0]), true),
            ("bounds change", custom(&[1.0, 2.0], &[1.0, 1.0, 1.0]), custom(&[2.0], &[2.0, 1.0]), false),
            (
                "bounds change and less",
                custom(&[1.0, 2.0], &[1.0, 2.0, 1.0]),
                custom(&[2.0], &[2.0, 1.0]),
                true,
            ),
        ] {
            assert_eq!(current.is_reset_after(&previous), want, "{name}");
        }
    }
}

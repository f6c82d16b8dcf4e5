//! `histogram_quantile` of one native histogram.

use super::{Bucket, FloatHistogram, Side};
use crate::go_math::{exp2, log2};

/// What `NaN` observations, which no bucket holds, do to a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NanObservations {
    /// The quantile lies among them: the result is NaN.
    ResultIsNan,
    /// They count as the largest observations: the quantile is higher than without them.
    ResultIsSkewedHigher,
    /// They are in no fraction.
    Excluded,
}

/// The empty bucket a walk starts with.
const NOTHING: Bucket =
    Bucket { lower: 0.0, upper: 0.0, lower_inclusive: false, upper_inclusive: false, count: 0.0 };

impl FloatHistogram {
    /// The `quantile` of the observations, interpolated within its bucket; −Inf below 0, +Inf above
    /// 1, NaN without observations. As `HistogramQuantile` in `promql/quantile.go`.
    pub fn quantile(&self, quantile: f64) -> (f64, Option<NanObservations>) {
        if quantile < 0.0 {
            return (f64::NEG_INFINITY, None);
        }
        if quantile > 1.0 {
            return (f64::INFINITY, None);
        }
        if self.count == 0.0 || quantile.is_nan() {
            return (f64::NAN, None);
        }
        // Walking from the nearer end keeps rounding errors small; NaN observations come last.
        let is_forward = self.sum.is_nan() || quantile < 0.5;
        let mut view = self.buckets();
        let mut rank = quantile * self.count;
        if !is_forward {
            view.reverse();
            rank = (1.0 - quantile) * self.count;
        }
        let mut rest = view.into_iter();
        let mut bucket = NOTHING;
        let mut seen = 0.0;
        for candidate in rest.by_ref() {
            bucket = candidate;
            if bucket.count == 0.0 {
                continue;
            }
            seen += bucket.count;
            if seen >= rank {
                break;
            }
        }
        if self.has_custom_buckets() {
            if bucket.lower == f64::NEG_INFINITY {
                if bucket.upper <= 0.0 {
                    return (bucket.upper, None);
                }
                bucket.lower = 0.0;
            } else if bucket.upper == f64::INFINITY {
                return (bucket.lower, None);
            }
        } else if bucket.lower < 0.0 && bucket.upper > 0.0 {
            self.narrow_to_occupied_side(&mut bucket);
        }
        if seen > self.count {
            seen = self.count;
        }
        if seen < rank {
            return if self.sum.is_nan() {
                (f64::NAN, Some(NanObservations::ResultIsNan))
            } else {
                (bucket.upper, None)
            };
        }
        if is_forward {
            rank -= seen - bucket.count;
        } else {
            rank = seen - rank;
        }
        let mut note = None;
        if self.sum.is_nan() {
            // The walk to the end replaces the bucket, as upstream.
            for candidate in rest {
                bucket = candidate;
                seen += bucket.count;
            }
            note = (seen < self.count).then_some(NanObservations::ResultIsSkewedHigher);
        }
        (self.interpolated(bucket, rank / bucket.count), note)
    }

    /// A bucket around zero holds only values of the one side that has buckets, if only one has.
    pub(super) fn narrow_to_occupied_side(&self, bucket: &mut Bucket) {
        match (self.has_buckets(Side::Positive), self.has_buckets(Side::Negative)) {
            (true, false) => bucket.lower = 0.0,
            (false, true) => bucket.upper = 0.0,
            _ => {}
        }
    }

    /// The value below which lies `share` of the bucket.
    fn interpolated(&self, bucket: Bucket, share: f64) -> f64 {
        let (lower, upper) = (bucket.lower, bucket.upper);
        if self.has_custom_buckets() || (lower <= 0.0 && upper >= 0.0) {
            return lower + (upper - lower) * share;
        }
        let (log_lower, log_upper) = (log2(lower.abs()), log2(upper.abs()));
        if lower > 0.0 {
            exp2(log_lower + (log_upper - log_lower) * share)
        } else {
            -exp2(log_upper + (log_lower - log_upper) * (1.0 - share))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    fn exponential(zero_count: f64, buckets: &[f64]) -> FloatHistogram {
        FloatHistogram {
            zero_threshold: 0.5,
            zero_count,
            count: zero_count + buckets.iter().sum::<f64>(),
            sum: 1.0,
            positive_spans: vec![BucketSpan { offset: 1, length: buckets.len() as u32 }],
            positive_buckets: buckets.to_vec(),
            ..FloatHistogram::default()
        }
    }

    #[test]
    fn quantiles_of_both_kinds() {
        let custom = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            custom_values: vec![2.0, 4.0],
            ..exponential(0.0, &[4.0, 4.0])
        };
        let first =
            FloatHistogram { positive_spans: vec![BucketSpan { offset: 0, length: 2 }], ..custom.clone() };
        for (histogram, quantile, want) in [
            (exponential(0.0, &[2.0, 4.0]), -0.1, f64::NEG_INFINITY),
            (exponential(0.0, &[2.0, 4.0]), 1.1, f64::INFINITY),
            (exponential(0.0, &[2.0, 2.0]), 0.375, 1.6817928305074292),
            (exponential(0.0, &[2.0, 2.0]), 1.0, 4.0),
            (exponential(4.0, &[4.0]), 0.25, 0.25),
            (custom.clone(), 0.25, 3.0),
            (custom, 0.75, 4.0),
            (first, 0.25, 1.0),
        ] {
            assert_eq!(histogram.quantile(quantile), (want, None), "{histogram} {quantile}");
        }
        assert!(FloatHistogram::default().quantile(0.5).0.is_nan());
    }

    #[test]
    fn nan_observations_come_last() {
        let histogram = FloatHistogram { count: 8.0, sum: f64::NAN, ..exponential(0.0, &[2.0, 2.0]) };
        assert_eq!(histogram.quantile(0.75).1, Some(NanObservations::ResultIsNan));
        assert_eq!(histogram.quantile(0.25).1, Some(NanObservations::ResultIsSkewedHigher));
    }
}

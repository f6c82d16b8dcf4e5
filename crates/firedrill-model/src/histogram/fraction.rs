//! `histogram_fraction` of one native histogram.

use super::interpolation::exponential_share_below;
use super::{FloatHistogram, NanObservations};

/// The number of observations below a bound, found while walking the buckets upward.
struct RankBelow {
    bound: f64,
    rank: Option<f64>,
}

impl FloatHistogram {
    /// The share of observations between `lower` and `upper`, interpolated within buckets; NaN
    /// without observations. As `HistogramFraction` in `promql/quantile.go`.
    pub fn fraction(&self, lower: f64, upper: f64) -> (f64, Option<NanObservations>) {
        if self.count == 0.0 || lower.is_nan() || upper.is_nan() {
            return (f64::NAN, None);
        }
        if lower >= upper {
            return (0.0, None);
        }
        let mut ends = [lower, upper].map(|bound| RankBelow { bound, rank: None });
        let mut rank = 0.0;
        let mut seen = 0.0;
        let mut buckets = self.buckets().into_iter();
        for mut bucket in buckets.by_ref() {
            seen += bucket.count;
            let reaches_zero = bucket.lower <= 0.0 && bucket.upper >= 0.0;
            if reaches_zero {
                self.narrow_to_occupied_side(&mut bucket);
            }
            let is_linear = self.has_custom_buckets() || reaches_zero;
            let below = |value: f64| {
                if is_linear && bucket.lower == f64::NEG_INFINITY {
                    return bucket.count;
                }
                let share = if is_linear {
                    (value - bucket.lower) / (bucket.upper - bucket.lower)
                } else {
                    exponential_share_below(value, bucket.lower, bucket.upper)
                };
                rank + bucket.count * share
            };
            for end in ends.iter_mut().filter(|end| end.rank.is_none()) {
                if bucket.lower >= end.bound {
                    end.rank = Some(rank);
                } else if bucket.upper > end.bound {
                    end.rank = Some(below(end.bound));
                }
            }
            if ends.iter().all(|end| end.rank.is_some()) {
                break;
            }
            rank += bucket.count;
        }
        let mut note = None;
        if self.sum.is_nan() {
            seen = buckets.fold(seen, |seen, bucket| seen + bucket.count);
            note = (seen < self.count).then_some(NanObservations::Excluded);
        } else {
            seen = self.count;
        }
        let [lower_rank, upper_rank] = ends.map(|end| match end.rank {
            Some(rank) if rank > seen => seen,
            rank => rank.unwrap_or(seen),
        });
        ((upper_rank - lower_rank) / self.count, note)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    #[test]
    fn fractions_of_both_kinds() {
        let exponential = FloatHistogram {
            zero_threshold: 0.5,
            zero_count: 4.0,
            count: 12.0,
            sum: 1.0,
            positive_spans: vec![BucketSpan { offset: 1, length: 2 }],
            positive_buckets: vec![2.0, 6.0],
            ..FloatHistogram::default()
        };
        let custom = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            count: 4.0,
            sum: 1.0,
            custom_values: vec![2.0, 4.0],
            positive_spans: vec![BucketSpan { offset: 0, length: 2 }],
            positive_buckets: vec![2.0, 2.0],
            ..FloatHistogram::default()
        };
        let nan = FloatHistogram { count: 24.0, sum: f64::NAN, ..exponential.clone() };
        for (histogram, lower, upper, want) in [
            (&exponential, f64::NEG_INFINITY, f64::INFINITY, 1.0),
            (&exponential, 0.0, 0.25, 2.0 / 12.0),
            (&exponential, 1.0, 2.0, 2.0 / 12.0),
            (&exponential, 2.0, 1.0, 0.0),
            (&exponential, 8.0, 9.0, 0.0),
            (&custom, 1.0, 3.0, 0.5),
            (&custom, 3.0, f64::INFINITY, 0.25),
            (&nan, 0.5, f64::INFINITY, 8.0 / 24.0),
        ] {
            assert_eq!(histogram.fraction(lower, upper).0, want, "{histogram} {lower} {upper}");
        }
        assert_eq!(nan.fraction(0.5, 1.0).1, Some(NanObservations::Excluded));
        assert!(exponential.fraction(f64::NAN, 1.0).0.is_nan());
    }
}

//! `</` and `>/`: keeping the observations on one side of a value.

use super::interpolation::{exponential_share_below, middle};
use super::{Bucket, FloatHistogram, Side};

/// Which observations remain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Those below the value (`</`).
    Below,
    /// Those above the value (`>/`).
    Above,
}

/// What remains of one bucket.
struct Kept {
    count: f64,
    /// The value all kept observations are assumed to have, for the new sum.
    mean: f64,
}

impl Kept {
    const NOTHING: Self = Self { count: 0.0, mean: 0.0 };
}

impl FloatHistogram {
    /// The histogram of the observations on one side of `value`; count and sum are estimated anew
    /// and the result is compacted, unless every bucket keeps its count. As `TrimBuckets`.
    pub fn trimmed(&self, keep: Keep, value: f64) -> Self {
        let mut result = self.clone();
        let (mut count, mut sum) = (0.0, 0.0);
        let mut is_changed = false;
        let mut is_occupied = [false; 2];
        for (side, is_occupied) in Side::BOTH.into_iter().zip(&mut is_occupied) {
            let (spans, mut buckets) = (self.side(side).0.to_vec(), self.side(side).1.to_vec());
            for (target, bucket) in buckets.iter_mut().zip(self.side_buckets(side)) {
                if bucket.count == 0.0 {
                    continue;
                }
                *is_occupied = true;
                let kept = self.trimmed_bucket(side, bucket, keep, value);
                is_changed |= kept.count != bucket.count;
                count += kept.count;
                sum += kept.mean * kept.count;
                *target = kept.count;
            }
            result.set_side(side, spans, buckets);
        }
        if self.zero_count > 0.0 {
            let kept = self.trimmed_zero_bucket(is_occupied, keep, value);
            is_changed |= kept.count != self.zero_count;
            count += kept.count;
            sum += kept.mean * kept.count;
            result.zero_count = kept.count;
        }
        if !is_changed {
            return self.clone();
        }
        result.count = count;
        result.sum = sum;
        result.compacted()
    }

    fn trimmed_bucket(&self, side: Side, bucket: Bucket, keep: Keep, value: f64) -> Kept {
        let Bucket { lower, upper, count, .. } = bucket;
        let is_whole = match keep {
            Keep::Below => upper <= value,
            Keep::Above => lower >= value,
        };
        if is_whole {
            return Kept { count, mean: self.mean_within(side, lower, upper) };
        }
        if !(lower < value && value < upper) {
            return Kept::NOTHING;
        }
        if lower == f64::NEG_INFINITY {
            return cut_first_bucket(upper, count, keep, value);
        }
        if upper == f64::INFINITY {
            return match keep {
                Keep::Below => Kept::NOTHING,
                Keep::Above => Kept { count, mean: value },
            };
        }
        let share = if self.has_custom_buckets() {
            (value - lower) / (upper - lower)
        } else {
            exponential_share_below(value, lower, upper)
        };
        let below = count * share;
        match keep {
            Keep::Below => Kept { count: below, mean: self.mean_within(side, lower, value) },
            Keep::Above => Kept { count: count - below, mean: self.mean_within(side, value, upper) },
        }
    }

    /// `is_occupied` tells for the positive and the negative side whether a bucket holds anything;
    /// if only one does, all of the zero bucket is taken to lie on its side.
    fn trimmed_zero_bucket(&self, is_occupied: [bool; 2], keep: Keep, value: f64) -> Kept {
        let (mut lower, mut upper) = (-self.zero_threshold, self.zero_threshold);
        match is_occupied {
            [true, false] => lower = 0.0,
            [false, true] => upper = 0.0,
            _ => {}
        }
        let count = self.zero_count;
        let whole = Kept { count, mean: middle(lower, upper) };
        match keep {
            Keep::Below if value <= lower => Kept::NOTHING,
            Keep::Below if value >= upper => whole,
            Keep::Below => {
                Kept { count: count * ((value - lower) / (upper - lower)), mean: middle(lower, value) }
            }
            Keep::Above if value >= upper => Kept::NOTHING,
            Keep::Above if value <= lower => whole,
            Keep::Above => {
                Kept { count: count * ((upper - value) / (upper - lower)), mean: middle(value, upper) }
            }
        }
    }

    /// The assumed mean of observations between two values of one bucket.
    fn mean_within(&self, side: Side, lower: f64, upper: f64) -> f64 {
        if lower.is_infinite() {
            return match upper {
                upper if upper.is_infinite() => 0.0,
                upper if upper > 0.0 => upper / 2.0,
                upper => upper,
            };
        }
        if upper.is_infinite() {
            return lower;
        }
        if self.has_custom_buckets() {
            return middle(lower, upper);
        }
        let mean = (lower * upper).abs().sqrt();
        match side {
            Side::Positive => mean,
            Side::Negative => -mean,
        }
    }
}

/// Cuts the bucket that starts at −Inf; where it reaches above zero it is taken to start at zero.
fn cut_first_bucket(upper: f64, count: f64, keep: Keep, value: f64) -> Kept {
    let is_bounded = upper.is_finite();
    match keep {
        Keep::Below if value > 0.0 && upper > 0.0 && is_bounded => {
            Kept { count: count * value / upper, mean: value / 2.0 }
        }
        Keep::Below if upper <= 0.0 => Kept { count, mean: value },
        Keep::Above if value >= 0.0 && is_bounded => {
            Kept { count: count * (1.0 - value / upper), mean: middle(value, upper) }
        }
        _ => Kept::NOTHING,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    #[test]
    fn trims_both_ways() {
        let exponential = FloatHistogram {
            zero_threshold: 0.5,
            zero_count: 2.0,
            count: 12.0,
            sum: 30.0,
            positive_spans: vec![BucketSpan { offset: 1, length: 2 }],
            positive_buckets: vec![4.0, 6.0],
            ..FloatHistogram::default()
        };
        let custom = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            count: 10.0,
            sum: 30.0,
            custom_values: vec![4.0, 8.0],
            positive_spans: vec![BucketSpan { offset: 0, length: 3 }],
            positive_buckets: vec![2.0, 4.0, 4.0],
            ..FloatHistogram::default()
        };
        for (histogram, keep, value, want) in [
            (&exponential, Keep::Below, 100.0, "{count:12, sum:30, [-0.5,0.5]:2, (1,2]:4, (2,4]:6}"),
            (&exponential, Keep::Below, 0.25, "{count:1, sum:0.125, [-0.5,0.5]:1}"),
            (&exponential, Keep::Above, 4.0, "{count:0, sum:0}"),
            (&exponential, Keep::Above, 1.0, "{count:10, sum:22.627416997969522, (1,2]:4, (2,4]:6}"),
            (&custom, Keep::Below, 6.0, "{count:4, sum:14, [-Inf,4]:2, (4,8]:2}"),
            (&custom, Keep::Below, 2.0, "{count:1, sum:1, [-Inf,4]:1}"),
            (&custom, Keep::Above, 6.0, "{count:6, sum:46, (4,8]:2, (8,+Inf]:4}"),
            (&custom, Keep::Above, 0.0, "{count:10, sum:30, [-Inf,4]:2, (4,8]:4, (8,+Inf]:4}"),
            (&custom, Keep::Above, 10.0, "{count:4, sum:40, (8,+Inf]:4}"),
            (&custom, Keep::Below, f64::NAN, "{count:0, sum:0}"),
        ] {
            assert_eq!(histogram.trimmed(keep, value).to_string(), want, "{keep:?} {value}");
        }
    }
}

//! Bringing two zero buckets to the same width.

use super::bounds::exponential_bound;
use super::compensated::CompensatedHistogram;
use crate::CompensatedSum;

impl CompensatedHistogram {
    /// Widens the zero bucket to at least `threshold`: its count and the threshold that no longer
    /// cuts an occupied bucket. As `zeroCountForLargerThreshold`.
    ///
    /// Where a negative bucket forces a wider threshold the count starts anew, but the compensation
    /// does not, as upstream.
    pub(super) fn widened_zero_bucket(&self, threshold: f64) -> (CompensatedSum, f64) {
        if threshold == self.zero_threshold {
            return (self.zero_count, threshold);
        }
        let mut threshold = threshold;
        let mut zero_count = self.zero_count;
        loop {
            for &(index, count) in &self.positive {
                if exponential_bound(index.wrapping_sub(1), self.schema) >= threshold {
                    break;
                }
                zero_count.add_both(count);
                let upper = exponential_bound(index, self.schema);
                if upper > threshold {
                    if count.sum != 0.0 {
                        threshold = upper;
                    }
                    break;
                }
            }
            let mut cut_at = None;
            for &(index, count) in &self.negative {
                if exponential_bound(index.wrapping_sub(1), self.schema) >= threshold {
                    break;
                }
                zero_count.add_both(count);
                let outer = exponential_bound(index, self.schema);
                if outer > threshold {
                    cut_at = (count.sum != 0.0).then_some(outer);
                    break;
                }
            }
            match cut_at {
                None => return (zero_count, threshold),
                Some(outer) => {
                    threshold = outer;
                    zero_count.sum = self.zero_count.sum;
                }
            }
        }
    }

    /// Widens both zero buckets until they agree: this one in place; the other's count is returned.
    /// As `reconcileZeroBuckets`.
    pub(super) fn reconcile_zero_buckets(&mut self, other: &Self) -> CompensatedSum {
        let (mut zero_count, mut threshold) = (other.zero_count, other.zero_threshold);
        while threshold != self.zero_threshold {
            if self.zero_threshold > threshold {
                (zero_count, threshold) = other.widened_zero_bucket(self.zero_threshold);
            }
            if threshold > self.zero_threshold {
                (self.zero_count, self.zero_threshold) = self.widened_zero_bucket(threshold);
                self.empty_zero_bucket_range();
            } else if threshold.is_nan() || self.zero_threshold.is_nan() {
                break;
            }
        }
        zero_count
    }

    /// Drops the buckets that the zero bucket has swallowed, and all empty ones.
    fn empty_zero_bucket_range(&mut self) {
        let (schema, threshold) = (self.schema, self.zero_threshold);
        for side in [&mut self.positive, &mut self.negative] {
            side.retain(|&(index, count)| {
                exponential_bound(index.wrapping_sub(1), schema) >= threshold && !count.is_zero()
            });
        }
    }
}

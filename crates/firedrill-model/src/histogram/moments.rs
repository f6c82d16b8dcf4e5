//! Mean and variance.

use super::FloatHistogram;
use super::interpolation::middle;
use crate::CompensatedSum;

impl FloatHistogram {
    /// Sum over count; NaN without observations. `histogram_avg`.
    pub fn mean(&self) -> f64 {
        self.sum / self.count
    }

    /// The population variance, every observation taken to lie in the middle of its bucket (on the
    /// logarithmic scale if the buckets are exponential). `histogram_stdvar`.
    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        let mut squares = CompensatedSum::default();
        for bucket in self.buckets().into_iter().filter(|bucket| bucket.count != 0.0) {
            let (lower, upper) = (bucket.lower, bucket.upper);
            let middle = if self.has_custom_buckets() {
                middle(lower, upper)
            } else if lower <= 0.0 && upper >= 0.0 {
                0.0
            } else {
                let middle = (upper * lower).sqrt();
                if upper < 0.0 { -middle } else { middle }
            };
            let distance = middle - mean;
            squares.add(bucket.count * distance * distance, true);
        }
        squares.total() / self.count
    }

    /// The square root of [`Self::variance`]. `histogram_stddev`.
    pub fn standard_deviation(&self) -> f64 {
        self.variance().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    #[test]
    fn moments_of_both_kinds() {
        let span = vec![BucketSpan { offset: 1, length: 2 }];
        let exponential = FloatHistogram {
            zero_threshold: 0.001,
            zero_count: 1.0,
            count: 4.0,
            sum: 10.0,
            positive_spans: span.clone(),
            positive_buckets: vec![0.0, 3.0],
            ..FloatHistogram::default()
        };
        let custom = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            count: 4.0,
            sum: 14.0,
            custom_values: vec![2.0, 4.0, 6.0],
            positive_spans: span,
            positive_buckets: vec![3.0, 1.0],
            ..FloatHistogram::default()
        };
        assert_eq!(exponential.mean(), 2.5);
        let far = 8.0_f64.sqrt() - 2.5;
        assert_eq!(exponential.variance(), (6.25 + 3.0 * far * far) / 4.0);
        assert_eq!(custom.variance(), (3.0 * 0.25 + 2.25) / 4.0);
        assert_eq!(custom.standard_deviation(), custom.variance().sqrt());
        assert!(FloatHistogram::default().variance().is_nan());
    }
}

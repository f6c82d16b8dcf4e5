//! Buckets as the HTTP API lists them.

use super::FloatHistogram;

/// One element of `buckets` in the API's JSON: `[boundaries, "lower", "upper", "count"]`. Numbers
/// are written by [`crate::number::api_float`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JsonBucket {
    /// 0 = `(lower, upper]`, 1 = `[lower, upper)`, 2 = open, 3 = closed.
    pub boundaries: u8,
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// Observations, never 0.
    pub count: f64,
}

impl FloatHistogram {
    /// The occupied buckets from the lowest value up; the API leaves the key out if there is none.
    /// As `marshalHistogramBuckets` in `util/jsonutil`.
    pub fn json_buckets(&self) -> Vec<JsonBucket> {
        self.buckets()
            .into_iter()
            .filter(|bucket| bucket.count != 0.0)
            .map(|bucket| JsonBucket {
                boundaries: match (bucket.lower_inclusive, bucket.upper_inclusive) {
                    (false, true) => 0,
                    (true, false) => 1,
                    (false, false) => 2,
                    (true, true) => 3,
                },
                lower: bucket.lower,
                upper: bucket.upper,
                count: bucket.count,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::BucketSpan;
    use super::*;

    #[test]
    fn boundaries_follow_the_sign() {
        let one = BucketSpan { offset: 0, length: 2 };
        let histogram = FloatHistogram {
            zero_threshold: 0.75,
            zero_count: 1.0,
            positive_spans: vec![one],
            positive_buckets: vec![2.0, 0.0],
            negative_spans: vec![one],
            negative_buckets: vec![3.0, 0.0],
            ..FloatHistogram::default()
        };
        let listed: Vec<_> =
            histogram.json_buckets().iter().map(|it| (it.boundaries, it.lower, it.upper, it.count)).collect();
        assert_eq!(listed, [(1, -1.0, -0.75, 3.0), (3, -0.75, 0.75, 1.0), (0, 0.75, 1.0, 2.0)]);
    }
}

//! What Prometheus checks before it stores a histogram.

use super::bounds::{MAX_EXPONENTIAL_SCHEMA, MIN_EXPONENTIAL_SCHEMA};
use super::{BucketSpan, FloatHistogram, Side};
use crate::number::display_float;

/// Why a histogram cannot be stored; texts of `model/histogram/generic.go`.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidHistogram {
    /// The schema has no meaning.
    #[error(
        "histogram has an invalid schema, which must be between -4 and 8 for exponential buckets, \
         or -53 for custom buckets, got schema {0}"
    )]
    Schema(i32),
    /// A problem of the spans or buckets of one side.
    #[error("{}: {problem}", side_name(*.side))]
    Side {
        /// Where.
        side: Side,
        /// What.
        problem: InvalidBuckets,
    },
    /// A problem of the custom bounds or the spans over them.
    #[error("custom buckets: {0}")]
    Custom(InvalidBuckets),
    /// The count is below zero.
    #[error("observation count is  {}: histogram's observation count is negative", display_float(*.0))]
    NegativeCount(f64),
    /// The zero bucket's count is below zero.
    #[error(
        "zero bucket has observation count of {}: histogram has a bucket whose observation count is negative",
        display_float(*.0)
    )]
    NegativeZeroCount(f64),
    /// Custom buckets with observations in the zero bucket.
    #[error("custom buckets: must have zero count of 0")]
    CustomZeroCount,
    /// Custom buckets with a zero bucket.
    #[error("custom buckets: must have zero threshold of 0")]
    CustomZeroThreshold,
    /// Custom buckets with a negative side.
    #[error("custom buckets: must not have negative spans")]
    CustomNegativeSpans,
    /// Custom buckets with negative buckets.
    #[error("custom buckets: must not have negative buckets")]
    CustomNegativeBuckets,
    /// Exponential buckets with custom bounds.
    #[error("histogram with exponential schema must not have custom bounds")]
    ExponentialWithBounds,
}

/// What is wrong with spans, buckets or bounds.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidBuckets {
    /// A span (numbered from 1) that would overlap its predecessor.
    #[error("span number {number} with offset {offset}: histogram has a span whose offset is negative")]
    NegativeOffset {
        /// Number of the span, from 1.
        number: usize,
        /// Its offset.
        offset: i32,
    },
    /// Spans and buckets differ in number.
    #[error(
        "spans need {need} buckets, have {have} buckets: \
         histogram spans specify different number of buckets than provided"
    )]
    SpanLength {
        /// Buckets according to the spans.
        need: u64,
        /// Buckets there are.
        have: usize,
    },
    /// A bucket (numbered from 1) with fewer than no observations.
    #[error(
        "bucket number {number} has observation count of {}: \
         histogram has a bucket whose observation count is negative",
        display_float(*.count)
    )]
    NegativeBucket {
        /// Number of the bucket, from 1.
        number: usize,
        /// Its count.
        count: f64,
    },
    /// Bounds that do not rise.
    #[error(
        "previous bound is {previous:.6} and current is {current:.6}: \
         histogram custom bounds must be in strictly increasing order"
    )]
    Unsorted {
        /// The bound before.
        previous: f64,
        /// The bound that is not above it.
        current: f64,
    },
    /// A bound that is not a number.
    #[error("histogram custom bounds must not be NaN")]
    NanBound,
    /// `+Inf` written as a bound.
    #[error("last +Inf bound must not be explicitly defined: histogram custom bounds must be finite")]
    InfiniteBound,
    /// Spans that reach past the last bucket.
    #[error(
        "only {bounds} custom bounds defined which is insufficient to cover total span length of {reach}: \
         histogram custom bounds are too few"
    )]
    TooFewBounds {
        /// Number of bounds.
        bounds: usize,
        /// Sum of the spans' offsets and lengths.
        reach: i64,
    },
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::Positive => "positive side",
        Side::Negative => "negative side",
    }
}

impl FloatHistogram {
    /// Checks what Prometheus checks before storing. Count against buckets is not part of it.
    ///
    /// # Errors
    /// The first problem in Prometheus' order.
    pub fn validate(&self) -> Result<(), InvalidHistogram> {
        if self.has_custom_buckets() {
            self.validate_custom()?;
        } else if (MIN_EXPONENTIAL_SCHEMA..=MAX_EXPONENTIAL_SCHEMA).contains(&self.schema) {
            self.validate_exponential()?;
        } else {
            return Err(InvalidHistogram::Schema(self.schema));
        }
        self.validate_counts(Side::Positive)?;
        if self.count < 0.0 {
            return Err(InvalidHistogram::NegativeCount(self.count));
        }
        Ok(())
    }

    fn validate_exponential(&self) -> Result<(), InvalidHistogram> {
        for side in Side::BOTH {
            let (spans, buckets) = self.side(side);
            check_spans(spans, buckets.len(), 1)
                .map_err(|problem| InvalidHistogram::Side { side, problem })?;
        }
        if self.zero_count < 0.0 {
            return Err(InvalidHistogram::NegativeZeroCount(self.zero_count));
        }
        if self.count < 0.0 {
            return Err(InvalidHistogram::NegativeCount(self.count));
        }
        self.validate_counts(Side::Negative)?;
        if !self.custom_values.is_empty() {
            return Err(InvalidHistogram::ExponentialWithBounds);
        }
        Ok(())
    }

    fn validate_custom(&self) -> Result<(), InvalidHistogram> {
        check_bounds(&self.custom_values).map_err(InvalidHistogram::Custom)?;
        check_spans(&self.positive_spans, self.positive_buckets.len(), 0)
            .map_err(InvalidHistogram::Custom)?;
        let reach = self.positive_spans.iter().map(|span| i64::from(span.offset) + i64::from(span.length));
        let reach: i64 = reach.sum();
        if reach > self.custom_values.len() as i64 + 1 {
            let problem = InvalidBuckets::TooFewBounds { bounds: self.custom_values.len(), reach };
            return Err(InvalidHistogram::Custom(problem));
        }
        if self.zero_count != 0.0 {
            return Err(InvalidHistogram::CustomZeroCount);
        }
        if self.zero_threshold != 0.0 {
            return Err(InvalidHistogram::CustomZeroThreshold);
        }
        if !self.negative_spans.is_empty() {
            return Err(InvalidHistogram::CustomNegativeSpans);
        }
        if !self.negative_buckets.is_empty() {
            return Err(InvalidHistogram::CustomNegativeBuckets);
        }
        Ok(())
    }

    fn validate_counts(&self, side: Side) -> Result<(), InvalidHistogram> {
        let (_, buckets) = self.side(side);
        match buckets.iter().position(|count| *count < 0.0) {
            None => Ok(()),
            Some(position) => {
                let problem =
                    InvalidBuckets::NegativeBucket { number: position + 1, count: buckets[position] };
                Err(InvalidHistogram::Side { side, problem })
            }
        }
    }
}

/// Checks the spans; the first `unchecked` of them may have a negative offset.
fn check_spans(spans: &[BucketSpan], buckets: usize, unchecked: usize) -> Result<(), InvalidBuckets> {
    for (position, span) in spans.iter().enumerate().skip(unchecked) {
        if span.offset < 0 {
            return Err(InvalidBuckets::NegativeOffset { number: position + 1, offset: span.offset });
        }
    }
    let need: u64 = spans.iter().map(|span| u64::from(span.length)).sum();
    if need == buckets as u64 { Ok(()) } else { Err(InvalidBuckets::SpanLength { need, have: buckets }) }
}

fn check_bounds(bounds: &[f64]) -> Result<(), InvalidBuckets> {
    if bounds.iter().any(|bound| bound.is_nan()) {
        return Err(InvalidBuckets::NanBound);
    }
    for pair in bounds.windows(2) {
        if pair[1] <= pair[0] {
            return Err(InvalidBuckets::Unsorted { previous: pair[0], current: pair[1] });
        }
    }
    if bounds.last() == Some(&f64::INFINITY) { Err(InvalidBuckets::InfiniteBound) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::CUSTOM_BUCKETS_SCHEMA;
    use super::*;

    fn custom(bounds: &[f64]) -> FloatHistogram {
        FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            custom_values: bounds.to_vec(),
            ..FloatHistogram::default()
        }
    }

    #[test]
    fn refuses_with_prometheus_texts() {
        let negative_bucket = FloatHistogram {
            positive_spans: vec![BucketSpan { offset: -5, length: 1 }],
            positive_buckets: vec![-1.0],
            ..FloatHistogram::default()
        };
        let lying_span = FloatHistogram {
            negative_spans: vec![BucketSpan { offset: 0, length: 2 }],
            ..FloatHistogram::default()
        };
        for (histogram, want) in [
            (FloatHistogram::default(), None),
            (FloatHistogram { sum: f64::NAN, count: 7.0, ..FloatHistogram::default() }, None),
            (custom(&[f64::NEG_INFINITY, 1.0]), None),
            (FloatHistogram { schema: 9, ..FloatHistogram::default() }, Some("custom buckets, got schema 9")),
            (
                negative_bucket,
                Some(
                    "positive side: bucket number 1 has observation count of -1: histogram has a bucket whose observation count is negative",
                ),
            ),
            (lying_span, Some("negative side: spans need 2 buckets, have 0 buckets")),
            (
                FloatHistogram { count: -4.0, ..FloatHistogram::default() },
                Some("observation count is  -4: histogram's observation count is negative"),
            ),
            (custom(&[1.0, 1.0]), Some("previous bound is 1.000000 and current is 1.000000")),
            (custom(&[1.0, f64::INFINITY]), Some("last +Inf bound must not be explicitly defined")),
            (FloatHistogram { zero_count: 1.0, ..custom(&[1.0]) }, Some("must have zero count of 0")),
        ] {
            let found = histogram.validate().err().map(|error| error.to_string());
            match want {
                None => assert_eq!(found, None),
                Some(part) => assert!(found.as_ref().is_some_and(|text| text.contains(part)), "{found:?}"),
            }
        }
    }
}

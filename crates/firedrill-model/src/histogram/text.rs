//! The two texts of a histogram: for people, and as a test file writes it.

use std::fmt;

use super::compact::ANY_GAP;
use super::{Bucket, CounterResetHint, FloatHistogram, Side};
use crate::number::display_float;

impl fmt::Display for FloatHistogram {
    /// `{count:4, sum:1, [-8,-4):2, [-0.3,0.3]:3, (0.25,0.5]:1}`: occupied buckets with their own
    /// bounds, lowest first. As `FloatHistogram.String`; also the label value of `count_values`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{{count:{}, sum:{}", display_float(self.count), display_float(self.sum))?;
        let mut negative: Vec<Bucket> = self.side_buckets(Side::Negative).collect();
        negative.reverse();
        let buckets = negative
            .into_iter()
            .chain([self.zero_bucket()])
            .chain(self.side_buckets(Side::Positive))
            .filter(|bucket| bucket.count != 0.0);
        for bucket in buckets {
            write!(formatter, ", {bucket}")?;
        }
        formatter.write_str("}")
    }
}

impl fmt::Display for Bucket {
    /// `(0.25,0.5]:1`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = if self.lower_inclusive { '[' } else { '(' };
        let close = if self.upper_inclusive { ']' } else { ')' };
        let (lower, upper) = (display_float(self.lower), display_float(self.upper));
        write!(formatter, "{open}{lower},{upper}{close}:{}", display_float(self.count))
    }
}

impl CounterResetHint {
    /// The word in test files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Reset => "reset",
            Self::NotReset => "not_reset",
            Self::Gauge => "gauge",
        }
    }
}

impl FloatHistogram {
    /// `{{schema:1 count:4 sum:2.5 buckets:[1 3]}}` as promtool prints and compares histograms: in one
    /// run of buckets per side, with everything that is zero left out. As `TestExpression`.
    pub fn test_expression(&self) -> String {
        let mut compact = self.clone();
        compact.compact_gaps(ANY_GAP);
        let mut parts = Vec::new();
        let mut number = |key: &str, value: f64| {
            if value != 0.0 {
                parts.push(format!("{key}:{}", display_float(value)));
            }
        };
        number("schema", f64::from(compact.schema));
        number("count", compact.count);
        number("sum", compact.sum);
        number("z_bucket", compact.zero_count);
        number("z_bucket_w", compact.zero_threshold);
        if compact.has_custom_buckets() {
            parts.push(format!("custom_values:[{}]", list(&compact.custom_values)));
        }
        if compact.counter_reset_hint != CounterResetHint::Unknown {
            parts.push(format!("counter_reset_hint:{}", compact.counter_reset_hint.name()));
        }
        for (side, prefix) in [(Side::Positive, ""), (Side::Negative, "n_")] {
            let (spans, buckets) = compact.side(side);
            if let Some(offset) = spans.first().map(|span| span.offset).filter(|offset| *offset != 0) {
                parts.push(format!("{prefix}offset:{offset}"));
            }
            if !buckets.is_empty() {
                parts.push(format!("{prefix}buckets:[{}]", list(buckets)));
            }
        }
        format!("{{{{{}}}}}", parts.join(" "))
    }
}

fn list(numbers: &[f64]) -> String {
    numbers.iter().map(|number| display_float(*number)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    #[test]
    fn texts() {
        let exponential = FloatHistogram {
            zero_threshold: 0.3,
            zero_count: 3.0,
            count: 6.0,
            sum: 1e6,
            positive_spans: vec![BucketSpan { offset: -2, length: 1 }, BucketSpan { offset: 1, length: 3 }],
            positive_buckets: vec![0.0, 1.0, 0.0, 1.5],
            negative_spans: vec![BucketSpan { offset: 3, length: 1 }],
            negative_buckets: vec![2.0],
            counter_reset_hint: CounterResetHint::NotReset,
            ..FloatHistogram::default()
        };
        let custom = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            count: f64::NAN,
            custom_values: vec![-1.5, 2.0],
            positive_spans: vec![BucketSpan { offset: 0, length: 3 }],
            positive_buckets: vec![1.0, 2.0, f64::INFINITY],
            ..FloatHistogram::default()
        };
        for (histogram, display, expression) in [
            (FloatHistogram::default(), "{count:0, sum:0}", "{{}}"),
            (
                exponential,
                "{count:6, sum:1e+06, [-8,-4):2, [-0.3,0.3]:3, (0.5,1]:1, (2,4]:1.5}",
                "{{count:6 sum:1e+06 z_bucket:3 z_bucket_w:0.3 counter_reset_hint:not_reset \
                 buckets:[1 0 1.5] n_offset:3 n_buckets:[2]}}",
            ),
            (
                custom,
                "{count:NaN, sum:0, [-Inf,-1.5]:1, (-1.5,2]:2, (2,+Inf]:+Inf}",
                "{{schema:-53 count:NaN custom_values:[-1.5 2] buckets:[1 2 +Inf]}}",
            ),
            (
                FloatHistogram { schema: CUSTOM_BUCKETS_SCHEMA, ..FloatHistogram::default() },
                "{count:0, sum:0}",
                "{{schema:-53 custom_values:[]}}",
            ),
        ] {
            assert_eq!(histogram.to_string(), display);
            assert_eq!(histogram.test_expression(), expression);
        }
    }
}

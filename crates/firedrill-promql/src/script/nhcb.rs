//! `load_with_nhcb`: native histograms with custom buckets out of the series of classic ones.

use std::collections::BTreeMap;

use firedrill_model::histogram::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
use firedrill_model::number::{display_float, parse_float};
use firedrill_model::{FloatHistogram, Labels, METRIC_NAME};

/// Why the samples of a classic histogram do not fit together; texts of `util/convertnhcb`.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ConversionError {
    /// A bucket holds less than a smaller one.
    #[error("count is not cumulative: {} < {}", display_float(*.count), display_float(*.before))]
    NotCumulative {
        /// The count of the larger bucket.
        count: f64,
        /// The count of the smaller bucket.
        before: f64,
    },
    /// The `_count` differs from the bucket of all observations.
    #[error("count mismatch: count={} != le={upper} count={}", display_float(*.count), display_float(*.bucket))]
    CountMismatch {
        /// The `_count`.
        count: f64,
        /// Bound of the last bucket.
        upper: &'static str,
        /// Its count.
        bucket: f64,
    },
}

/// What the series of one classic histogram hold at one time.
#[derive(Debug, Clone, Default)]
struct Classic {
    /// Upper bound and cumulative count, ascending.
    buckets: Vec<(f64, f64)>,
    count: Option<f64>,
    sum: f64,
}

/// The part of a classic histogram a series holds.
enum Part {
    Bucket(f64),
    Count,
    Sum,
}

/// A histogram over time.
#[derive(Debug, Clone)]
pub(super) struct ConvertedSeries {
    /// Labels of the classic series without `le`, name without suffix.
    pub(super) labels: Labels,
    /// Times in milliseconds, ascending, and histograms.
    pub(super) samples: Vec<(i64, FloatHistogram)>,
}

/// Collects the float samples of one load.
#[derive(Debug, Default)]
pub(super) struct Converter {
    /// Histograms in the order they first occurred, each by time.
    histograms: Vec<(Labels, BTreeMap<i64, Classic>)>,
}

impl Converter {
    /// Takes in the samples of a series unless it is no part of a classic histogram.
    pub(super) fn add(&mut self, labels: &Labels, samples: impl IntoIterator<Item = (i64, f64)>) {
        let Some((labels, part)) = part_of(labels) else { return };
        let position = self.histograms.iter().position(|(known, _)| *known == labels).unwrap_or_else(|| {
            self.histograms.push((labels, BTreeMap::new()));
            self.histograms.len() - 1
        });
        let by_time = &mut self.histograms[position].1;
        for (time, value) in samples {
            let classic = by_time.entry(time).or_default();
            match part {
                Part::Bucket(upper) => classic.set_bucket(upper, value),
                Part::Count => classic.count = Some(value),
                Part::Sum => classic.sum = value,
            }
        }
    }

    /// The histograms, each with its samples in time order.
    ///
    /// # Errors
    /// See [`ConversionError`].
    pub(super) fn finish(self) -> Result<Vec<ConvertedSeries>, ConversionError> {
        self.histograms
            .into_iter()
            .map(|(labels, by_time)| {
                let samples = by_time
                    .into_iter()
                    .map(|(time, classic)| Ok((time, classic.into_native()?)))
                    .collect::<Result<_, ConversionError>>()?;
                Ok(ConvertedSeries { labels, samples })
            })
            .collect()
    }
}

/// Labels of the histogram a series belongs to, and its part.
fn part_of(labels: &Labels) -> Option<(Labels, Part)> {
    let name = labels.metric_name()?;
    let (base, part) = if let Some(base) = name.strip_suffix("_bucket") {
        let upper = parse_float(labels.get("le")?).ok().filter(|upper| !upper.is_nan())?;
        (base, Part::Bucket(upper))
    } else if let Some(base) = name.strip_suffix("_count") {
        (base, Part::Count)
    } else {
        (name.strip_suffix("_sum")?, Part::Sum)
    };
    let mut builder = labels.to_builder();
    builder.set(METRIC_NAME, base);
    builder.remove("le");
    Some((builder.build(), part))
}

impl Classic {
    /// A second value for a bound is ignored.
    fn set_bucket(&mut self, upper: f64, count: f64) {
        let position = self.buckets.partition_point(|(bound, _)| *bound < upper);
        if self.buckets.get(position).is_none_or(|(bound, _)| *bound != upper) {
            self.buckets.insert(position, (upper, count));
        }
    }

    fn into_native(mut self) -> Result<FloatHistogram, ConversionError> {
        let highest = self.buckets.last().copied();
        let count = self.count.or(highest.map(|(_, count)| count)).unwrap_or(0.0);
        match highest {
            Some((f64::INFINITY, bucket)) if bucket != count => {
                return Err(ConversionError::CountMismatch { count, upper: "+Inf", bucket });
            }
            Some((f64::INFINITY, _)) => {}
            _ => self.buckets.push((f64::INFINITY, count)),
        }
        let mut before = 0.0;
        let mut positive_buckets = Vec::with_capacity(self.buckets.len());
        for &(_, count) in &self.buckets {
            if count < before {
                return Err(ConversionError::NotCumulative { count, before });
            }
            positive_buckets.push(count - before);
            before = count;
        }
        let bounds = &self.buckets[..self.buckets.len() - 1];
        let histogram = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            count,
            sum: self.sum,
            positive_spans: vec![BucketSpan { offset: 0, length: self.buckets.len() as u32 }],
            positive_buckets,
            custom_values: bounds.iter().map(|(upper, _)| *upper).collect(),
            ..FloatHistogram::default()
        };
        Ok(histogram.compacted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(series: &[(&str, Option<&str>, f64)]) -> Result<Vec<String>, ConversionError> {
        let mut converter = Converter::default();
        for (name, le, value) in series {
            let labels = Labels::from_pairs([(METRIC_NAME, *name), ("le", le.unwrap_or("")), ("a", "b")]);
            converter.add(&labels, [(0, *value)]);
        }
        let histograms = converter.finish()?;
        Ok(histograms
            .into_iter()
            .map(|series| format!("{} {}", series.labels, series.samples[0].1.test_expression()))
            .collect())
    }

    #[test]
    fn parts_are_joined() {
        let labels = r#"{__name__="h", a="b"}"#;
        for (series, want) in [
            (
                &[
                    ("h_bucket", Some("1"), 2.0),
                    ("h_bucket", Some("0.5"), 1.5),
                    ("h_bucket", Some("1.0"), 9.0),
                    ("h_bucket", Some("x"), 9.0),
                    ("h_bucket", Some("+Inf"), 4.0),
                    ("h_sum", None, 7.0),
                ][..],
                "{{schema:-53 count:4 sum:7 custom_values:[0.5 1] buckets:[1.5 0.5 2]}}",
            ),
            (
                &[("h_bucket", Some("1"), 2.0), ("h_count", None, 3.0)],
                "{{schema:-53 count:3 custom_values:[1] buckets:[2 1]}}",
            ),
            (&[("h_count", None, 3.0)], "{{schema:-53 count:3 custom_values:[] buckets:[3]}}"),
        ] {
            assert_eq!(converted(series), Ok(vec![format!("{labels} {want}")]));
        }
        assert_eq!(converted(&[("up", None, 1.0), ("h_bucket", None, 1.0)]), Ok(vec![]));
    }

    #[test]
    fn parts_that_contradict_each_other_are_refused() {
        for (series, want) in [
            (
                &[("h_bucket", Some("1"), 5.0), ("h_bucket", Some("2"), 4.0)][..],
                "count is not cumulative: 4 < 5",
            ),
            (
                &[("h_bucket", Some("+Inf"), 4.0), ("h_count", None, 7.0)],
                "count mismatch: count=7 != le=+Inf count=4",
            ),
        ] {
            assert_eq!(converted(series).map_err(|error| error.to_string()), Err(want.to_owned()));
        }
    }
}

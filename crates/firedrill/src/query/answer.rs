//! A query's outcome in the form of Prometheus' HTTP API.

use firedrill_model::histogram::JsonBucket;
use firedrill_model::number::{api_float, plain_float};
use firedrill_model::{FloatHistogram, Labels, Value};
use firedrill_promql::annotations::Level;
use firedrill_promql::eval::{MatrixSeries, QueryOutcome, QueryValue, VectorSample};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// What the API answers, success or error.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// `success` or `error`.
    pub status: &'static str,
    /// `vector`, `matrix`, `scalar` or `string`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub result_type: Option<&'static str>,
    /// The samples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Samples>,
    /// `bad_data`, `execution`, `timeout` or `canceled`.
    #[serde(rename = "errorType", skip_serializing_if = "Option::is_none")]
    pub error_type: Option<&'static str>,
    /// The error's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Warnings, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Infos, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub infos: Vec<String>,
}

/// The samples of an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Samples {
    /// A scalar or a string: time and text.
    Single(Seconds, String),
    /// A vector or a matrix.
    Series(Vec<Series>),
}

/// One series of an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Its labels.
    #[serde(serialize_with = "labels_as_map")]
    pub metric: Labels,
    /// The sample of a vector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<(Seconds, String)>,
    /// The native histogram of a vector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub histogram: Option<(Seconds, Histogram)>,
    /// The float samples of a matrix.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(Seconds, String)>,
    /// The native histograms of a matrix.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub histograms: Vec<(Seconds, Histogram)>,
}

/// A time in seconds, whole where it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Seconds {
    /// Whole seconds.
    Whole(i64),
    /// With milliseconds.
    Fraction(f64),
}

impl Seconds {
    fn from_ms(ms: i64) -> Self {
        if ms % 1000 == 0 { Self::Whole(ms / 1000) } else { Self::Fraction(ms as f64 / 1000.0) }
    }
}

/// A native histogram.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Histogram {
    count: String,
    sum: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    buckets: Vec<(u8, String, String, String)>,
}

impl From<&FloatHistogram> for Histogram {
    fn from(histogram: &FloatHistogram) -> Self {
        let bucket =
            |it: JsonBucket| (it.boundaries, api_float(it.lower), api_float(it.upper), api_float(it.count));
        Self {
            count: api_float(histogram.count),
            sum: api_float(histogram.sum),
            buckets: histogram.json_buckets().into_iter().map(bucket).collect(),
        }
    }
}

fn labels_as_map<S: Serializer>(labels: &Labels, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (name, value) in labels {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

impl Answer {
    /// The answer to a query with the text `source` that succeeded.
    pub fn success(outcome: QueryOutcome, source: &str) -> Self {
        let mut warnings = outcome.annotations.rendered(Level::Warning, source);
        let mut infos = outcome.annotations.rendered(Level::Info, source);
        warnings.sort();
        infos.sort();
        let (result_type, result) = match outcome.value {
            QueryValue::Scalar { time, value } => {
                ("scalar", Samples::Single(Seconds::from_ms(time), plain_float(value)))
            }
            QueryValue::String { time, value } => ("string", Samples::Single(Seconds::from_ms(time), value)),
            QueryValue::Vector(samples) => {
                ("vector", Samples::Series(samples.into_iter().map(Series::from).collect()))
            }
            QueryValue::Matrix(series) => {
                ("matrix", Samples::Series(series.into_iter().map(Series::from).collect()))
            }
        };
        Self {
            status: "success",
            result_type: Some(result_type),
            result: Some(result),
            error_type: None,
            error: None,
            warnings,
            infos,
        }
    }

    /// Puts the series in the order of their label sets' JSON text, so that answers can be compared
    /// line by line: where no function sorts, the order of Prometheus is arbitrary.
    pub fn sort_by_metric(&mut self) {
        if let Some(Samples::Series(series)) = &mut self.result {
            series.sort_by_cached_key(|series| json_text(&series.metric));
        }
    }

    /// The answer to a query that failed.
    pub fn error(error_type: &'static str, error: String) -> Self {
        Self {
            status: "error",
            result_type: None,
            result: None,
            error_type: Some(error_type),
            error: Some(error),
            warnings: Vec::new(),
            infos: Vec::new(),
        }
    }
}

/// `{"a": "b", "c": "d"}`.
fn json_text(labels: &Labels) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let pairs: Vec<String> =
        labels.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
    format!("{{{}}}", pairs.join(", "))
}

impl From<VectorSample> for Series {
    fn from(sample: VectorSample) -> Self {
        let time = Seconds::from_ms(sample.time);
        let (value, histogram) = match &sample.value {
            Value::Float(float) => (Some((time, api_float(*float))), None),
            Value::Histogram(histogram) => (None, Some((time, Histogram::from(histogram.as_ref())))),
        };
        Self { metric: sample.labels, value, histogram, values: Vec::new(), histograms: Vec::new() }
    }
}

impl From<MatrixSeries> for Series {
    fn from(series: MatrixSeries) -> Self {
        let mut values = Vec::new();
        let mut histograms = Vec::new();
        for (time, value) in &series.points {
            let time = Seconds::from_ms(*time);
            match value {
                Value::Float(float) => values.push((time, api_float(*float))),
                Value::Histogram(histogram) => histograms.push((time, Histogram::from(histogram.as_ref()))),
            }
        }
        Self { metric: series.labels, value: None, histogram: None, values, histograms }
    }
}

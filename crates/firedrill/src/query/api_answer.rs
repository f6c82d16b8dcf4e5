//! Series from a recorded answer of Prometheus' HTTP API.

use std::collections::BTreeMap;

use firedrill_model::Labels;
use firedrill_model::number::parse_float;
use serde::Deserialize;

use super::data::{DataError, DataSeries};

/// `/api/v1/query` and `/api/v1/query_range`: the envelope, or its `data` alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Document {
    Envelope { data: Data },
    Bare(Data),
}

#[derive(Deserialize)]
struct Data {
    #[serde(rename = "resultType")]
    result_type: String,
    result: serde_json::Value,
}

#[derive(Deserialize)]
struct Series {
    metric: BTreeMap<String, String>,
    #[serde(default)]
    value: Option<(f64, String)>,
    #[serde(default)]
    values: Vec<(f64, String)>,
    #[serde(default)]
    histogram: Option<serde_json::Value>,
    #[serde(default)]
    histograms: Vec<serde_json::Value>,
}

/// The series of a vector or matrix answer.
///
/// # Errors
/// Where the text is no such answer, or holds native histograms: the API's form of them cannot be
/// turned back into samples.
pub(super) fn parse(text: &str) -> Result<Vec<DataSeries>, DataError> {
    let at = |error: &serde_json::Error| format!("{}:{}: ", error.line(), error.column());
    let document: Document = serde_json::from_str(text)
        .map_err(|error| DataError(format!("{}no answer of the Prometheus API: {error}", at(&error))))?;
    let (Document::Envelope { data } | Document::Bare(data)) = document;
    if !matches!(data.result_type.as_str(), "vector" | "matrix") {
        return Err(DataError(format!("a {} holds no series; a vector or matrix does", data.result_type)));
    }
    let series: Vec<Series> = serde_json::from_value(data.result)
        .map_err(|error| DataError(format!("no answer of the Prometheus API: {error}")))?;
    series.into_iter().map(samples).collect()
}

fn samples(series: Series) -> Result<DataSeries, DataError> {
    let labels = Labels::from_pairs(&series.metric);
    if series.histogram.is_some() || !series.histograms.is_empty() {
        return Err(DataError(format!(
            "{labels} holds native histograms; the API shows their bounds, not their schema, so they cannot be \
             read back (use a `load` script)"
        )));
    }
    let mut samples = Vec::new();
    for (seconds, value) in series.value.into_iter().chain(series.values) {
        let value =
            parse_float(&value).map_err(|_| DataError(format!("{labels}: {value:?} is no number")))?;
        samples.push(((seconds * 1000.0).round() as i64, value));
    }
    samples.sort_by_key(|(time, _)| *time);
    Ok(DataSeries::from_floats(labels, samples))
}

//! Recorded samples as input.

use firedrill_model::exposition::{ExpositionError, parse};
use firedrill_model::{Labels, stale_nan};
use indexmap::IndexMap;

use super::template::{SeriesForm, SeriesTemplate};

/// For how long the last sample of a recorded series holds, in milliseconds: Prometheus' lookback.
const LOOKBACK_MS: i64 = 300_000;

/// The series of a text in OpenMetrics or in Prometheus' own format. The first sample of the text stands
/// at the start of the scenario, and each holds until the next of its series; samples without a
/// timestamp hold all the time.
///
/// # Errors
/// Every line that cannot be read.
pub fn recorded(text: &str) -> Result<Vec<SeriesTemplate>, Vec<ExpositionError>> {
    let samples = parse(text)?;
    let start = samples.iter().filter_map(|sample| sample.timestamp).min().unwrap_or_default();
    let mut series: IndexMap<Labels, Vec<(i64, f64)>> = IndexMap::new();
    for sample in &samples {
        let at = sample.timestamp.map_or(0, |time| (time - start).as_ms());
        series.entry(sample.labels.clone()).or_default().push((at, sample.value));
    }
    let is_timed = samples.iter().any(|sample| sample.timestamp.is_some());
    let template = |(labels, mut values): (Labels, Vec<(i64, f64)>)| {
        values.sort_by_key(|(at, _)| *at);
        if is_timed && let Some((last, _)) = values.last() {
            values.push((last + LOOKBACK_MS, stale_nan()));
        }
        let labels = labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        SeriesTemplate::new(labels, SeriesForm::Recorded(values))
    };
    Ok(series.into_iter().map(template).collect())
}

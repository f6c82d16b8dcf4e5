//! Storing the samples of a script.

use std::sync::Arc;

use firedrill_model::histogram::InvalidHistogram;
use firedrill_model::{Duration, SampleTimes, Value};

use super::command::{Load, LoadedSeries};
use super::nhcb::{ConversionError, ConvertedSeries, Converter};
use crate::store::{AppendError, Origin, Store};
use crate::syntax::series::SeriesValue;

/// Why samples cannot be stored.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LoadError {
    /// A sample older than the last, or another value at the same time.
    #[error("line {line}: {problem}")]
    Append {
        /// Line of the series.
        line: usize,
        /// What the store says.
        problem: AppendError,
    },
    /// A histogram that is none.
    #[error("line {line}: {problem}")]
    Histogram {
        /// Line of the series.
        line: usize,
        /// What is wrong.
        problem: InvalidHistogram,
    },
    /// Classic histograms that cannot be converted.
    #[error(transparent)]
    Conversion(#[from] ConversionError),
}

/// Stores the samples of a `load` command.
pub(super) fn load(load: &Load, store: &mut Store) -> Result<(), LoadError> {
    let mut converter = Converter::default();
    for series in &load.series {
        let samples = samples(series, load.interval);
        for (times, value) in &samples {
            if let Value::Histogram(histogram) = value {
                histogram
                    .validate()
                    .map_err(|problem| LoadError::Histogram { line: series.line, problem })?;
            }
            let id = store.series_id(&series.labels, Origin::default());
            store
                .append_started(id, *times, value.clone())
                .map_err(|problem| LoadError::Append { line: series.line, problem })?;
        }
        if load.with_nhcb {
            let floats = samples.into_iter().filter_map(|(times, value)| match value {
                Value::Float(value) => Some((times.time_ms, value)),
                Value::Histogram(_) => None,
            });
            converter.add(&series.labels, floats);
        }
    }
    for ConvertedSeries { labels, samples } in converter.finish()? {
        let id = store.series_id(&labels, Origin::default());
        for (time, histogram) in samples {
            store
                .append(id, time, Value::Histogram(Arc::new(histogram)))
                .map_err(|problem| LoadError::Append { line: 0, problem })?;
        }
    }
    Ok(())
}

/// The samples of a series with their times.
fn samples(series: &LoadedSeries, interval: Duration) -> Vec<(SampleTimes, Value)> {
    let values = series.values.iter().enumerate();
    values
        .filter_map(|(idx, value)| {
            let time_ms = interval.as_ms().saturating_mul(idx as i64);
            let start = series.start_times.get(idx).copied().flatten();
            let value = match value {
                SeriesValue::Gap => return None,
                SeriesValue::Float(value) => Value::Float(*value),
                SeriesValue::Histogram { histogram, .. } => Value::Histogram(Arc::clone(histogram)),
            };
            let start_ms = start.map_or(0, |start| time_ms.saturating_add(start.as_ms()));
            Some((SampleTimes { time_ms, start_ms }, value))
        })
        .collect()
}

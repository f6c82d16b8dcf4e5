//! Adding samples, with the refusals of Prometheus' head.

use std::sync::Arc;

use firedrill_model::histogram::CounterResetHint;
use firedrill_model::{FloatHistogram, Labels, SampleTimes, Value, is_stale_nan, stale_nan};

use super::index::{SeriesId, Store};
use super::series::Series;
use super::times::Times;
use super::visibility::Origin;

/// Why a sample is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// The series already has a later sample.
    #[error("out of order sample")]
    OutOfOrder,
    /// The series has another value at the same time.
    #[error("duplicate sample for timestamp")]
    DuplicateTimestamp,
}

impl Store {
    /// Appends one sample. The same value at the time of the last sample is accepted and changes
    /// nothing.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub fn append(&mut self, id: SeriesId, time: i64, value: Value) -> Result<(), AppendError> {
        self.append_started(id, SampleTimes { time_ms: time, start_ms: 0 }, value)
    }

    /// Appends one sample with its start timestamp; else as [`Self::append`].
    ///
    /// # Errors
    /// See [`AppendError`].
    pub fn append_started(
        &mut self,
        id: SeriesId,
        times: SampleTimes,
        value: Value,
    ) -> Result<(), AppendError> {
        let series = self.series_mut(id);
        let time = times.time_ms;
        match series.times.last() {
            Some(last) if last > time => return Err(AppendError::OutOfOrder),
            Some(last) if last == time => {
                return if series.last_equals(&value) {
                    Ok(())
                } else {
                    Err(AppendError::DuplicateTimestamp)
                };
            }
            _ => {}
        }
        series.push(times, value);
        self.summarise(id);
        Ok(())
    }

    /// Appends all samples of another store, series by series.
    ///
    /// # Errors
    /// The first sample that is refused, with the labels of its series; samples before it stay.
    pub fn merge(&mut self, other: &Self) -> Result<(), (Labels, AppendError)> {
        for series in other.iter() {
            let id = self.series_id(series.labels(), series.origin());
            if self.series(id).times.is_empty() {
                *self.series_mut(id) = series.clone();
                self.summarise(id);
                continue;
            }
            for (index, value) in series.values().iter().enumerate() {
                let start_ms = series.start_times().map_or(0, |starts| starts[index]);
                let times = SampleTimes { time_ms: series.times().at(index), start_ms };
                let value = match series.histogram(index) {
                    Some(histogram) => Value::Histogram(Arc::clone(histogram)),
                    None => Value::Float(*value),
                };
                let appended = self.append_started(id, times, value);
                appended.map_err(|error| (series.labels().clone(), error))?;
            }
        }
        Ok(())
    }

    /// Adds samples of a whole series at once; creates the series where it is missing.
    ///
    /// # Errors
    /// See [`AppendError`]; samples before the refused one stay.
    ///
    /// # Panics
    /// If `times` and `values` differ in length.
    pub fn append_column(
        &mut self,
        labels: &Labels,
        origin: Origin,
        times: Times,
        values: Vec<f64>,
    ) -> Result<SeriesId, AppendError> {
        assert_eq!(times.len(), values.len(), "one value per time");
        let id = self.series_id(labels, origin);
        let series = self.series_mut(id);
        if series.times.is_empty() {
            series.has_stale = values.iter().any(|value| is_stale_nan(*value));
            series.times = times;
            series.values = values;
            self.summarise(id);
            return Ok(id);
        }
        for (index, value) in values.into_iter().enumerate() {
            self.append(id, times.at(index), Value::Float(value))?;
        }
        Ok(id)
    }
}

impl Series {
    fn last_equals(&self, value: &Value) -> bool {
        let last = self.values.len() - 1;
        match (self.histogram(last), value) {
            (None, Value::Float(value)) => self.values[last].to_bits() == value.to_bits(),
            (Some(stored), Value::Histogram(value)) => stored == value,
            _ => false,
        }
    }

    fn push(&mut self, times: SampleTimes, value: Value) {
        if times.start_ms != 0 || self.start_times.is_some() {
            let filled = self.times.len();
            self.start_times.get_or_insert_with(|| vec![0; filled]).push(times.start_ms);
        }
        self.times.push(times.time_ms);
        match value {
            Value::Float(value) => self.push_float(value),
            // A histogram whose sum is the marker ends the series as a float marker does.
            Value::Histogram(histogram) if is_stale_nan(histogram.sum) => self.push_float(stale_nan()),
            Value::Histogram(histogram) => self.push_histogram(histogram),
        }
    }

    fn push_float(&mut self, value: f64) {
        self.has_stale |= is_stale_nan(value);
        self.values.push(value);
        if let Some(histograms) = &mut self.histograms {
            histograms.push(None);
        }
    }

    /// Stores a histogram as Prometheus' storage would give it back: its hint says whether it had to
    /// start a chunk, and all histograms of a chunk have the same buckets.
    fn push_histogram(&mut self, mut histogram: Arc<FloatHistogram>) {
        let filled = self.values.len();
        let slots = self.histograms.get_or_insert_with(|| vec![None; filled]);
        let previous = slots.last().and_then(Option::as_deref);
        let hint = histogram.stored_hint(previous);
        if let Some(previous) = previous.filter(|previous| histogram.continues_chunk_of(previous)) {
            let (widened, wider) =
                (previous.with_buckets_of(&histogram), histogram.with_buckets_of(previous));
            if widened.is_some() {
                widen_last_chunk(slots, &histogram);
            }
            if let Some(wider) = wider {
                histogram = Arc::new(wider);
            }
        }
        if histogram.counter_reset_hint != hint {
            Arc::make_mut(&mut histogram).counter_reset_hint = hint;
        }
        self.values.push(0.0);
        slots.push(Some(histogram));
    }
}

/// Adds the buckets of a histogram that is about to follow to all histograms of the last chunk.
fn widen_last_chunk(slots: &mut [Option<Arc<FloatHistogram>>], next: &FloatHistogram) {
    for position in (0..slots.len()).rev() {
        let Some(histogram) = &slots[position] else { break };
        let before = position.checked_sub(1).and_then(|before| slots[before].as_deref());
        let starts_chunk = match histogram.counter_reset_hint {
            CounterResetHint::NotReset => false,
            CounterResetHint::Gauge => !before.is_some_and(|before| histogram.continues_chunk_of(before)),
            CounterResetHint::Unknown | CounterResetHint::Reset => true,
        };
        let widened = histogram.with_buckets_of(next).map(Arc::new);
        slots[position] = widened.or_else(|| slots[position].take());
        if starts_chunk {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use firedrill_model::histogram::BucketSpan;

    use super::*;

    #[test]
    fn histograms_of_a_chunk_get_the_same_buckets() {
        let of = |count: f64, positive_buckets: &[f64]| {
            Value::Histogram(Arc::new(FloatHistogram {
                count,
                positive_spans: vec![BucketSpan { offset: 0, length: positive_buckets.len() as u32 }],
                positive_buckets: positive_buckets.to_vec(),
                ..FloatHistogram::default()
            }))
        };
        let mut store = Store::default();
        let id = store.series_id(&Labels::from_pairs([("__name__", "h")]), Origin::default());
        for (time, value) in [
            (1, of(5.0, &[5.0])),
            (2, of(1.0, &[1.0])),
            (3, of(2.0, &[2.0])),
            (4, of(3.0, &[2.0, 1.0])),
            (5, of(4.0, &[4.0])),
        ] {
            store.append(id, time, value).expect("in order");
        }
        let series = store.series(id);
        let lengths: Vec<usize> =
            (0..5).filter_map(|sample| Some(series.histogram(sample)?.positive_buckets.len())).collect();
        // The first reset cuts a chunk, the last sample lacks a bucket that held something.
        assert_eq!(lengths, [1, 2, 2, 2, 1]);
    }

    #[test]
    fn refuses_as_the_head_does() {
        let mut store = Store::default();
        let id = store.series_id(&Labels::from_pairs([("__name__", "up")]), Origin::default());
        for (time, value, want) in [
            (10, 1.0, Ok(())),
            (10, 1.0, Ok(())),
            (10, 2.0, Err(AppendError::DuplicateTimestamp)),
            (5, 1.0, Err(AppendError::OutOfOrder)),
            (20, 2.0, Ok(())),
        ] {
            assert_eq!(store.append(id, time, Value::Float(value)), want, "{time} {value}");
        }
        assert_eq!(store.series(id).values(), [1.0, 2.0]);
    }
}

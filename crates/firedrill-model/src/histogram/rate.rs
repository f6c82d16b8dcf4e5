//! `rate`, `increase` and `delta` over a window of histograms.

use super::{CounterResetHint, FloatHistogram, MixedSchemas, Note, Notes, Operation};
use crate::SampleTimes;

/// A histogram with its times.
#[derive(Debug, Clone, Copy)]
pub struct HistogramSample<'a> {
    /// When it was sampled, and since when it counts.
    pub times: SampleTimes,
    /// The histogram.
    pub histogram: &'a FloatHistogram,
}

impl HistogramSample<'_> {
    /// Whether the counter was reset between `previous` and this sample, by start timestamp, hint or
    /// content.
    pub fn is_reset_after(&self, previous: &Self) -> bool {
        self.times.starts_after(previous.times) || self.histogram.is_reset_after(previous.histogram)
    }
}

/// What is computed over a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeFunction {
    /// Growth of a counter per second.
    Rate,
    /// Growth of a counter.
    Increase,
    /// Difference of a gauge.
    Delta,
}

impl RangeFunction {
    /// Whether resets are corrected and gauges are warned about.
    pub const fn is_counter(self) -> bool {
        !matches!(self, Self::Delta)
    }
}

/// The window `(start_ms, end_ms]` that a function looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Left edge in milliseconds.
    pub start_ms: i64,
    /// Right edge in milliseconds.
    pub end_ms: i64,
    /// Length in seconds as Go divides it, see `Duration::as_seconds`.
    pub seconds: f64,
}

/// The function over `samples`, which lie in the window in time order, extrapolated to its edges.
/// Nothing for fewer than two samples, unless the counter is known to have started within the
/// window. As `extrapolatedRate` and `histogramRate`.
pub fn extrapolated_rate(
    function: RangeFunction,
    window: &Window,
    samples: &[HistogramSample<'_>],
) -> (Option<FloatHistogram>, Notes) {
    let mut notes = Notes::default();
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else {
        return (None, notes);
    };
    let starts_within = function.is_counter() && first.times.starts_within(window.start_ms);
    if samples.len() < 2 && !starts_within {
        return (None, notes);
    }
    let Ok(mut growth) = difference(function, samples, starts_within, &mut notes) else {
        let mut only = Notes::default();
        only.add(Note::MixedSchemas);
        return (None, only);
    };
    let extent = Extent {
        start_ms: starts_within.then_some(first.times.start_ms),
        first_ms: first.times.time_ms,
        last_ms: last.times.time_ms,
        intervals: samples.len() - 1,
    };
    growth.multiply(extrapolation_factor(function, window, extent, first.histogram.count, growth.count));
    (Some(growth), notes)
}

/// Last minus first (minus nothing if the counter `starts_within` the window), plus what resets of a
/// counter took away; compacted, a gauge.
fn difference(
    function: RangeFunction,
    samples: &[HistogramSample<'_>],
    starts_within: bool,
    notes: &mut Notes,
) -> Result<FloatHistogram, MixedSchemas> {
    let (first, last) = (samples[0].histogram, samples[samples.len() - 1].histogram);
    let is_gauge = |histogram: &FloatHistogram| histogram.counter_reset_hint == CounterResetHint::Gauge;
    let (nothing, mut base, mut previous) = (first.emptied(), first, samples[0]);
    if starts_within {
        base = &nothing;
    }
    // After a reset right behind the first sample its layout and kind no longer matter.
    let after_reset;
    if function.is_counter() {
        if is_gauge(first) || is_gauge(last) {
            notes.add(Note::NotCounter);
        }
        if let Some(second) = samples.get(1).filter(|second| second.is_reset_after(&previous))
            && !starts_within
        {
            after_reset = second.histogram.emptied();
            base = &after_reset;
            previous = HistogramSample { times: second.times, histogram: base };
        }
    }
    if last.has_custom_buckets() != base.has_custom_buckets() {
        return Err(MixedSchemas);
    }
    let mut schema = last.schema.min(base.schema);
    if function.is_counter() {
        for inner in samples.iter().take(samples.len() - 1).skip(1).map(|sample| sample.histogram) {
            if is_gauge(inner) {
                notes.add(Note::NotCounter);
            }
            if inner.has_custom_buckets() != base.has_custom_buckets() {
                return Err(MixedSchemas);
            }
            schema = schema.min(inner.schema);
        }
    }
    let mut growth = last.reduced_to(schema);
    let combined = growth.subtract(base)?;
    notes.add_reconciliation(combined, Operation::Subtraction);
    if function.is_counter() {
        for current in &samples[1..] {
            if current.is_reset_after(&previous) {
                let combined = growth.add(previous.histogram)?;
                notes.add_reconciliation(combined, Operation::Addition);
            }
            previous = *current;
        }
    } else if !is_gauge(first) || !is_gauge(last) {
        notes.add(Note::NotGauge);
    }
    growth.counter_reset_hint = CounterResetHint::Gauge;
    Ok(growth.compacted())
}

impl FloatHistogram {
    /// No observations, in the same kind of buckets.
    fn emptied(&self) -> Self {
        Self { schema: self.schema, custom_values: self.custom_values.clone(), ..Self::default() }
    }
}

/// The samples' extent in time.
#[derive(Debug, Clone, Copy)]
struct Extent {
    /// When the counter was zero, if that is known.
    start_ms: Option<i64>,
    first_ms: i64,
    last_ms: i64,
    intervals: usize,
}

/// By how much the growth between first and last sample is stretched to fill the window; for `rate`
/// also divided by its length.
fn extrapolation_factor(
    function: RangeFunction,
    window: &Window,
    extent: Extent,
    first_count: f64,
    growth_count: f64,
) -> f64 {
    let seconds = |ms: i64| ms as f64 / 1000.0;
    let mut to_start = seconds(extent.first_ms - window.start_ms);
    let mut to_end = seconds(window.end_ms - extent.last_ms);
    let mut sampled = seconds(extent.last_ms - extent.first_ms);
    let average = if extent.intervals == 0 { 0.0 } else { sampled / extent.intervals as f64 };
    // Series are taken to start or end within the window if the next sample would be overdue.
    let threshold = average * 1.1;
    if to_start >= threshold {
        to_start = average / 2.0;
    }
    if function.is_counter() && growth_count > 0.0 && first_count >= 0.0 {
        let to_zero = sampled * (first_count / growth_count);
        if to_zero < to_start {
            to_start = to_zero;
        }
    }
    if let Some(start_ms) = extent.start_ms {
        sampled = seconds(extent.last_ms - start_ms);
        to_start = 0.0;
    }
    if to_end >= threshold {
        to_end = average / 2.0;
    }
    let factor = (sampled + to_start + to_end) / sampled;
    if function == RangeFunction::Rate { factor / window.seconds } else { factor }
}

#[cfg(test)]
mod tests {
    use super::super::{BucketSpan, CUSTOM_BUCKETS_SCHEMA};
    use super::*;

    fn exponential(buckets: &[f64]) -> FloatHistogram {
        FloatHistogram {
            count: buckets.iter().sum(),
            positive_spans: vec![BucketSpan { offset: 0, length: buckets.len() as u32 }],
            positive_buckets: buckets.to_vec(),
            ..FloatHistogram::default()
        }
    }

    fn custom(buckets: &[f64]) -> FloatHistogram {
        FloatHistogram { schema: CUSTOM_BUCKETS_SCHEMA, custom_values: vec![1.0], ..exponential(buckets) }
    }

    fn over_minutes(function: RangeFunction, histograms: &[FloatHistogram]) -> (Option<String>, Vec<Note>) {
        let samples: Vec<_> = histograms
            .iter()
            .enumerate()
            .map(|(idx, histogram)| {
                let times = SampleTimes { time_ms: 60_000 * (idx as i64 + 1), start_ms: 0 };
                HistogramSample { times, histogram }
            })
            .collect();
        let end_ms = 60_000 * histograms.len() as i64;
        let window = Window { start_ms: 0, end_ms, seconds: end_ms as f64 / 1000.0 };
        let (result, notes) = extrapolated_rate(function, &window, &samples);
        (result.map(|it| it.to_string()), notes.iter().collect())
    }

    #[test]
    fn growth_is_corrected_for_resets_and_extrapolated() {
        let growing = [exponential(&[60.0]), exponential(&[60.0, 60.0]), exponential(&[90.0, 90.0])];
        let reset = [exponential(&[4.0]), exponential(&[1.0]), exponential(&[2.0, 3.0])];
        for (function, histograms, want) in [
            (RangeFunction::Increase, &growing[..], Some("{count:180, sum:0, (0.5,1]:45, (1,2]:135}")),
            (RangeFunction::Rate, &growing, Some("{count:1, sum:0, (0.5,1]:0.25, (1,2]:0.75}")),
            (RangeFunction::Increase, &reset, Some("{count:7.5, sum:0, (0.5,1]:3, (1,2]:4.5}")),
            (RangeFunction::Increase, &growing[..1], None),
        ] {
            let (result, notes) = over_minutes(function, histograms);
            assert_eq!(result.as_deref(), want);
            assert_eq!(notes, []);
        }
    }

    #[test]
    fn a_start_within_the_window_is_a_zero() {
        let (small, large) = (exponential(&[60.0]), exponential(&[90.0]));
        let at = |time_ms, start_ms, histogram| HistogramSample {
            times: SampleTimes { time_ms, start_ms },
            histogram,
        };
        let window = Window { start_ms: 0, end_ms: 300_000, seconds: 300.0 };
        for (samples, want) in [
            (&[at(120_000, 60_000, &small)][..], Some(60.0)),
            (&[at(120_000, 0, &small)], None),
            (&[at(120_000, 60_000, &small), at(240_000, 60_000, &large)], Some(120.0)),
            (&[at(120_000, 60_000, &small), at(240_000, 180_000, &large)], Some(200.0)),
        ] {
            let (growth, notes) = extrapolated_rate(RangeFunction::Increase, &window, samples);
            assert_eq!(growth.map(|growth| growth.count), want);
            assert!(notes.is_empty());
        }
    }

    #[test]
    fn notes_on_kinds() {
        let gauge =
            FloatHistogram { counter_reset_hint: CounterResetHint::Gauge, ..exponential(&[60.0, 60.0]) };
        let mixed = [exponential(&[1.0]), custom(&[2.0]), exponential(&[3.0])];
        let reset_to_custom = [exponential(&[1.0]), custom(&[2.0]), custom(&[3.0])];
        for (function, histograms, want, notes) in [
            (RangeFunction::Increase, &mixed[..], false, vec![Note::MixedSchemas]),
            (RangeFunction::Delta, &mixed, true, vec![Note::NotGauge]),
            (RangeFunction::Increase, &reset_to_custom, true, vec![]),
            (RangeFunction::Rate, &[gauge.clone(), gauge.clone()], true, vec![Note::NotCounter]),
            (RangeFunction::Delta, &[gauge.clone(), gauge], true, vec![]),
        ] {
            let (result, found) = over_minutes(function, histograms);
            assert_eq!((result.is_some(), found), (want, notes));
        }
    }
}

//! `rate`, `increase` and `delta` over a window of histograms.

use super::{CounterResetHint, FloatHistogram, MixedSchemas, Note, Notes, Operation};

/// A time in milliseconds and the histogram sampled then.
pub type HistogramSample<'a> = (i64, &'a FloatHistogram);

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
/// Nothing for fewer than two samples. As `extrapolatedRate` and `histogramRate`.
pub fn extrapolated_rate(
    function: RangeFunction,
    window: &Window,
    samples: &[HistogramSample<'_>],
) -> (Option<FloatHistogram>, Notes) {
    let [(first_ms, first), .., (last_ms, _)] = *samples else {
        return (None, Notes::default());
    };
    let mut notes = Notes::default();
    let Ok(mut growth) = difference(function, samples, &mut notes) else {
        let mut only = Notes::default();
        only.add(Note::MixedSchemas);
        return (None, only);
    };
    let span = Span { first_ms, last_ms, intervals: samples.len() - 1 };
    growth.multiply(extrapolation_factor(function, window, span, first.count, growth.count));
    (Some(growth), notes)
}

/// Last minus first, plus what resets of a counter took away; compacted, a gauge.
fn difference(
    function: RangeFunction,
    samples: &[HistogramSample<'_>],
    notes: &mut Notes,
) -> Result<FloatHistogram, MixedSchemas> {
    let histograms: Vec<&FloatHistogram> = samples.iter().map(|(_, histogram)| *histogram).collect();
    let (first, last) = (histograms[0], histograms[histograms.len() - 1]);
    let is_gauge = |histogram: &FloatHistogram| histogram.counter_reset_hint == CounterResetHint::Gauge;
    // After a reset right behind the first sample its layout and kind no longer matter.
    let nothing;
    let mut base = first;
    if function.is_counter() {
        if is_gauge(first) || is_gauge(last) {
            notes.add(Note::NotCounter);
        }
        if histograms[1].is_reset_after(first) {
            nothing = FloatHistogram {
                schema: histograms[1].schema,
                custom_values: histograms[1].custom_values.clone(),
                ..FloatHistogram::default()
            };
            base = &nothing;
        }
    }
    if last.has_custom_buckets() != base.has_custom_buckets() {
        return Err(MixedSchemas);
    }
    let mut schema = last.schema.min(base.schema);
    if function.is_counter() {
        for inner in &histograms[1..histograms.len() - 1] {
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
        let mut previous = base;
        for current in &histograms[1..] {
            if current.is_reset_after(previous) {
                let combined = growth.add(previous)?;
                notes.add_reconciliation(combined, Operation::Addition);
            }
            previous = current;
        }
    } else if !is_gauge(first) || !is_gauge(last) {
        notes.add(Note::NotGauge);
    }
    growth.counter_reset_hint = CounterResetHint::Gauge;
    Ok(growth.compacted())
}

/// The samples' extent in time.
#[derive(Debug, Clone, Copy)]
struct Span {
    first_ms: i64,
    last_ms: i64,
    intervals: usize,
}

/// By how much the growth between first and last sample is stretched to fill the window; for `rate`
/// also divided by its length.
fn extrapolation_factor(
    function: RangeFunction,
    window: &Window,
    span: Span,
    first_count: f64,
    growth_count: f64,
) -> f64 {
    let seconds = |ms: i64| ms as f64 / 1000.0;
    let mut to_start = seconds(span.first_ms - window.start_ms);
    let mut to_end = seconds(window.end_ms - span.last_ms);
    let sampled = seconds(span.last_ms - span.first_ms);
    let average = sampled / span.intervals as f64;
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
        let samples: Vec<_> =
            histograms.iter().enumerate().map(|(idx, it)| (60_000 * (idx as i64 + 1), it)).collect();
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

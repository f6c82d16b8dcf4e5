//! `rate`, `increase` and `delta` over `anchored` and `smoothed` windows, and the interpolation that
//! `smoothed` selectors need.

use super::rate::{HistogramSample, RangeFunction, Window};
use super::{CounterResetHint, FloatHistogram, MixedSchemas, Note, Notes, Operation};

/// How the edges of a window are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edges {
    /// The last sample at or before the start, and the last sample.
    Anchored,
    /// Values interpolated at the start and the end.
    Smoothed,
}

/// The function between the edges of the window; never extrapolated. `samples` reach beyond the
/// window, as far as the lookback allows. As `extendedHistogramRate`.
pub fn extended_rate(
    function: RangeFunction,
    edges: Edges,
    window: &Window,
    samples: &[HistogramSample<'_>],
) -> (Option<FloatHistogram>, Notes) {
    let mut notes = Notes::default();
    let Some((first, last)) = edge_samples(edges, window, samples) else {
        return (None, notes);
    };
    let between = &samples[first..=last];
    let Ok(mut growth) = difference(function, edges, window, between, &mut notes) else {
        notes.add(Note::MixedSchemas);
        return (None, notes);
    };
    if function == RangeFunction::Rate {
        growth.divide(window.seconds);
    }
    growth.counter_reset_hint = CounterResetHint::Gauge;
    (Some(growth.compacted()), notes)
}

/// Positions of the samples that determine the edges.
fn edge_samples(edges: Edges, window: &Window, samples: &[HistogramSample<'_>]) -> Option<(usize, usize)> {
    let first = samples.partition_point(|sample| sample.times.time_ms <= window.start_ms).saturating_sub(1);
    let end = samples.len().checked_sub(1)?;
    let last = match edges {
        Edges::Anchored => end,
        Edges::Smoothed => samples.partition_point(|sample| sample.times.time_ms < window.end_ms).min(end),
    };
    let is_outside = samples[last].times.time_ms <= window.start_ms
        || (edges == Edges::Smoothed && samples[first].times.time_ms > window.end_ms);
    (!is_outside).then_some((first, last))
}

/// Right edge minus left edge, plus what resets between them took away.
fn difference(
    function: RangeFunction,
    edges: Edges,
    window: &Window,
    samples: &[HistogramSample<'_>],
    notes: &mut Notes,
) -> Result<FloatHistogram, MixedSchemas> {
    let is_counter = function.is_counter();
    let is_gauge =
        |sample: &HistogramSample<'_>| sample.histogram.counter_reset_hint == CounterResetHint::Gauge;
    let (first, last) = (samples[0], samples[samples.len() - 1]);
    for sample in samples {
        if sample.histogram.has_custom_buckets() != first.histogram.has_custom_buckets() {
            return Err(MixedSchemas);
        }
        if is_counter && is_gauge(sample) {
            notes.add(Note::NotCounter);
        }
    }
    if !is_counter && [first, last].iter().any(|sample| !is_gauge(sample)) {
        notes.add(Note::NotGauge);
    }
    let (mut left, mut right) = (first.histogram.clone(), last.histogram.clone());
    // Where a reset lies within the left interpolation it is accounted for there.
    let mut chain_start = 1;
    let mut previous = None;
    if edges == Edges::Smoothed && samples.len() > 1 {
        if first.times.time_ms < window.start_ms {
            left = interpolated(is_counter, first, samples[1], window.start_ms, notes)?;
            if is_counter && samples[1].histogram.is_reset_after(first.histogram) {
                previous = Some(samples[1].histogram);
                chain_start = 2;
            }
        }
        if last.times.time_ms > window.end_ms {
            right = interpolated(is_counter, samples[samples.len() - 2], last, window.end_ms, notes)?;
        }
    }
    let mut growth = right.clone();
    let combined = growth.subtract(&left)?;
    notes.add_reconciliation(combined, Operation::Subtraction);
    if is_counter && chain_start < samples.len() {
        let inner = samples[chain_start..samples.len() - 1].iter().map(|sample| sample.histogram);
        if let Some(lost) = lost_at_resets(previous.unwrap_or(&left), inner.chain([&right]), notes)? {
            let combined = growth.add(&lost)?;
            notes.add_reconciliation(combined, Operation::Addition);
        }
    }
    Ok(growth)
}

/// The sum of the last histograms before each reset along a chain.
fn lost_at_resets<'a>(
    start: &'a FloatHistogram,
    chain: impl IntoIterator<Item = &'a FloatHistogram>,
    notes: &mut Notes,
) -> Result<Option<FloatHistogram>, MixedSchemas> {
    let mut lost: Option<FloatHistogram> = None;
    let mut previous = start;
    for current in chain {
        if current.is_reset_after(previous) {
            match &mut lost {
                None => lost = Some(previous.clone()),
                Some(lost) => {
                    let combined = lost.add(previous)?;
                    notes.add_reconciliation(combined, Operation::Addition);
                }
            }
        }
        previous = current;
    }
    Ok(lost)
}

/// The histogram at `at_ms` on the line between two samples; a counter that was reset between them
/// grows from nothing. As `interpolateHistograms`.
///
/// # Errors
/// [`MixedSchemas`] if one has exponential and the other custom buckets.
pub fn interpolated(
    is_counter: bool,
    before: HistogramSample<'_>,
    after: HistogramSample<'_>,
    at_ms: i64,
    notes: &mut Notes,
) -> Result<FloatHistogram, MixedSchemas> {
    if before.histogram.has_custom_buckets() != after.histogram.has_custom_buckets() {
        return Err(MixedSchemas);
    }
    if at_ms == before.times.time_ms {
        return Ok(before.histogram.clone());
    }
    if at_ms == after.times.time_ms {
        return Ok(after.histogram.clone());
    }
    let share = (at_ms - before.times.time_ms) as f64 / (after.times.time_ms - before.times.time_ms) as f64;
    let mut result = after.histogram.clone();
    if is_counter && after.histogram.is_reset_after(before.histogram) {
        result.multiply(share);
        return Ok(result);
    }
    let combined = result.subtract(before.histogram)?;
    notes.add_reconciliation(combined, Operation::Subtraction);
    result.multiply(share);
    let combined = result.add(before.histogram)?;
    notes.add_reconciliation(combined, Operation::Addition);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SampleTimes;

    fn over(
        function: RangeFunction,
        edges: Edges,
        (start_ms, end_ms): (i64, i64),
        counts: &[(i64, f64)],
    ) -> Option<f64> {
        let histograms: Vec<_> =
            counts.iter().map(|&(_, count)| FloatHistogram { count, ..FloatHistogram::default() }).collect();
        let samples: Vec<_> = counts
            .iter()
            .zip(&histograms)
            .map(|((time_ms, _), histogram)| HistogramSample {
                times: SampleTimes { time_ms: *time_ms, start_ms: 0 },
                histogram,
            })
            .collect();
        let window = Window { start_ms, end_ms, seconds: (end_ms - start_ms) as f64 / 1000.0 };
        extended_rate(function, edges, &window, &samples).0.map(|growth| growth.count)
    }

    #[test]
    fn edges_of_the_window() {
        let growing = [(0, 10.0), (10, 20.0), (20, 40.0)];
        let reset = [(0, 10.0), (10, 4.0), (20, 2.0), (30, 4.0)];
        for (edges, window, samples, want) in [
            (Edges::Anchored, (5, 20), &growing[..], Some(30.0)),
            (Edges::Anchored, (10, 20), &growing, Some(20.0)),
            (Edges::Anchored, (20, 30), &growing, None),
            (Edges::Smoothed, (5, 15), &growing, Some(15.0)),
            (Edges::Smoothed, (10, 20), &growing, Some(20.0)),
            (Edges::Smoothed, (-20, -10), &growing, None),
            (Edges::Smoothed, (5, 15), &reset, Some(1.0 - 2.0 + 4.0)),
            (Edges::Smoothed, (5, 10), &reset[..2], Some(2.0)),
            (Edges::Anchored, (0, 30), &reset, Some(4.0 - 10.0 + 14.0)),
            (Edges::Anchored, (0, 30), &[], None),
        ] {
            let found = over(RangeFunction::Increase, edges, window, samples);
            assert_eq!(found, want, "{edges:?} {window:?} {samples:?}");
        }
    }
}

//! `irate` and `idelta` of two neighbouring histograms.

use super::rate::HistogramSample;
use super::{CounterResetHint, FloatHistogram, Note, Notes, Operation};

/// What is computed from the last two samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstantFunction {
    /// Growth of a counter per second.
    Irate,
    /// Difference of a gauge.
    Idelta,
}

/// The function of the last two samples of a window. Nothing if both have the same time. As
/// `instantValue`.
pub fn instant_rate(
    function: InstantFunction,
    previous: HistogramSample<'_>,
    last: HistogramSample<'_>,
) -> (Option<FloatHistogram>, Notes) {
    let mut notes = Notes::default();
    let interval_ms = last.times.time_ms - previous.times.time_ms;
    if interval_ms == 0 {
        return (None, notes);
    }
    let gauges = [previous, last].map(|it| it.histogram.counter_reset_hint == CounterResetHint::Gauge);
    match function {
        InstantFunction::Irate if gauges.contains(&true) => notes.add(Note::NotCounter),
        InstantFunction::Idelta if gauges.contains(&false) => notes.add(Note::NotGauge),
        _ => {}
    }
    let mut growth = last.histogram.clone();
    if function == InstantFunction::Idelta || !last.is_reset_after(&previous) {
        let Ok(combined) = growth.subtract(previous.histogram) else {
            notes.add(Note::MixedSchemas);
            return (None, notes);
        };
        notes.add_reconciliation(combined, Operation::Subtraction);
    }
    growth.counter_reset_hint = CounterResetHint::Gauge;
    let mut growth = growth.compacted();
    if function == InstantFunction::Irate {
        growth.divide(interval_ms as f64 / 1000.0);
    }
    (Some(growth), notes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SampleTimes;

    fn at(time_ms: i64, histogram: &FloatHistogram) -> HistogramSample<'_> {
        HistogramSample { times: SampleTimes { time_ms, start_ms: 0 }, histogram }
    }

    #[test]
    fn difference_or_the_whole_after_a_reset() {
        let of = |count: f64, counter_reset_hint| FloatHistogram {
            counter_reset_hint,
            count,
            ..FloatHistogram::default()
        };
        let (counter, gauge) = (CounterResetHint::Unknown, CounterResetHint::Gauge);
        for (function, previous, last, want, notes) in [
            (InstantFunction::Irate, of(2.0, counter), of(6.0, counter), 0.4, vec![]),
            (InstantFunction::Irate, of(8.0, counter), of(6.0, counter), 0.6, vec![]),
            (InstantFunction::Irate, of(2.0, gauge), of(6.0, gauge), 0.4, vec![Note::NotCounter]),
            (InstantFunction::Idelta, of(8.0, gauge), of(6.0, gauge), -2.0, vec![]),
            (InstantFunction::Idelta, of(8.0, gauge), of(6.0, counter), -2.0, vec![Note::NotGauge]),
        ] {
            let (growth, found) = instant_rate(function, at(0, &previous), at(10_000, &last));
            assert_eq!(growth.map(|it| it.count), Some(want));
            assert_eq!(found.iter().collect::<Vec<_>>(), notes);
        }
        let same = of(1.0, counter);
        assert_eq!(instant_rate(InstantFunction::Irate, at(5, &same), at(5, &same)).0, None);
    }
}

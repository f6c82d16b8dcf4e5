//! What a series shows over time.

use std::sync::Arc;

use firedrill_model::{FloatHistogram, stale_nan};

/// The value of a series at every instant. Times are milliseconds from the start, ascending.
#[derive(Debug, Clone, PartialEq)]
pub enum Trace {
    /// Each value holds until the next; the staleness marker stands for "not exposed", as does the
    /// time before the first.
    Steps(Vec<(i64, f64)>),
    /// The time of the last round of a loop, in Unix seconds.
    Rounds {
        /// The first round.
        from: i64,
        /// From one round to the next.
        period: i64,
        /// While the loop stands still: from, and up to but not including.
        pauses: Vec<(i64, i64)>,
        /// The start of the scenario in Unix milliseconds.
        epoch: i64,
    },
    /// Values on a regular grid that starts at 0, with straight lines between; before
    /// the first and after the last point the nearest holds.
    Grid {
        /// From one point to the next.
        step: i64,
        /// The points.
        values: Vec<f64>,
        /// Counters show whole numbers.
        is_whole: bool,
    },
    /// One value for each planned scrape; `None` is no sample, and ends nothing.
    Written(Vec<Option<f64>>),
    /// One native histogram for each planned scrape, as [`Self::Written`].
    WrittenHistograms(Vec<Option<Arc<FloatHistogram>>>),
    /// Native histograms.
    Histograms(Histograms),
}

/// Native histograms on a regular grid that starts at 0; each holds until the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Histograms {
    /// From one to the next.
    pub step: i64,
    /// The histograms.
    pub values: Vec<Arc<FloatHistogram>>,
}

/// A counter shows whole numbers; what is lost below this in sums of rates is not missing.
const ROUNDING: f64 = 1e-6;

impl Trace {
    /// Appends the values at `times`, which ascend.
    pub(super) fn fill(&self, times: &[i64], values: &mut Vec<f64>) {
        match self {
            Self::Steps(steps) => fill_steps(steps, times, values),
            Self::Rounds { from, period, pauses, epoch } => {
                values.extend(times.iter().map(|time| last_round(*time, *from, *period, pauses, *epoch)));
            }
            Self::Grid { step, values: points, is_whole } => {
                values.extend(times.iter().map(|time| {
                    let value = between(points, *step, *time);
                    if *is_whole { (value + ROUNDING).floor() } else { value }
                }));
            }
            Self::Written(_) | Self::WrittenHistograms(_) | Self::Histograms(_) => {
                values.resize(values.len() + times.len(), stale_nan());
            }
        }
    }
}

fn fill_steps(steps: &[(i64, f64)], times: &[i64], values: &mut Vec<f64>) {
    let mut rest = times;
    let mut current = stale_nan();
    for (from, value) in steps {
        let before = rest.partition_point(|time| time < from);
        values.resize(values.len() + before, current);
        rest = &rest[before..];
        current = *value;
        if rest.is_empty() {
            return;
        }
    }
    values.resize(values.len() + rest.len(), current);
}

fn last_round(time: i64, from: i64, period: i64, pauses: &[(i64, i64)], epoch: i64) -> f64 {
    if time < from {
        return stale_nan();
    }
    let paused = pauses.iter().find(|(pause, until)| (*pause..*until).contains(&time));
    let running = paused.map_or(time, |(pause, _)| *pause).max(from);
    let resumed = pauses.iter().map(|(_, until)| *until).filter(|until| *until <= running);
    let from = resumed.fold(from, i64::max);
    let round = from + (running - from) / period.max(1) * period.max(1);
    (epoch + round) as f64 / 1000.0
}

fn between(points: &[f64], step: i64, time: i64) -> f64 {
    let Some(last) = points.len().checked_sub(1) else { return stale_nan() };
    let step = step.max(1);
    let idx = usize::try_from(time / step).unwrap_or(0);
    if idx >= last {
        return points[last];
    }
    let share = (time - idx as i64 * step) as f64 / step as f64;
    points[idx] + (points[idx + 1] - points[idx]) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(trace: &Trace, times: &[i64]) -> Vec<Option<f64>> {
        let mut values = Vec::new();
        trace.fill(times, &mut values);
        values.into_iter().map(|value| (!value.is_nan()).then_some(value)).collect()
    }

    #[test]
    fn steps_hold_until_the_next() {
        let trace = Trace::Steps(vec![(10, 1.0), (20, 2.0), (20, 3.0), (40, stale_nan())]);
        let want = [None, Some(1.0), Some(1.0), Some(3.0), Some(3.0), None, None];
        assert_eq!(filled(&trace, &[0, 10, 15, 20, 39, 40, 50]), want);
        assert_eq!(filled(&Trace::Steps(Vec::new()), &[0]), [None]);
    }

    #[test]
    fn rounds_stand_still_in_a_pause() {
        let trace = Trace::Rounds { from: 1000, period: 750, pauses: vec![(5000, 9000)], epoch: 100_000 };
        let want = [None, Some(101.0), Some(101.75), Some(104.75), Some(104.75), Some(109.0)];
        assert_eq!(filled(&trace, &[0, 1000, 2499, 5000, 8999, 9000]), want);
    }

    #[test]
    fn a_grid_is_joined_by_straight_lines() {
        let trace = |is_whole| Trace::Grid { step: 10, values: vec![0.0, 5.0, 5.0], is_whole };
        assert_eq!(filled(&trace(false), &[0, 5, 10, 99]), [Some(0.0), Some(2.5), Some(5.0), Some(5.0)]);
        assert_eq!(filled(&trace(true), &[5]), [Some(2.0)]);
        assert_eq!(filled(&Trace::Grid { step: 10, values: Vec::new(), is_whole: false }, &[5]), [None]);
    }
}

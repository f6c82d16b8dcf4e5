//! Which stored sample each step of an instant selector sees.

use std::ops::Range;

use super::plan::Reference;
use super::scope::Scope;
use super::surroundings::Fetched;
use crate::column::Steps;
use crate::store::{Series, Times};

/// Consecutive steps and the samples they see: sample `first_sample + stride * k` for the `k`-th.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) steps: Range<usize>,
    pub(super) first_sample: usize,
    /// 0 where all steps see the same sample.
    pub(super) stride: usize,
}

impl Run {
    fn single(step: usize, sample: usize) -> Self {
        Self { steps: step..step + 1, first_sample: sample, stride: 0 }
    }
}

/// Calls `visit` for the steps at which the newest sample lies within the lookback delta; whether
/// that sample is a staleness marker is for the caller to see.
pub(super) fn for_each_run(
    scope: &Scope<'_>,
    series: &Series,
    reference: Reference,
    mut visit: impl FnMut(Run),
) {
    let lookback =
        Lookback { delta: scope.options.lookback_ms, open: scope.options.dialect.left_open_windows };
    // Both times are linear in the step, so the first and the last one tell.
    let clips = scope.reader.is_some()
        && [scope.steps.start, scope.steps.last()]
            .into_iter()
            .any(|step| scope.newest_visible(series.origin(), step) < reference.time(step));
    // Times near the ends of the range of integers leave no room for arithmetic.
    let is_ordinary = scope.steps.start.unsigned_abs() < 1 << 60;
    if !clips && is_ordinary && reference.at.is_none() && reference.fetched.is_none() {
        match series.times() {
            Times::Regular { start, interval, len } if *len > 1 && scope.steps.interval % interval == 0 => {
                let grid = Grid { start: *start, interval: *interval, len: *len };
                return grid.runs(&scope.steps, reference.offset_ms, lookback, visit);
            }
            _ => {}
        }
    }
    let times = series.times();
    let Fetched { after, until: fetched_until } =
        reference.fetched.unwrap_or(Fetched { after: i64::MIN, until: i64::MAX });
    let mut count = 0;
    for step in 0..scope.steps.count {
        let step_time = scope.steps.time(step);
        let seen_from = reference.time(step_time);
        let until =
            if clips { seen_from.min(scope.newest_visible(series.origin(), step_time)) } else { seen_from };
        count = advance(times, count, until.min(fetched_until));
        let is_seen = |time: i64| time > after && lookback.reaches(time, seen_from);
        if count > 0 && is_seen(times.at(count - 1)) {
            visit(Run::single(step, count - 1));
        }
    }
}

/// Number of samples at or before `until`, given a count for an earlier time.
pub(super) fn advance(times: &Times, count: usize, until: i64) -> usize {
    match times {
        Times::Regular { .. } => times.count_until(until),
        Times::Explicit(list) => {
            let mut count = count;
            // Steps a little apart pass few samples; a far jump is searched.
            for _ in 0..8 {
                match list.get(count) {
                    Some(next) if *next <= until => count += 1,
                    _ => return count,
                }
            }
            count + list[count..].partition_point(|time| *time <= until)
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Lookback {
    delta: i64,
    /// Whether a sample exactly at the edge is too old.
    open: bool,
}

impl Lookback {
    fn reaches(self, sample: i64, seen_from: i64) -> bool {
        let age = seen_from.saturating_sub(sample);
        if self.open { age < self.delta } else { age <= self.delta }
    }

    /// The last moment from which `sample` is seen.
    fn until(self, sample: i64) -> i64 {
        if self.open { sample + self.delta - 1 } else { sample + self.delta }
    }
}

/// Regular samples whose interval divides the distance of the steps.
#[derive(Debug, Clone, Copy)]
struct Grid {
    start: i64,
    interval: i64,
    len: usize,
}

impl Grid {
    fn runs(self, steps: &Steps, offset_ms: i64, lookback: Lookback, mut visit: impl FnMut(Run)) {
        let seen_from = steps.start - offset_ms;
        let distance = steps.interval.max(1);
        let first = if seen_from >= self.start { 0 } else { div_ceil(self.start - seen_from, distance) };
        if first >= steps.count as i64 {
            return;
        }
        let first_from = seen_from + first * steps.interval;
        let first_sample = (first_from - self.start) / self.interval;
        let stride = (steps.interval / self.interval) as usize;
        let last_sample = self.len as i64 - 1;
        // Steps whose newest sample is not the last one, or is the last one when it is fresh.
        let moving = if first_sample > last_sample {
            0
        } else if stride == 0 {
            steps.count as i64 - first
        } else {
            ((last_sample - first_sample) / stride as i64 + 1).min(steps.count as i64 - first)
        };
        let first = first as usize;
        let moving = moving as usize;
        let age_base = first_from - (self.start + first_sample * self.interval);
        if moving > 0 && lookback.reaches(-age_base, 0) {
            visit(Run { steps: first..first + moving, first_sample: first_sample as usize, stride });
        }
        let rest = first + moving;
        let last_time = self.start + last_sample * self.interval;
        let budget = lookback.until(last_time) - (seen_from + rest as i64 * steps.interval);
        if rest < steps.count && budget >= 0 {
            let held = ((budget / distance) as usize + 1).min(steps.count - rest);
            visit(Run { steps: rest..rest + held, first_sample: last_sample as usize, stride: 0 });
        }
    }
}

fn div_ceil(dividend: i64, divisor: i64) -> i64 {
    (dividend + divisor - 1) / divisor
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sample each step sees, one by one.
    fn stepwise(grid: Grid, steps: &Steps, offset_ms: i64, lookback: Lookback) -> Vec<Option<usize>> {
        let times = Times::regular(grid.start, grid.interval, grid.len);
        (0..steps.count)
            .map(|step| {
                let seen_from = steps.time(step) - offset_ms;
                let sample = times.count_until(seen_from).checked_sub(1)?;
                lookback.reaches(times.at(sample), seen_from).then_some(sample)
            })
            .collect()
    }

    #[test]
    fn runs_over_a_grid_equal_looking_up_every_step() {
        for open in [true, false] {
            for (start, len, steps_start, offset_ms, delta) in [
                (0, 10, 0, 0, 50),
                (0, 10, -35, 0, 50),
                (7, 3, 0, 0, 50),
                (7, 3, 100, 0, 50),
                (0, 10, 3, 25, 5),
                (0, 10, 3, -25, 4),
                (0, 2, 60, 0, 50),
            ] {
                for stride in [0, 10, 20, 50] {
                    let grid = Grid { start, interval: 10, len };
                    let count = if stride == 0 { 1 } else { 15 };
                    let steps = Steps { start: steps_start, interval: stride, count };
                    let lookback = Lookback { delta, open };
                    let mut seen = vec![None; count];
                    grid.runs(&steps, offset_ms, lookback, |run| {
                        for (nth, step) in run.steps.clone().enumerate() {
                            seen[step] = Some(run.first_sample + run.stride * nth);
                        }
                    });
                    assert_eq!(seen, stepwise(grid, &steps, offset_ms, lookback), "{grid:?} {steps:?}");
                }
            }
        }
    }
}

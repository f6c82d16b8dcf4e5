//! Windows with values at their edges: `anchored` and `smoothed`.
//!
//! As `extendedRate` in `promql/functions.go`.

use firedrill_model::histogram::RangeFunction;

use super::kernel::{RangeExtension, RangeInput, RangeOutput};
use super::windows::{Window, each_window};

/// `rate`, `increase` and `delta` between the values at the edges; nothing is extrapolated.
pub(super) fn extended_differences(
    input: &RangeInput<'_>,
    output: &mut RangeOutput<'_>,
    function: RangeFunction,
    extension: RangeExtension,
) {
    let is_counter = function.is_counter();
    each_window(input, output, |step, window| {
        let range = Range { start_ms: input.range_start(step), end_ms: input.range_end(step) };
        let extended = Extended::of(window, range, extension, is_counter)?;
        let mut difference = extended.right - extended.left;
        if is_counter {
            let mut previous = extended.left;
            for &value in extended.inner.iter().chain([&extended.right]) {
                if value < previous {
                    difference += previous;
                }
                previous = value;
            }
        }
        Some(if function == RangeFunction::Rate { difference / input.range_seconds } else { difference })
    });
}

/// The samples that count in an `anchored` window: from the last one at or before the left edge on.
pub(super) fn anchored_window(
    input: &RangeInput<'_>,
    step: usize,
    (start, end): (u32, u32),
) -> Option<(u32, u32)> {
    let times = &input.times[start as usize..end as usize];
    let (last, before_last) = times.split_last()?;
    let start_ms = input.range_start(step);
    if *last <= start_ms {
        return None;
    }
    let first = before_last.partition_point(|time| *time <= start_ms).saturating_sub(1);
    Some((start + first as u32, end))
}

/// The points of a bare `anchored` or `smoothed` range: a value at its left edge, the samples inside,
/// a value at its right edge. `None` where there is no value at an edge.
pub(crate) fn extended_points(
    times: &[i64],
    values: &[f64],
    edges: (i64, i64),
    extension: RangeExtension,
) -> Option<Vec<(i64, f64)>> {
    let (start_ms, end_ms) = edges;
    let range = Range { start_ms, end_ms };
    let extended = Extended::of(Window { times, values }, range, extension, false)?;
    let first_inner = times.partition_point(|time| *time <= start_ms);
    let inner = times[first_inner..].iter().copied().zip(extended.inner.iter().copied());
    Some([(start_ms, extended.left)].into_iter().chain(inner).chain([(end_ms, extended.right)]).collect())
}

/// The range as written, without the lookback around it.
#[derive(Debug, Clone, Copy)]
struct Range {
    start_ms: i64,
    end_ms: i64,
}

/// The values of an extended range.
struct Extended<'a> {
    /// At the left edge.
    left: f64,
    /// Samples strictly between the edges.
    inner: &'a [f64],
    /// At the right edge.
    right: f64,
}

impl<'a> Extended<'a> {
    /// `window` reaches beyond `range` as far as the lookback allows. `is_counter`: between two
    /// samples of which the second is lower, the counter starts at zero.
    fn of(window: Window<'a>, range: Range, extension: RangeExtension, is_counter: bool) -> Option<Self> {
        let Window { times, values } = window;
        let smoothed = extension == RangeExtension::Smoothed;
        let Range { start_ms, end_ms } = range;
        let end = times.len() - 1;
        let first = times[..end].partition_point(|time| *time <= start_ms).saturating_sub(1);
        let last = if smoothed { times[..end].partition_point(|time| *time < end_ms) } else { end };
        if times[last] <= start_ms || (smoothed && times[first] > end_ms) {
            return None;
        }
        let between = |idx: usize, at: i64| {
            let (old, new) = (values[idx], values[idx + 1]);
            let old = if is_counter && new < old { 0.0 } else { old };
            let elapsed = (at - times[idx]) as f64;
            old + (new - old) * elapsed / (times[idx + 1] - times[idx]) as f64
        };
        let left = if smoothed && times[first] < start_ms { between(first, start_ms) } else { values[first] };
        let right = if smoothed && last > 0 && times[last] > end_ms {
            between(last - 1, end_ms)
        } else {
            values[last]
        };
        let inner_start = first + usize::from(times[first] <= start_ms);
        let inner_end = last + usize::from(times[last] < end_ms);
        Some(Self { left, inner: values.get(inner_start..inner_end).unwrap_or(&[]), right })
    }
}

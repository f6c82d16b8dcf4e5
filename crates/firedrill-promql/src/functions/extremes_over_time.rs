//! `max_over_time`, `min_over_time`, `ts_of_max_over_time`, `ts_of_min_over_time`.

use std::collections::VecDeque;

use super::function::{Availability, Function};
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::windows::{each_window, floats_only};

pub(super) static MAX_OVER_TIME: Function = Function::of_range(
    "max_over_time",
    "largest value in the window; NaN only if all are",
    Kernel::range(|input, output| {
        floats_only(input, output, |input, output| extremes(input, output, |new, old| new > old));
        Ok(())
    }),
);
pub(super) static MIN_OVER_TIME: Function = Function::of_range(
    "min_over_time",
    "smallest value in the window; NaN only if all are",
    Kernel::range(|input, output| {
        floats_only(input, output, |input, output| extremes(input, output, |new, old| new < old));
        Ok(())
    }),
);
pub(super) static TS_OF_MAX_OVER_TIME: Function = Function {
    experimental: true,
    availability: Availability::Since3,
    ..Function::of_range(
        "ts_of_max_over_time",
        "the time of the last largest value in the window in seconds",
        Kernel::range(|input, output| {
            floats_only(input, output, |input, output| extreme_times(input, output, |new, old| new >= old));
            Ok(())
        }),
    )
};
pub(super) static TS_OF_MIN_OVER_TIME: Function = Function {
    experimental: true,
    availability: Availability::Since3,
    ..Function::of_range(
        "ts_of_min_over_time",
        "the time of the last smallest value in the window in seconds",
        Kernel::range(|input, output| {
            floats_only(input, output, |input, output| extreme_times(input, output, |new, old| new <= old));
            Ok(())
        }),
    )
};

/// A monotonic queue: from front to back the samples that are the extreme of the rest of the
/// window, so that every sample enters and leaves once however long the windows are.
fn extremes(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, beats: impl Fn(f64, f64) -> bool) {
    if let [(start, end)] = *input.windows {
        let values = &input.values[start as usize..end as usize];
        if let Some((first, rest)) = values.split_first() {
            let replace = |extreme: f64, value: f64| {
                if beats(value, extreme) || extreme.is_nan() { value } else { extreme }
            };
            output.column.floats[0] = rest.iter().fold(*first, |extreme, value| replace(extreme, *value));
        }
        return;
    }
    let mut queue: VecDeque<(u32, f64)> = VecDeque::new();
    let mut entered = 0;
    for (step, &(start, end)) in input.windows.iter().enumerate() {
        while queue.front().is_some_and(|(idx, _)| *idx < start) {
            queue.pop_front();
        }
        for idx in entered.max(start)..end {
            let value = input.values[idx as usize];
            if value.is_nan() {
                continue;
            }
            while queue.back().is_some_and(|(_, last)| beats(value, *last)) {
                queue.pop_back();
            }
            queue.push_back((idx, value));
        }
        entered = entered.max(end);
        if start < end {
            output.column.floats[step] = queue.front().map_or(f64::NAN, |(_, value)| *value);
        }
    }
}

fn extreme_times(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, replaces: impl Fn(f64, f64) -> bool) {
    each_window(input, output, |_, window| {
        let (mut extreme, mut time) = (window.values[0], window.times[0]);
        for (&value, &at) in window.values.iter().zip(window.times).skip(1) {
            if replaces(value, extreme) || extreme.is_nan() {
                (extreme, time) = (value, at);
            }
        }
        Some(time as f64 / 1000.0)
    });
}

//! The first and last sample of a window: `first_over_time`, `last_over_time` and their times.

use super::function::{Availability, Function};
use super::kernel::{Kernel, RangeInput, RangeKernel, RangeOutput};
use super::windows::value_at;

pub(super) static FIRST_OVER_TIME: Function = Function {
    availability: Availability::Since3,
    ..Function::of_range(
        "first_over_time",
        "the oldest sample of the window",
        Kernel::Range(RangeKernel {
            run: |input, output| {
                edge(input, output, first);
                Ok(())
            },
            keeps_name: true,
        }),
    )
};
pub(super) static LAST_OVER_TIME: Function = Function::of_range(
    "last_over_time",
    "the newest sample of the window",
    Kernel::Range(RangeKernel {
        run: |input, output| {
            edge(input, output, last);
            Ok(())
        },
        keeps_name: true,
    }),
);
pub(super) static TS_OF_FIRST_OVER_TIME: Function = Function {
    availability: Availability::Since3,
    experimental: true,
    ..Function::of_range(
        "ts_of_first_over_time",
        "the time of the oldest sample of the window in seconds",
        Kernel::range(|input, output| {
            edge_time(input, output, first);
            Ok(())
        }),
    )
};
pub(super) static TS_OF_LAST_OVER_TIME: Function = Function {
    availability: Availability::Since3,
    experimental: true,
    ..Function::of_range(
        "ts_of_last_over_time",
        "the time of the newest sample of the window in seconds",
        Kernel::range(|input, output| {
            edge_time(input, output, last);
            Ok(())
        }),
    )
};

/// Picks a position from a window that is not empty.
type Pick = fn((u32, u32)) -> usize;

fn first((start, _): (u32, u32)) -> usize {
    start as usize
}

fn last((_, end): (u32, u32)) -> usize {
    end as usize - 1
}

fn edge(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, pick: Pick) {
    for (step, &window) in input.windows.iter().enumerate().filter(|(_, window)| window.0 < window.1) {
        match input.histograms {
            None => output.column.floats[step] = input.values[pick(window)],
            Some(_) => output.column.set(step, Some(value_at(input, pick(window)))),
        }
    }
}

fn edge_time(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, pick: Pick) {
    for (step, &window) in input.windows.iter().enumerate().filter(|(_, window)| window.0 < window.1) {
        output.column.floats[step] = input.times[pick(window)] as f64 / 1000.0;
    }
}

//! `count_over_time`, `present_over_time`: samples of either type.

use super::function::Function;
use super::kernel::{Kernel, RangeInput, RangeOutput};

pub(super) static COUNT_OVER_TIME: Function = Function::of_range(
    "count_over_time",
    "number of samples in the window",
    Kernel::range(|input, output| {
        from_length(input, output, f64::from);
        Ok(())
    }),
);
pub(super) static PRESENT_OVER_TIME: Function = Function::of_range(
    "present_over_time",
    "1 where the window has a sample",
    Kernel::range(|input, output| {
        from_length(input, output, |_| 1.0);
        Ok(())
    }),
);

fn from_length(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, value: fn(u32) -> f64) {
    for (float, &(start, end)) in output.column.floats.iter_mut().zip(input.windows) {
        if start < end {
            *float = value(end - start);
        }
    }
}

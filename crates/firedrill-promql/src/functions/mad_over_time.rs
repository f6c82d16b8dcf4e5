//! `mad_over_time`.

use super::function::{Availability, Function};
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::windows::{each_window, floats_only};
use crate::statistics::quantile;

pub(super) static MAD_OVER_TIME: Function = Function {
    experimental: true,
    availability: Availability::Since3,
    ..Function::of_range(
        "mad_over_time",
        "median absolute deviation of the values in the window",
        Kernel::range(|input, output| {
            floats_only(input, output, deviations);
            Ok(())
        }),
    )
};

fn deviations(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let mut scratch = Vec::new();
    each_window(input, output, |_, window| {
        if window.values.iter().any(|value| value.is_nan()) {
            return Some(f64::NAN);
        }
        scratch.clear();
        scratch.extend_from_slice(window.values);
        let median = quantile(0.5, &mut scratch);
        for (deviation, value) in scratch.iter_mut().zip(window.values) {
            *deviation = (value - median).abs();
        }
        Some(quantile(0.5, &mut scratch))
    });
}

//! `stddev_over_time`, `stdvar_over_time`.

use super::function::Function;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::windows::{each_window, floats_only};
use crate::statistics::CompensatedVariance;

pub(super) static STDDEV_OVER_TIME: Function = Function::of_range(
    "stddev_over_time",
    "population standard deviation of the values in the window",
    Kernel::range(|input, output| {
        floats_only(input, output, |input, output| variances(input, output, f64::sqrt));
        Ok(())
    }),
);
pub(super) static STDVAR_OVER_TIME: Function = Function::of_range(
    "stdvar_over_time",
    "population variance of the values in the window",
    Kernel::range(|input, output| {
        floats_only(input, output, |input, output| variances(input, output, |variance| variance));
        Ok(())
    }),
);

fn variances(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, of_variance: impl Fn(f64) -> f64) {
    let guarded = input.dialect.guarded_compensation;
    each_window(input, output, |_, window| {
        let mut variance = CompensatedVariance::default();
        for &value in window.values {
            variance.add(value, guarded);
        }
        Some(of_variance(variance.value()))
    });
}

//! `stddev_over_time`, `stdvar_over_time`.

use super::function::Function;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::window_fold::{WindowFold, fold_windows};
use super::windows::floats_only;
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

fn variances(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, result: impl Fn(f64) -> f64) {
    let guarded = input.dialect.guarded_compensation;
    fold_windows(input, output, 1, &VarianceFold { values: input.values, guarded, result });
}

struct VarianceFold<'a, R> {
    values: &'a [f64],
    guarded: bool,
    /// What the variance becomes.
    result: R,
}

impl<R: Fn(f64) -> f64> WindowFold for VarianceFold<'_, R> {
    type State = CompensatedVariance;

    fn start(&self, _: usize, idx: usize) -> CompensatedVariance {
        let mut variance = CompensatedVariance::default();
        self.add(&mut variance, idx);
        variance
    }

    #[inline]
    fn add(&self, variance: &mut CompensatedVariance, idx: usize) {
        variance.add(self.values[idx], self.guarded);
    }

    fn finish(&self, _: usize, variance: CompensatedVariance, _: usize) -> f64 {
        (self.result)(variance.value())
    }
}

//! `deriv`, `predict_linear`: least squares.

use super::function::Function;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::windows::{Window, each_window, floats_only};
use crate::statistics::CompensatedSum;
use crate::syntax::ValueType;

pub(super) static DERIV: Function = Function::of_range(
    "deriv",
    "slope per second of the line through the window by least squares",
    Kernel::range(|input, output| {
        floats_only(input, output, derivatives);
        Ok(())
    }),
);
pub(super) static PREDICT_LINEAR: Function = Function {
    args: &[ValueType::RangeVector, ValueType::Scalar],
    ..Function::of_range(
        "predict_linear",
        "the value that the line through the window by least squares has so many seconds from now",
        Kernel::range(|input, output| {
            floats_only(input, output, predictions);
            Ok(())
        }),
    )
};

fn derivatives(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let guarded = input.dialect.guarded_compensation;
    each_window(input, output, |_, window| {
        let line = Line::through(window, window.times[0], guarded)?;
        Some(line.slope)
    });
}

/// The intercept lies at the evaluation time, which `offset` and `@` do not move.
fn predictions(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let guarded = input.dialect.guarded_compensation;
    each_window(input, output, |step, window| {
        let line = Line::through(window, input.steps.time(step), guarded)?;
        Some(line.slope * input.scalars[0][step] + line.intercept)
    });
}

struct Line {
    /// Per second.
    slope: f64,
    /// The value at the time called zero.
    intercept: f64,
}

impl Line {
    /// The line through two or more samples, with `zero_ms` as the time called zero. A constant
    /// window needs no sums; its line is exact, but NaN if the constant is infinite.
    fn through(window: Window<'_>, zero_ms: i64, guarded: bool) -> Option<Self> {
        let first = window.values[0];
        if window.values.len() < 2 {
            return None;
        }
        if window.values.iter().all(|value| *value == first) {
            let line = if first.is_infinite() {
                Self { slope: f64::NAN, intercept: f64::NAN }
            } else {
                Self { slope: 0.0, intercept: first }
            };
            return Some(line);
        }
        let (mut sum_x, mut sum_y) = (CompensatedSum::default(), CompensatedSum::default());
        let (mut sum_xy, mut sum_xx) = (CompensatedSum::default(), CompensatedSum::default());
        for (&time, &y) in window.times.iter().zip(window.values) {
            let x = (time - zero_ms) as f64 / 1e3;
            sum_x.add(x, guarded);
            sum_y.add(y, guarded);
            sum_xy.add(x * y, guarded);
            sum_xx.add(x * x, guarded);
        }
        let count = window.values.len() as f64;
        let (sum_x, sum_y) = (sum_x.total(), sum_y.total());
        let covariance = sum_xy.total() - sum_x * sum_y / count;
        let variance = sum_xx.total() - sum_x * sum_x / count;
        let slope = covariance / variance;
        Some(Self { slope, intercept: sum_y / count - slope * sum_x / count })
    }
}

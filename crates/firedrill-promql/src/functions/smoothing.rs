//! `double_exponential_smoothing`, called `holt_winters` before Prometheus 3.

use firedrill_model::number::{FloatFormat, format_float};

use super::function::{Availability, Function};
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::windows::{Window, each_window, floats_only};
use crate::error::EvalError;
use crate::syntax::ValueType;

const ROW: Function = Function {
    args: &[ValueType::RangeVector, ValueType::Scalar, ValueType::Scalar],
    ..Function::of_range(
        "double_exponential_smoothing",
        "the last value smoothed with a smoothing and a trend factor, both between 0 and 1",
        Kernel::range(smooth),
    )
};
pub(super) static DOUBLE_EXPONENTIAL_SMOOTHING: Function =
    Function { experimental: true, availability: Availability::Since3, ..ROW };
pub(super) static HOLT_WINTERS: Function =
    Function { name: "holt_winters", availability: Availability::Until3, ..ROW };

fn smooth(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) -> Result<(), EvalError> {
    for (step, window) in input.windows.iter().enumerate() {
        if window.0 < window.1 {
            check("smoothing", "sf", input.scalars[0][step])?;
            check("trend", "tf", input.scalars[1][step])?;
        }
    }
    floats_only(input, output, |input, output| {
        each_window(input, output, |step, window| {
            smoothed(window, input.scalars[0][step], input.scalars[1][step])
        });
    });
    Ok(())
}

/// NaN passes.
fn check(kind: &str, symbol: &str, factor: f64) -> Result<(), EvalError> {
    if factor <= 0.0 || factor >= 1.0 {
        return Err(EvalError::Execution(format!(
            "invalid {kind} factor. Expected: 0 < {symbol} < 1, got: {}",
            format_float(factor, FloatFormat::Plain, Some(6))
        )));
    }
    Ok(())
}

fn smoothed(window: Window<'_>, smoothing: f64, trend_factor: f64) -> Option<f64> {
    let [first, second, ..] = *window.values else {
        return None;
    };
    let (mut previous, mut current, mut trend) = (0.0, first, second - first);
    for (idx, &value) in window.values.iter().enumerate().skip(1) {
        let level = smoothing * value;
        if idx > 1 {
            trend = trend_factor * (current - previous) + (1.0 - trend_factor) * trend;
        }
        let rest = (1.0 - smoothing) * (current + trend);
        (previous, current) = (current, level + rest);
    }
    Some(current)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smooths_level_and_trend() {
        let times = [0, 1000, 2000, 3000];
        let values = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(smoothed(Window { times: &times, values: &values }, 0.5, 0.5), Some(6.375));
        assert_eq!(smoothed(Window { times: &times[..1], values: &values[..1] }, 0.5, 0.5), None);
    }

    #[test]
    fn factors_lie_between_0_and_1() {
        let text = |factor| check("trend", "tf", factor).expect_err("refused").to_string();
        assert_eq!(text(0.0), "invalid trend factor. Expected: 0 < tf < 1, got: 0.000000");
        assert_eq!(text(f64::INFINITY), "invalid trend factor. Expected: 0 < tf < 1, got: +Inf");
        assert!(check("smoothing", "sf", f64::NAN).is_ok());
    }
}

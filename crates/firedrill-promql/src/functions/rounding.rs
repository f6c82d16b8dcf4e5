//! `abs`, `ceil`, `floor`, `round`, `sgn`.

use super::function::Function;
use super::kernel::Kernel;
use crate::syntax::ValueType;

pub(super) static ABS: Function = Function::of_vector("abs", "absolute value", Kernel::Element(f64::abs));
pub(super) static CEIL: Function =
    Function::of_vector("ceil", "next integer not below each value", Kernel::Element(f64::ceil));
pub(super) static FLOOR: Function =
    Function::of_vector("floor", "next integer not above each value", Kernel::Element(f64::floor));
pub(super) static ROUND: Function = Function {
    args: &[ValueType::InstantVector, ValueType::Scalar],
    variadic: 1,
    ..Function::of_vector(
        "round",
        "nearest multiple of the second argument (1 where absent), ties up",
        Kernel::ElementWith(round),
    )
};
pub(super) static SGN: Function =
    Function::of_vector("sgn", "1, -1, or the value itself where it is neither", Kernel::Element(sgn));

/// Multiplies by the inverse, as Prometheus does, so `to = 0` gives NaN.
#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn round(value: f64, scalars: &[f64]) -> Option<f64> {
    let inverse = 1.0 / scalars.first().copied().unwrap_or(1.0);
    Some((value * inverse + 0.5).floor() / inverse)
}

/// Zeros keep their sign.
fn sgn(value: f64) -> f64 {
    if value < 0.0 {
        -1.0
    } else if value > 0.0 {
        1.0
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_ties_up() {
        for (value, scalars, want) in [
            (2.5, &[][..], 3.0),
            (-2.5, &[], -2.0),
            (2.5, &[-1.0], 2.0),
            (0.17, &[0.1], 0.2),
            (f64::INFINITY, &[], f64::INFINITY),
        ] {
            assert_eq!(round(value, scalars), Some(want), "round({value}, {scalars:?})");
        }
        assert!(round(5.0, &[0.0]).is_some_and(f64::is_nan));
    }
}

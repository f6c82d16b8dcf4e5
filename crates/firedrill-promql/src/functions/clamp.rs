//! `clamp`, `clamp_max`, `clamp_min`.

use super::function::Function;
use super::kernel::Kernel;
use crate::gomath;
use crate::syntax::ValueType;

pub(super) static CLAMP: Function = Function {
    args: &[ValueType::InstantVector, ValueType::Scalar, ValueType::Scalar],
    ..Function::of_vector(
        "clamp",
        "values limited to the range of the two bounds; empty where the upper is below the lower",
        Kernel::ElementWith(|value, bounds| {
            let below = bounds[1] < bounds[0];
            (!below).then(|| clamp(value, bounds[0], bounds[1]))
        }),
    )
};
pub(super) static CLAMP_MAX: Function = Function {
    args: &[ValueType::InstantVector, ValueType::Scalar],
    ..Function::of_vector(
        "clamp_max",
        "values limited from above",
        Kernel::ElementWith(|value, bounds| Some(clamp(value, f64::NEG_INFINITY, bounds[0]))),
    )
};
pub(super) static CLAMP_MIN: Function = Function {
    args: &[ValueType::InstantVector, ValueType::Scalar],
    ..Function::of_vector(
        "clamp_min",
        "values limited from below",
        Kernel::ElementWith(|value, bounds| Some(clamp(value, bounds[0], f64::INFINITY))),
    )
};

/// Go's minimum and maximum, in which an infinity may win over NaN.
fn clamp(value: f64, lower: f64, upper: f64) -> f64 {
    gomath::max(lower, gomath::min(upper, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_infinity_wins_over_a_nan_bound() {
        assert_eq!(clamp(f64::NEG_INFINITY, f64::NEG_INFINITY, f64::NAN), f64::NEG_INFINITY);
        assert_eq!(clamp(f64::INFINITY, f64::NAN, f64::INFINITY), f64::INFINITY);
        assert!(clamp(1.0, f64::NAN, f64::INFINITY).is_nan());
        assert_eq!(clamp(5.0, 1.0, 3.0), 3.0);
    }
}

//! The parameter of an aggregation over all steps.

use firedrill_model::number::display_float;

use crate::dialect::Dialect;
use crate::error::EvalError;
use crate::gomath;

/// What Prometheus looks at before it aggregates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ParameterRange {
    /// The smallest value; NaN if any value is and none is −Inf.
    pub(super) smallest: f64,
    /// The largest value; NaN if any value is and none is +Inf.
    pub(super) largest: f64,
    /// Whether any value is NaN.
    pub(super) has_nan: bool,
}

impl ParameterRange {
    /// Over one value per step.
    pub(super) fn of(parameter: &[f64]) -> Self {
        Self {
            smallest: parameter.iter().copied().fold(f64::MAX, gomath::min),
            largest: parameter.iter().copied().fold(-f64::MAX, gomath::max),
            has_nan: parameter.iter().any(|value| value.is_nan()),
        }
    }
}

/// Prometheus takes no number from here on for an integer.
const TOO_LARGE: f64 = 9_223_372_036_854_774_784.0;
const SMALLEST: f64 = -9_223_372_036_854_775_808.0;

/// How many samples to keep at each step; 0 for a parameter below 1.
///
/// # Errors
/// Where a parameter is NaN or no 64-bit integer.
pub(super) fn counts(parameter: &[f64], dialect: &Dialect) -> Result<Vec<usize>, EvalError> {
    if dialect.strict_topk {
        check(parameter)?;
    } else if let Some(value) = parameter.iter().find(|value| !(SMALLEST..=TOO_LARGE).contains(*value)) {
        return Err(overflow(*value));
    }
    // Negative numbers saturate to 0, as if they selected nothing.
    Ok(parameter.iter().map(|value| *value as usize).collect())
}

fn check(parameter: &[f64]) -> Result<(), EvalError> {
    let range = ParameterRange::of(parameter);
    if range.largest < 1.0 {
        return Ok(());
    }
    if range.has_nan {
        return Err(EvalError::Execution("Parameter value is NaN".to_owned()));
    }
    if range.smallest <= SMALLEST {
        let text = format!("Scalar value {} underflows int64", display_float(range.smallest));
        return Err(EvalError::Execution(text));
    }
    if range.largest >= TOO_LARGE {
        return Err(overflow(range.largest));
    }
    Ok(())
}

fn overflow(value: f64) -> EvalError {
    EvalError::Execution(format!("Scalar value {} overflows int64", display_float(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_truncated_or_refused() {
        let strict = |parameter: &[f64]| counts(parameter, &Dialect::V3).map_err(|error| error.to_string());
        assert_eq!(strict(&[2.9, -3.0]), Ok(vec![2, 0]));
        assert_eq!(strict(&[0.5, f64::NEG_INFINITY]), Ok(vec![0, 0]));
        assert_eq!(strict(&[f64::NAN]), Err("Parameter value is NaN".to_owned()));
        assert_eq!(strict(&[1e19]), Err("Scalar value 1e+19 overflows int64".to_owned()));
        assert_eq!(strict(&[1.0, -1e19]), Err("Scalar value -1e+19 underflows int64".to_owned()));
        let old = |value| counts(&[value], &Dialect::V2_42).map_err(|error| error.to_string());
        assert_eq!(old(-1e19), Err("Scalar value -1e+19 overflows int64".to_owned()));
        assert_eq!(old(f64::NAN), Err("Scalar value NaN overflows int64".to_owned()));
    }
}

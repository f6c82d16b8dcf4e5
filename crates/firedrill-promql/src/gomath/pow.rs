//! `math.Pow`.

use firedrill_model::go_math::{frexp, ldexp, ln};

use super::exp::exp;

/// 2^63: from here on every double is an even integer that makes the power overflow or vanish.
const TWO_POW_63: f64 = 9223372036854775808.0;
/// Odd integers of this size (2^53) and above count as even.
const TWO_POW_53: f64 = 9007199254740992.0;
/// An exponent beyond this ends the squaring: the result is 0 or infinite.
const EXPONENT_LIMIT: i64 = 1 << 12;

/// `base` to the power of `exponent`.
pub fn pow(base: f64, exponent: f64) -> f64 {
    special_case(base, exponent).unwrap_or_else(|| by_squaring(base, exponent))
}

/// Go's special cases in its order; the first that applies decides.
fn special_case(base: f64, exponent: f64) -> Option<f64> {
    if exponent == 0.0 || base == 1.0 {
        return Some(1.0);
    }
    if exponent == 1.0 {
        return Some(base);
    }
    if base.is_nan() || exponent.is_nan() {
        return Some(f64::NAN);
    }
    if base == 0.0 {
        return Some(power_of_zero(base, exponent));
    }
    if exponent.is_infinite() {
        return Some(limit(base, exponent));
    }
    if base == f64::NEG_INFINITY {
        return Some(pow(-0.0, -exponent));
    }
    if base == f64::INFINITY {
        return Some(if exponent < 0.0 { 0.0 } else { f64::INFINITY });
    }
    if exponent == 0.5 {
        return Some(base.sqrt());
    }
    if exponent == -0.5 {
        return Some(1.0 / base.sqrt());
    }
    if base < 0.0 && exponent.fract() != 0.0 {
        return Some(f64::NAN);
    }
    (exponent.abs() >= TWO_POW_63).then(|| limit(base, exponent))
}

fn power_of_zero(base: f64, exponent: f64) -> f64 {
    let keeps_sign = exponent.abs() < TWO_POW_53 && exponent.abs() % 2.0 == 1.0;
    let magnitude = if exponent < 0.0 { f64::INFINITY } else { 0.0 };
    if keeps_sign { magnitude.copysign(base) } else { magnitude }
}

/// The power for an exponent that is infinite or as good as that.
fn limit(base: f64, exponent: f64) -> f64 {
    if base == -1.0 {
        1.0
    } else if (base.abs() < 1.0) == (exponent > 0.0) {
        0.0
    } else {
        f64::INFINITY
    }
}

/// base^whole by successive squaring of the fraction of `base`, times e^(rest·ln base).
fn by_squaring(base: f64, exponent: f64) -> f64 {
    let mut whole = exponent.abs().trunc();
    let mut rest = exponent.abs() - whole;
    let mut product = 1.0;
    let mut product_exponent = 0_i64;
    if rest != 0.0 {
        if rest > 0.5 {
            rest -= 1.0;
            whole += 1.0;
        }
        product = exp(rest * ln(base));
    }
    let (mut factor, factor_exponent) = frexp(base);
    let mut factor_exponent = i64::from(factor_exponent);
    let mut bits = whole as i64;
    while bits != 0 {
        if factor_exponent.abs() > EXPONENT_LIMIT {
            product_exponent += factor_exponent;
            break;
        }
        if bits & 1 == 1 {
            product *= factor;
            product_exponent += factor_exponent;
        }
        factor *= factor;
        factor_exponent *= 2;
        if factor < 0.5 {
            factor += factor;
            factor_exponent -= 1;
        }
        bits >>= 1;
    }
    if exponent < 0.0 {
        product = 1.0 / product;
        product_exponent = -product_exponent;
    }
    ldexp(product, product_exponent)
}

//! `math.Sinh`, `math.Cosh`, `math.Tanh` and their inverses.

use std::f64::consts::LN_2;

use firedrill_model::go_math::ln;

use super::exp::exp;
use super::logarithm::ln_1p;

const SINH_P: [f64; 4] = [
    -0.6307673640497716991184787251e+6,
    -0.8991272022039509355398013511e+5,
    -0.2894211355989563807284660366e+4,
    -0.2630563213397497062819489e+2,
];
const SINH_Q: [f64; 3] = [
    -0.6307673640497716991212077277e+6,
    0.1521517378790019070696485176e+5,
    -0.173678953558233699533450911e+3,
];
const TANH_P: [f64; 3] = [-9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3];
const TANH_Q: [f64; 3] = [1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3];
/// Beyond half the logarithm of 2^127 the hyperbolic tangent is ±1.
const TANH_LIMIT: f64 = 0.5 * 8.8029691931113054295988e+01;
/// 2^28: squares plus one are squares.
const LARGE: f64 = 268435456.0;
/// 2^-28: odd functions are their argument.
const NEAR_ZERO: f64 = 1.0 / LARGE;

/// `value` with the sign of `of`, which is NaN or not negative where `value` keeps its own.
fn with_sign(value: f64, of: f64) -> f64 {
    if of < 0.0 { -value } else { value }
}

/// The hyperbolic sine.
pub fn sinh(value: f64) -> f64 {
    let magnitude = if value < 0.0 { -value } else { value };
    let result = if magnitude > 21.0 {
        exp(magnitude) * 0.5
    } else if magnitude > 0.5 {
        let power = exp(magnitude);
        (power - 1.0 / power) * 0.5
    } else {
        let square = magnitude * magnitude;
        let numerator =
            (((SINH_P[3] * square + SINH_P[2]) * square + SINH_P[1]) * square + SINH_P[0]) * magnitude;
        numerator / (((square + SINH_Q[2]) * square + SINH_Q[1]) * square + SINH_Q[0])
    };
    with_sign(result, value)
}

/// The hyperbolic cosine.
pub fn cosh(value: f64) -> f64 {
    let power = exp(value.abs());
    if value.abs() > 21.0 { power * 0.5 } else { (power + 1.0 / power) * 0.5 }
}

/// The hyperbolic tangent.
pub fn tanh(value: f64) -> f64 {
    let magnitude = value.abs();
    if magnitude > TANH_LIMIT {
        return with_sign(1.0, value);
    }
    if magnitude >= 0.625 {
        let power = exp(2.0 * magnitude);
        return with_sign(1.0 - 2.0 / (power + 1.0), value);
    }
    if value == 0.0 {
        return value;
    }
    let square = value * value;
    let numerator = (TANH_P[0] * square + TANH_P[1]) * square + TANH_P[2];
    let denominator = ((square + TANH_Q[0]) * square + TANH_Q[1]) * square + TANH_Q[2];
    value + value * square * numerator / denominator
}

/// The inverse hyperbolic sine.
pub fn asinh(value: f64) -> f64 {
    if !value.is_finite() {
        return value;
    }
    let magnitude = if value < 0.0 { -value } else { value };
    let result = if magnitude > LARGE {
        ln(magnitude) + LN_2
    } else if magnitude > 2.0 {
        ln(2.0 * magnitude + 1.0 / ((magnitude * magnitude + 1.0).sqrt() + magnitude))
    } else if magnitude < NEAR_ZERO {
        magnitude
    } else {
        let square = magnitude * magnitude;
        ln_1p(magnitude + square / (1.0 + (1.0 + square).sqrt()))
    };
    with_sign(result, value)
}

/// The inverse hyperbolic cosine; NaN below 1.
pub fn acosh(value: f64) -> f64 {
    if value < 1.0 || value.is_nan() {
        f64::NAN
    } else if value == 1.0 {
        0.0
    } else if value >= LARGE {
        ln(value) + LN_2
    } else if value > 2.0 {
        ln(2.0 * value - 1.0 / (value + (value * value - 1.0).sqrt()))
    } else {
        let above_one = value - 1.0;
        ln_1p(above_one + (2.0 * above_one + above_one * above_one).sqrt())
    }
}

/// The inverse hyperbolic tangent; NaN outside −1…1.
pub fn atanh(value: f64) -> f64 {
    let magnitude = if value < 0.0 { -value } else { value };
    if magnitude > 1.0 || value.is_nan() {
        return f64::NAN;
    }
    let result = if magnitude == 1.0 {
        f64::INFINITY
    } else if magnitude < NEAR_ZERO {
        magnitude
    } else if magnitude < 0.5 {
        let double = magnitude + magnitude;
        0.5 * ln_1p(double + double * magnitude / (1.0 - magnitude))
    } else {
        0.5 * ln_1p((magnitude + magnitude) / (1.0 - magnitude))
    };
    with_sign(result, value)
}

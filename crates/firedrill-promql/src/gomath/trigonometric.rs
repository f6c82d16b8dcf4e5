//! `math.Sin`, `math.Cos`, `math.Tan`: the Cephes polynomials.

use super::trigonometric_reduction::reduce;

const SIN: [f64; 6] = [
    1.58962301576546568060e-10,
    -2.50507477628578072866e-8,
    2.75573136213857245213e-6,
    -1.98412698295895385996e-4,
    8.33333333332211858878e-3,
    -1.66666666666666307295e-1,
];
const COS: [f64; 6] = [
    -1.13585365213876817300e-11,
    2.08757008419747316778e-9,
    -2.75573141792967388112e-7,
    2.48015872888517045348e-5,
    -1.38888888888730564116e-3,
    4.16666666666665929218e-2,
];
const TAN_P: [f64; 3] = [-1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7];
const TAN_Q: [f64; 4] = [
    1.36812963470692954678e4,
    -1.32089234440210967447e6,
    2.50083801823357915839e7,
    -5.38695755929454629881e7,
];

fn polynomial(coefficients: &[f64; 6], square: f64) -> f64 {
    let [first, rest @ ..] = coefficients;
    rest.iter().fold(*first, |sum, &coefficient| sum * square + coefficient)
}

/// Sine within an octant.
fn sin_kernel(rest: f64) -> f64 {
    let square = rest * rest;
    rest + rest * square * polynomial(&SIN, square)
}

/// Cosine within an octant.
fn cos_kernel(rest: f64) -> f64 {
    let square = rest * rest;
    1.0 - 0.5 * square + square * square * polynomial(&COS, square)
}

/// The sine of an angle in radians.
pub fn sin(angle: f64) -> f64 {
    if angle == 0.0 || angle.is_nan() {
        return angle;
    }
    if angle.is_infinite() {
        return f64::NAN;
    }
    let (octant, rest) = reduce(angle.abs());
    let value = if octant & 3 == 2 { cos_kernel(rest) } else { sin_kernel(rest) };
    if (angle < 0.0) == (octant > 3) { value } else { -value }
}

/// The cosine of an angle in radians.
pub fn cos(angle: f64) -> f64 {
    if !angle.is_finite() {
        return f64::NAN;
    }
    let (octant, rest) = reduce(angle.abs());
    let value = if octant & 3 == 2 { sin_kernel(rest) } else { cos_kernel(rest) };
    if octant == 2 || octant == 4 { -value } else { value }
}

/// The tangent of an angle in radians.
pub fn tan(angle: f64) -> f64 {
    if angle == 0.0 || angle.is_nan() {
        return angle;
    }
    if angle.is_infinite() {
        return f64::NAN;
    }
    let (octant, rest) = reduce(angle.abs());
    let square = rest * rest;
    let mut value = rest;
    if square > 1e-14 {
        let numerator = (TAN_P[0] * square + TAN_P[1]) * square + TAN_P[2];
        let denominator = (((square + TAN_Q[0]) * square + TAN_Q[1]) * square + TAN_Q[2]) * square + TAN_Q[3];
        value = rest + rest * (square * numerator / denominator);
    }
    if octant & 2 == 2 {
        value = -1.0 / value;
    }
    if angle < 0.0 { -value } else { value }
}

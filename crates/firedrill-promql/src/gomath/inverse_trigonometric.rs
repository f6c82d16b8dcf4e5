//! `math.Asin`, `math.Acos`, `math.Atan`, `math.Atan2`: the Cephes rational approximation.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

const P: [f64; 5] = [
    -8.750608600031904122785e-01,
    -1.615753718733365076637e+01,
    -7.500855792314704667340e+01,
    -1.228866684490136173410e+02,
    -6.485021904942025371773e+01,
];
const Q: [f64; 5] = [
    2.485846490142306297962e+01,
    1.650270098316988542046e+02,
    4.328810604912902668951e+02,
    4.853903996359136964868e+02,
    1.945506571482613964425e+02,
];
/// What the double nearest to π/2 lacks.
const MORE_BITS: f64 = 6.123233995736765886130e-17;
const TAN_3_PI_8: f64 = 2.41421356237309504880;
const THREE_PI_4: f64 = 2.35619449019234492885;

/// The arc tangent of 0…0.66.
fn series(value: f64) -> f64 {
    let square = value * value;
    let numerator = (((P[0] * square + P[1]) * square + P[2]) * square + P[3]) * square + P[4];
    let denominator = ((((square + Q[0]) * square + Q[1]) * square + Q[2]) * square + Q[3]) * square + Q[4];
    value * (square * numerator / denominator) + value
}

/// The arc tangent of a number that is not negative.
fn positive_atan(value: f64) -> f64 {
    if value <= 0.66 {
        series(value)
    } else if value > TAN_3_PI_8 {
        FRAC_PI_2 - series(1.0 / value) + MORE_BITS
    } else {
        FRAC_PI_4 + series((value - 1.0) / (value + 1.0)) + 0.5 * MORE_BITS
    }
}

/// The arc tangent in radians.
pub fn atan(value: f64) -> f64 {
    if value == 0.0 {
        value
    } else if value > 0.0 {
        positive_atan(value)
    } else {
        -positive_atan(-value)
    }
}

/// The arc sine in radians; NaN outside −1…1.
pub fn asin(value: f64) -> f64 {
    if value == 0.0 {
        return value;
    }
    let magnitude = value.abs();
    if magnitude > 1.0 {
        return f64::NAN;
    }
    let cosine = (1.0 - magnitude * magnitude).sqrt();
    let angle = if magnitude > 0.7 {
        FRAC_PI_2 - positive_atan(cosine / magnitude)
    } else {
        positive_atan(magnitude / cosine)
    };
    if value < 0.0 { -angle } else { angle }
}

/// The arc cosine in radians; NaN outside −1…1.
pub fn acos(value: f64) -> f64 {
    FRAC_PI_2 - asin(value)
}

/// The angle of the point (`x`, `y`) in radians.
pub fn atan2(y: f64, x: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if y == 0.0 {
        return if x.is_sign_positive() { y } else { PI.copysign(y) };
    }
    if x == 0.0 {
        return FRAC_PI_2.copysign(y);
    }
    if x == f64::INFINITY {
        return if y.is_infinite() { FRAC_PI_4 } else { 0.0 }.copysign(y);
    }
    if x == f64::NEG_INFINITY {
        return if y.is_infinite() { THREE_PI_4 } else { PI }.copysign(y);
    }
    if y.is_infinite() {
        return FRAC_PI_2.copysign(y);
    }
    let angle = atan(y / x);
    if x >= 0.0 {
        angle
    } else if angle <= 0.0 {
        angle + PI
    } else {
        angle - PI
    }
}

//! `math.Exp`: Shibata's method, as in Go's `exp_amd64.s` with FMA.

use std::f64::consts::LOG2_E;

const OVERFLOW: f64 = 7.09782712893384e+02;
/// Everything below rounds to zero.
const UNDERFLOW: f64 = -746.0;

const LN2_UPPER: f64 = 0.69314718055966295651160180568695068359375;
const LN2_LOWER: f64 = 0.28235290563031577122588448175013436025525412068e-12;
/// Adding and subtracting 1.5·2^52 rounds a small double to the nearest integer, ties to even.
const ROUND_TO_INTEGER: f64 = 6755399441055744.0;
/// 1/n! for n from 7 down to 1; the series starts with 1/8!.
const TAYLOR: [f64; 7] = [
    1.9841269841269841270e-4,
    1.3888888888888888889e-3,
    8.3333333333333333333e-3,
    4.1666666666666666667e-2,
    1.6666666666666666667e-1,
    0.5,
    1.0,
];
const TAYLOR_FIRST: f64 = 2.4801587301587301587e-5;
const EXPONENT_BIAS: i64 = 1023;
const MANTISSA_WIDTH: u32 = 52;

/// e to the power of `value`. Overflows already where 2^1024 is the scale, so `exp(709.44)` is
/// infinite although a double could hold it.
pub fn exp(value: f64) -> f64 {
    if value.is_nan() {
        return value;
    }
    if value > OVERFLOW {
        return f64::INFINITY;
    }
    if value < UNDERFLOW {
        return 0.0;
    }
    let k = (LOG2_E * value + ROUND_TO_INTEGER) - ROUND_TO_INTEGER;
    let reduced = (-k).mul_add(LN2_LOWER, (-k).mul_add(LN2_UPPER, value)) * 0.0625;
    let series = TAYLOR.iter().fold(TAYLOR_FIRST, |sum, &term| reduced.mul_add(sum, term));
    // e^(16·reduced) − 1 by doubling the argument four times: (y + 1)² − 1 = y·(y + 2).
    let mut power = reduced * series;
    for _ in 0..3 {
        power *= power + 2.0;
    }
    let fraction = (power + 2.0).mul_add(power, 1.0);
    let exponent = k as i64 + EXPONENT_BIAS;
    if exponent >= 0x7ff {
        f64::INFINITY
    } else if exponent > 0 {
        fraction * f64::from_bits((exponent as u64) << MANTISSA_WIDTH)
    } else if exponent < -52 {
        0.0
    } else {
        let scale = f64::from_bits(((exponent + EXPONENT_BIAS - 1) as u64) << MANTISSA_WIDTH);
        fraction * scale * f64::MIN_POSITIVE
    }
}

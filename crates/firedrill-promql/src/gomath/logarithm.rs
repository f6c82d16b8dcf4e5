//! `math.Log10` and `math.Log1p`.

use std::f64::consts::LOG10_E;

use firedrill_model::go_math::{LN_SERIES, LN2_HIGH, LN2_LOW, ln};

const SQRT_2_MINUS_1: f64 = 4.142135623730950488017e-01;
const SQRT_HALF_MINUS_1: f64 = -2.928932188134524755992e-01;
const TWO_POW_53: f64 = 9007199254740992.0;
/// 2^-29: the series ends after its second term.
const SMALL: f64 = 1.0 / 536870912.0;
/// 2^-54: the logarithm is the argument.
const TINY: f64 = 1.0 / 18014398509481984.0;
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
const SQRT_2_MANTISSA: u64 = 0x0006_a09e_667f_3bcd;

/// The decimal logarithm. A product: dividing by ln 10 gives other bits.
pub fn log10(value: f64) -> f64 {
    ln(value) * LOG10_E
}

/// An argument as `2^k · (1 + fraction)`.
struct Reduced {
    k: i64,
    fraction: f64,
    /// What rounding `1 + value` lost, relative to it.
    correction: f64,
    /// Some mantissa bits are set, so the fraction is not tiny.
    has_mantissa: bool,
}

fn reduce(value: f64) -> Reduced {
    let magnitude = value.abs();
    if magnitude < SQRT_2_MINUS_1 && value > SQRT_HALF_MINUS_1 {
        return Reduced { k: 0, fraction: value, correction: 0.0, has_mantissa: true };
    }
    let sum = if magnitude < TWO_POW_53 { 1.0 + value } else { value };
    let bits = sum.to_bits();
    let mut k = (bits >> 52) as i64 - 1023;
    let correction = if magnitude >= TWO_POW_53 {
        0.0
    } else if k > 0 {
        (1.0 - (sum - value)) / sum
    } else {
        (value - (sum - 1.0)) / sum
    };
    let mantissa = bits & MANTISSA;
    let (normalised, has_mantissa) = if mantissa < SQRT_2_MANTISSA {
        (f64::from_bits(mantissa | 0x3ff0_0000_0000_0000), mantissa != 0)
    } else {
        k += 1;
        (f64::from_bits(mantissa | 0x3fe0_0000_0000_0000), (MANTISSA + 1 - mantissa) >> 2 != 0)
    };
    Reduced { k, fraction: normalised - 1.0, correction, has_mantissa }
}

/// The natural logarithm of `1 + value`: fdlibm's `s_log1p.c`.
pub fn ln_1p(value: f64) -> f64 {
    if value < -1.0 || value.is_nan() {
        return f64::NAN;
    }
    if value == -1.0 {
        return f64::NEG_INFINITY;
    }
    if value == f64::INFINITY {
        return value;
    }
    if value.abs() < TINY {
        return value;
    }
    if value.abs() < SMALL {
        return value - value * value * 0.5;
    }
    let Reduced { k, fraction, mut correction, has_mantissa } = reduce(value);
    let scale = k as f64;
    let half_square = 0.5 * fraction * fraction;
    if !has_mantissa {
        if fraction == 0.0 {
            if k == 0 {
                return 0.0;
            }
            correction += scale * LN2_LOW;
            return scale * LN2_HIGH + correction;
        }
        let rest = half_square * (1.0 - 0.66666666666666666 * fraction);
        if k == 0 {
            return fraction - rest;
        }
        return scale * LN2_HIGH - ((rest - (scale * LN2_LOW + correction)) - fraction);
    }
    let s = fraction / (2.0 + fraction);
    let z = s * s;
    let rest = z
        * (LN_SERIES[0]
            + z * (LN_SERIES[1]
                + z * (LN_SERIES[2]
                    + z * (LN_SERIES[3] + z * (LN_SERIES[4] + z * (LN_SERIES[5] + z * LN_SERIES[6]))))));
    if k == 0 {
        return fraction - (half_square - s * (half_square + rest));
    }
    scale * LN2_HIGH
        - ((half_square - (s * (half_square + rest) + (scale * LN2_LOW + correction))) - fraction)
}

//! Logarithms of Go's `math/log.go` and `math/log10.go`.

use std::f64::consts::{FRAC_1_SQRT_2, LOG2_E};

use super::constants::{LN_SERIES, LN2_HIGH, LN2_LOW};
use super::frexp;

/// The natural logarithm as Go's assembly for amd64 computes it: denormals are not normalised, so
/// their logarithms are too large.
pub fn ln(value: f64) -> f64 {
    if value == 0.0 {
        return f64::NEG_INFINITY;
    }
    if value < 0.0 {
        return f64::NAN;
    }
    if value.is_nan() || value.is_infinite() {
        return value;
    }
    let bits = value.to_bits();
    let mut fraction = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3fe0_0000_0000_0000);
    let mut exponent = (bits >> 52) as i32 - 1022;
    if fraction < FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let f = fraction - 1.0;
    let k = f64::from(exponent);
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let t1 = s2 * (LN_SERIES[0] + s4 * (LN_SERIES[2] + s4 * (LN_SERIES[4] + s4 * LN_SERIES[6])));
    let t2 = s4 * (LN_SERIES[1] + s4 * (LN_SERIES[3] + s4 * LN_SERIES[5]));
    let r = t1 + t2;
    let half_square = 0.5 * f * f;
    k * LN2_HIGH - ((half_square - (s * (half_square + r) + k * LN2_LOW)) - f)
}

/// The binary logarithm; exact for powers of two.
pub fn log2(value: f64) -> f64 {
    let (fraction, exponent) = frexp(value);
    if fraction == 0.5 {
        return f64::from(exponent - 1);
    }
    ln(fraction) * LOG2_E + f64::from(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_go() {
        for (value, want_ln, want_log2) in [
            (1.0, 0.0, 0.0),
            (8.0, 2.0794415416798357, 3.0),
            (3.0, 1.0986122886681096, 1.5849625007211563),
            (123456.789, 11.723646487185881, 16.913646648198387),
            (5e-324, -709.0895657128241, -1074.0),
            (f64::INFINITY, f64::INFINITY, f64::INFINITY),
            (0.0, f64::NEG_INFINITY, f64::NEG_INFINITY),
        ] {
            assert_eq!(ln(value), want_ln, "ln({value})");
            assert_eq!(log2(value), want_log2, "log2({value})");
        }
        assert!(ln(-1.0).is_nan() && log2(f64::NAN).is_nan());
    }
}

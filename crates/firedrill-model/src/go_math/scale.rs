//! Taking a double apart and putting it together.

const EXPONENT_BITS: u64 = 0x7ff;
const MANTISSA_WIDTH: u32 = 52;
const HALF_EXPONENT: u64 = 1022;

/// `(fraction, exponent)` with |fraction| in [0.5, 1) and `value = fraction · 2^exponent`; zero,
/// infinities and NaN come back with exponent 0.
pub fn frexp(value: f64) -> (f64, i32) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
    let (normal, shift) =
        if value.is_subnormal() { (value * 2_f64.powi(MANTISSA_WIDTH as i32), -52) } else { (value, 0) };
    let bits = normal.to_bits();
    let exponent = ((bits >> MANTISSA_WIDTH) & EXPONENT_BITS) as i32 - HALF_EXPONENT as i32;
    let fraction = (bits & !(EXPONENT_BITS << MANTISSA_WIDTH)) | (HALF_EXPONENT << MANTISSA_WIDTH);
    (f64::from_bits(fraction), exponent + shift)
}

/// `fraction · 2^exponent`, rounded once.
pub fn ldexp(fraction: f64, exponent: i64) -> f64 {
    if fraction == 0.0 || !fraction.is_finite() {
        return fraction;
    }
    let (mut scaled, own) = frexp(fraction);
    // 2·1075 bounds every exponent that is not an overflow or an underflow whatever the fraction.
    let mut exponent = exponent.saturating_add(i64::from(own)).clamp(-2200, 2200);
    if exponent > 1024 {
        return f64::INFINITY.copysign(scaled);
    }
    // Down to the normal range by exact factors first, so that only the last product rounds.
    if exponent < -1021 {
        scaled *= power_of_two(-1021);
        exponent += 1021;
        return if exponent < -60 { 0.0_f64.copysign(scaled) } else { scaled * power_of_two(exponent) };
    }
    scaled *= 2.0;
    scaled * power_of_two(exponent - 1)
}

/// 2^exponent for exponents of normal doubles.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << MANTISSA_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frexp_and_ldexp_are_inverse() {
        for value in [1.0, -3.5, 0.1, f64::MAX, f64::MIN_POSITIVE, 5e-324, -1.5e-310, 1e300] {
            let (fraction, exponent) = frexp(value);
            assert!((0.5..1.0).contains(&fraction.abs()), "{value}");
            assert_eq!(ldexp(fraction, i64::from(exponent)), value);
        }
    }

    #[test]
    fn ldexp_saturates() {
        for (fraction, exponent, want) in [
            (1.0, 1024, f64::INFINITY),
            (-1.0, i64::MAX, f64::NEG_INFINITY),
            (1.0, -1074, 5e-324),
            (1.0, -1075, 0.0),
            (1.5, -1075, 5e-324),
            (0.75, -1074, 5e-324),
            (1.0, i64::MIN, 0.0),
            (0.0, 5, 0.0),
            (0.5, 1024, 8.98846567431158e307),
        ] {
            assert_eq!(ldexp(fraction, exponent), want, "{fraction} {exponent}");
        }
    }
}

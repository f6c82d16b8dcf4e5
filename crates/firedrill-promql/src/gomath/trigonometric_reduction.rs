//! Bringing an angle into an octant.

use std::f64::consts::FRAC_PI_4;

/// π/4 in three parts whose products with small integers are exact.
const PI_4: [f64; 3] = [7.85398125648498535156e-1, 3.77489470793079817668e-8, 2.69515142907905952645e-15];
const FOUR_OVER_PI: f64 = 1.2732395447351628;
/// From here on the three parts of π/4 no longer suffice.
const PAYNE_HANEK_THRESHOLD: f64 = 536870912.0;
const MANTISSA_WIDTH: u32 = 52;

/// The binary digits of 4/π: 1, then the fraction.
const FOUR_OVER_PI_DIGITS: [u64; 20] = [
    0x0000000000000001,
    0x45f306dc9c882a53,
    0xf84eafa3ea69bb81,
    0xb6c52b3278872083,
    0xfca2c757bd778ac3,
    0x6e48dc74849ba5c0,
    0x0c925dd413a32439,
    0xfc3bd63962534e7d,
    0xd1046bea5d768909,
    0xd338e04d68befc82,
    0x7323ac7306a673e9,
    0x3908bf177bf25076,
    0x3ff12fffbc0b301f,
    0xde5e2316b414da3e,
    0xda6cfd9e4f96136e,
    0x9e8c7ecd3cbfd45a,
    0xea4f758fd7cbe2f6,
    0x7a0e73ef14a525d4,
    0xd7f6bf623f1aba10,
    0xac06608df8f6d757,
];

/// The octant (0…7, even) of a finite angle ≥ 0 and what remains of it, in radians.
pub(super) fn reduce(angle: f64) -> (u64, f64) {
    if angle >= PAYNE_HANEK_THRESHOLD {
        return payne_hanek(angle);
    }
    let mut octant = (angle * FOUR_OVER_PI) as u64;
    octant += octant & 1;
    let y = octant as f64;
    let rest = ((angle - y * PI_4[0]) - y * PI_4[1]) - y * PI_4[2];
    (octant & 7, rest)
}

/// Multiplies by as many digits of 4/π as the result needs, see Go's `trig_reduce.go`.
fn payne_hanek(angle: f64) -> (u64, f64) {
    let bits = angle.to_bits();
    let exponent = (bits >> MANTISSA_WIDTH) as i64 - 1023 - i64::from(MANTISSA_WIDTH);
    let mantissa = (bits & ((1 << MANTISSA_WIDTH) - 1)) | (1 << MANTISSA_WIDTH);
    let position = (exponent + 61) as usize;
    let (word, shift) = (position / 64, (position % 64) as u32);
    let digits = |idx: usize| {
        let pair = (u128::from(FOUR_OVER_PI_DIGITS[idx]) << 64) | u128::from(FOUR_OVER_PI_DIGITS[idx + 1]);
        ((pair << shift) >> 64) as u64
    };
    let product = |digit: u64| u128::from(digit) * u128::from(mantissa);
    let total = (product(digits(word)) << 64)
        .wrapping_add(product(digits(word + 1)))
        .wrapping_add(product(digits(word + 2)) >> 64);
    let octant = (total >> 125) as u64;
    let high = ((total << 3) >> 64) as u64;
    let low = total as u64;
    let shift = high.leading_zeros() + 1;
    let fraction = high.checked_shl(shift).unwrap_or(0) | (low >> (64 - shift));
    let exponent_field = u64::from(1023 - shift);
    let mut rest = f64::from_bits((fraction >> (64 - MANTISSA_WIDTH)) | (exponent_field << MANTISSA_WIDTH));
    if octant & 1 == 1 {
        rest -= 1.0;
        return ((octant + 1) & 7, rest * FRAC_PI_4);
    }
    (octant, rest * FRAC_PI_4)
}

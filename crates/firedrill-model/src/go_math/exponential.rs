//! Powers of Go's `math/exp.go`.

use super::constants::{LN2_HIGH, LN2_LOW};
use super::ldexp;

const P: [f64; 5] = [
    1.66666666666666657415e-01,
    -2.77777777770155933842e-03,
    6.61375632143793436117e-05,
    -1.65339022054652515390e-06,
    4.13813679705723846039e-08,
];

/// 2 to the power of `value`.
pub fn exp2(value: f64) -> f64 {
    if value.is_nan() || value == f64::INFINITY {
        return value;
    }
    if value > 1.0239999999999999e+03 {
        return f64::INFINITY;
    }
    if value < -1.0740e+03 {
        return 0.0;
    }
    let k = if value > 0.0 {
        (value + 0.5).trunc()
    } else if value < 0.0 {
        (value - 0.5).trunc()
    } else {
        0.0
    };
    let rest = value - k;
    let high = rest * LN2_HIGH;
    let low = -rest * LN2_LOW;
    let r = high - low;
    let square = r * r;
    let c = r - square * (P[0] + square * (P[1] + square * (P[2] + square * (P[3] + square * P[4]))));
    let power = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
    ldexp(power, k as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_go() {
        for (value, want) in [
            (0.0, 1.0),
            (10.0, 1024.0),
            (-1074.0, 5e-324),
            (-1075.0, 0.0),
            (1.0 / 3.0, 1.2599210498948732),
            (-2.7, 0.1538930516681145),
            (100.1, 1.3586342730928144e30),
            (f64::INFINITY, f64::INFINITY),
            (f64::NEG_INFINITY, 0.0),
            (1024.0, f64::INFINITY),
        ] {
            assert_eq!(exp2(value), want, "exp2({value})");
        }
    }
}

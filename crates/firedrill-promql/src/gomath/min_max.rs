//! `math.Min` and `math.Max`.

/// The smaller number; −Inf wins over NaN, NaN over everything else, −0 over +0.
pub fn min(lhs: f64, rhs: f64) -> f64 {
    if lhs == f64::NEG_INFINITY || rhs == f64::NEG_INFINITY {
        f64::NEG_INFINITY
    } else if lhs.is_nan() || rhs.is_nan() {
        f64::NAN
    } else if lhs == 0.0 && rhs == 0.0 {
        if lhs.is_sign_negative() { lhs } else { rhs }
    } else if lhs < rhs {
        lhs
    } else {
        rhs
    }
}

/// The larger number; +Inf wins over NaN, NaN over everything else, +0 over −0.
pub fn max(lhs: f64, rhs: f64) -> f64 {
    -min(-lhs, -rhs)
}

//! Where values lie within buckets.

use crate::go_math::log2;

/// The share of the bucket `lower..upper` (both positive or both negative) below `value`, on the
/// logarithmic scale.
pub(super) fn exponential_share_below(value: f64, lower: f64, upper: f64) -> f64 {
    let (log_value, log_lower, log_upper) = (log2(value.abs()), log2(lower.abs()), log2(upper.abs()));
    if value > 0.0 {
        (log_value - log_lower) / (log_upper - log_lower)
    } else {
        1.0 - (log_value - log_upper) / (log_lower - log_upper)
    }
}

/// The middle between two values as Go code writes it.
#[expect(clippy::manual_midpoint, reason = "`midpoint` does not overflow; upstream does")]
pub(super) fn middle(lower: f64, upper: f64) -> f64 {
    (lower + upper) / 2.0
}

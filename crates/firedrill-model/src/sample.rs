//! Sample values and the staleness marker.

use std::sync::Arc;

use crate::FloatHistogram;

/// The bits of the NaN that Prometheus stores as a staleness marker.
///
/// It is a signalling NaN, so no arithmetic can produce it; compare bits, never values.
pub const STALE_NAN_BITS: u64 = 0x7ff0_0000_0000_0002;

/// The staleness marker.
pub fn stale_nan() -> f64 {
    f64::from_bits(STALE_NAN_BITS)
}

/// Whether `value` is the staleness marker (any other NaN is an ordinary value).
pub fn is_stale_nan(value: f64) -> bool {
    value.to_bits() == STALE_NAN_BITS
}

/// What one sample holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A float sample.
    Float(f64),
    /// A native histogram sample.
    Histogram(Arc<FloatHistogram>),
}

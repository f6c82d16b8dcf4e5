//! Elementary functions as Go's `math` package computes them; the Rust standard library and libm
//! round differently, and PromQL results are compared to the bit.

mod constants;
mod exponential;
mod logarithm;
mod scale;

pub use constants::{LN_SERIES, LN2_HIGH, LN2_LOW};
pub use exponential::exp2;
pub use logarithm::{ln, log2};
pub use scale::{frexp, ldexp};

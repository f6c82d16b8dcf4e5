//! Elementary functions as Go's `math` package computes them; the Rust standard library and libm
//! round differently, and PromQL results are compared to the bit.

mod exponential;
mod logarithm;
mod scale;

pub use exponential::exp2;
pub use logarithm::{ln, log2};
pub use scale::{frexp, ldexp};

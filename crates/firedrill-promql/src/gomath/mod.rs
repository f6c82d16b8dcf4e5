//! Elementary functions as Go's `math` package computes them on amd64, bit for bit.
//!
//! Neither the Rust standard library nor the C library rounds as Go does, and PromQL results are
//! compared to the bit. Every `*`, `+`, `-` and `/` rounds on its own; only [`exp`] fuses, as Go's
//! assembly does on a processor with FMA.

mod exp;
mod hyperbolic;
mod inverse_trigonometric;
mod logarithm;
mod min_max;
mod pow;
mod trigonometric;
mod trigonometric_reduction;

pub use exp::exp;
pub use firedrill_model::go_math::{exp2, frexp, ldexp, ln, log2};
pub use hyperbolic::{acosh, asinh, atanh, cosh, sinh, tanh};
pub use inverse_trigonometric::{acos, asin, atan, atan2};
pub use logarithm::{ln_1p, log10};
pub use min_max::{max, min};
pub use pow::pow;
pub use trigonometric::{cos, sin, tan};

#[cfg(test)]
mod tests;

//! `value:` what expressions give.

mod decode;
mod judge;
mod model;

pub(super) use decode::{VALUE, decode};
pub use model::{ValueExpectation, ValueTest};

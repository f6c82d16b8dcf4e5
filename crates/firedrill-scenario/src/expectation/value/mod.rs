//! What expressions give.

mod decode;
mod model;

pub(super) use decode::{VALUE, decode};
pub use model::{ValueExpectation, ValueTest};

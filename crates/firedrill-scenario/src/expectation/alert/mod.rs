//! What alerts do.

mod decode;
mod model;

pub(super) use decode::{ALERT, decode};
pub use model::AlertExpectation;

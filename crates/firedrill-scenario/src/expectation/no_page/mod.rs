//! What receivers are not sent.

mod decode;
mod model;

pub(super) use decode::{NO_PAGE, decode};
pub use model::{NoPageExpectation, Suppression};

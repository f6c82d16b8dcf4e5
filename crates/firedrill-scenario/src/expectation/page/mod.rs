//! What receivers are sent.

mod decode;
mod model;

pub(super) use decode::{PAGE, RESOLVE, decode_page, decode_resolve};
pub use model::{PageExpectation, PageKind};

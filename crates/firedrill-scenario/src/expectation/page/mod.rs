//! `page:` and `resolve:` what receivers are sent.

mod case;
mod decode;
mod judge;
mod model;

pub(super) use case::Case;
pub(super) use decode::{PAGE, RESOLVE, decode_page, decode_resolve};
pub(crate) use judge::paged;
pub use model::{PageExpectation, PageKind};

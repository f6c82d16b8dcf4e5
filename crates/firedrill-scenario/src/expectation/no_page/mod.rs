//! `no page:` what receivers are not sent.

mod decode;
mod judge;
mod model;

pub(super) use decode::{NO_PAGE, decode};
pub use model::{NoPageExpectation, Suppression};

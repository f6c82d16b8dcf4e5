//! `alert:` what alerts do.

mod case;
mod claim;
mod decode;
mod describe;
mod judge;
mod model;

pub(super) use case::Case;
pub(super) use decode::{ALERT, decode};
pub(crate) use describe::{alert, course};
pub(crate) use judge::{fired, shortened, times};
pub use model::AlertExpectation;

//! `series:` in a scenario file.

mod entry;
mod form;

pub(crate) use entry::{ENTRY, RECORDED, entries};
pub(crate) use form::{CHANGE, HISTOGRAM};

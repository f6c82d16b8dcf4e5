//! The keys of a scenario file as one table: what they mean and what they hold. Decoders take their
//! suggestions from it, the JSON Schema and the reference page are made of it.

mod key;
mod table;

pub(crate) use key::{Key, Kind, Object};
pub(crate) use table::object;

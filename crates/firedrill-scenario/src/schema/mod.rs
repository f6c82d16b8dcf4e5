//! The keys of a scenario file as one table: what they mean and what they hold. Decoders take their
//! suggestions from it, the JSON Schema and the reference page are made of it.

mod json;
mod key;
mod page;
mod table;

pub use json::json_schema;
pub(crate) use key::{Key, Kind, Object};
pub use page::reference_page;
pub(crate) use table::object;

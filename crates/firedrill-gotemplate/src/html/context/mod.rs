//! Where in a document something stands.

mod names;
mod parts;
mod place;
mod state;

pub(super) use parts::{Attribute, Delimiter, Element, Slash, UrlPart};
pub(super) use place::Context;
pub(super) use state::State;

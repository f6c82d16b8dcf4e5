//! The functions of the template language itself.

mod comparison;
mod element;
mod escape;
mod table;

pub(crate) use element::call;
pub use escape::{escape_html, escape_js, escape_query};
pub(crate) use table::{Builtin, EVALUATE, Special, find, knows};

//! Go's `html/template`: what actions insert is escaped for the place where it ends up.
//!
//! [`escape`] follows the text of a template through tags, attributes, addresses, scripts and styles
//! ([`scan`]), knows at each action what kind of place it writes to ([`context`]), and appends the
//! [`escapers`] that make any value harmless there. Templates that are called from different places are
//! copied, one copy per kind of place.

mod attributes;
mod branches;
mod context;
mod entities;
mod error;
mod escape;
mod escapers;
mod pipelines;
mod scan;
mod text;

pub use error::EscapeError;
pub(crate) use escape::escape;
pub(crate) use escapers::Escaper;

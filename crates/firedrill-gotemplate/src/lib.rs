//! Go's `text/template` as Prometheus and Alertmanager use it, exact to the byte, error texts included.
//!
//! [`Template`] is the language; [`value`] the model of Go values it works on; [`Functions`] what a
//! program adds to it.
#![warn(clippy::disallowed_methods)]

pub mod alertmanager;
mod builtins;
mod exec;
mod format;
mod functions;
pub mod gotime;
mod html;
mod json;
mod lex;
mod library;
mod options;
mod parse;
pub mod prometheus;
mod template;
mod tree;
pub mod value;

pub use builtins::{escape_html, escape_js, escape_query};
pub use exec::ExecError;
pub use functions::{Functions, NoFunctions};
pub use html::EscapeError;
pub use library::{to_lower, to_upper};
pub use options::{GoVersion, MissingKey, Options};
pub use parse::ParseError;
pub use template::Template;

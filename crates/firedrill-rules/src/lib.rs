//! Rule files, unit-test files, the evaluation of rules and the alert state machine.
//!
//! **Invariant:** nothing here knows Alertmanager, and nothing reads a clock, the environment, a file
//! or the network: texts and times are parameters.
#![warn(clippy::disallowed_methods)]

pub mod evaluation;
pub mod file;
mod language;
mod template;
mod text;
pub mod unittest;

pub use language::Languages;
pub use text::{Entry, Text};

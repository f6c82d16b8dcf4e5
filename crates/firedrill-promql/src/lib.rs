//! PromQL: syntax with a span on every node, type checker, an in-memory columnar store, and
//! evaluation of an expression over a whole horizon at once.
//!
//! An instant query is the one-step case of the same code: there is one engine.
//!
//! **Invariant:** nothing here reads a clock, the environment, a file or the network. Nothing
//! iterates in hash order.
#![warn(clippy::disallowed_methods)]

pub mod aggregations;
pub mod annotations;
pub mod column;
pub mod dialect;
pub mod error;
pub mod eval;
pub mod functions;
pub mod gomath;
mod histogram_notes;
pub mod script;
mod statistics;
pub mod store;
pub mod syntax;

pub use dialect::{Dialect, Features};
pub use error::EvalError;

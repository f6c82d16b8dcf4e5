//! Execution.

mod arguments;
mod call;
mod control;
mod error;
mod field;
mod pipeline;
mod printable;
mod state;

pub use error::ExecError;
pub(crate) use printable::printable;
pub(crate) use state::Execution;

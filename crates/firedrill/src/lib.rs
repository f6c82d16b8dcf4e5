//! firedrill rehearses alerting: rule unit tests and rule checks in virtual time.
//!
//! The library behind the `firedrill` command. The only crate of the workspace that touches
//! files, the clock and threads.

pub mod checks;
mod command_line;
pub mod commands;
mod contract;
mod diagnosis;
mod exit;
pub mod harness;
pub mod query;
mod rehearsal;
pub mod report;
pub mod suite;

pub use command_line::run;
pub use exit::Exit;

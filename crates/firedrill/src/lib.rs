//! firedrill rehearses alerting: rule unit tests and rule checks in virtual time.
//!
//! The library behind the `firedrill` command. The only crate of the workspace that touches
//! files, the clock and threads.

mod exit;
pub mod report;

pub use exit::Exit;

//! The report for a terminal.

mod comparison;
mod failure;
mod run;

pub use run::Human;

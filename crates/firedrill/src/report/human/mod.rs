//! The report for a terminal.

mod comparison;
mod failure;
mod run;
mod unmet;

pub use run::Human;
pub(crate) use run::write_group_details;

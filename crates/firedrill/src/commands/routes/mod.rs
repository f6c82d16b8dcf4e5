//! `firedrill routes`: which receivers an alert reaches, in which group, and whether it is muted.

mod arguments;
mod batch;
mod decision;
mod human;
mod json;
mod run;
mod tree;

pub use arguments::Arguments;
pub use run::run;

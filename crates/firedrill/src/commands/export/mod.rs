//! `firedrill export`: scenarios in the form of other tools.

mod arguments;
mod execute;
mod promtool;

pub use arguments::{Arguments, Form};
pub use execute::run;

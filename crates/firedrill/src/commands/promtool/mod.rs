//! `firedrill promtool`: promtool's command line, output and exit codes, so that a script can be
//! switched over by an alias.

mod arguments;
mod check_rules;
mod debug;
mod features;
mod grammar;
mod json_diff;
mod junit;
mod log;
mod parse;
mod test_rules;
mod usage;

pub use arguments::{Arguments, run};

//! `firedrill check`: every error of rule files and Alertmanager configurations at once, with carets into the
//! YAML, and what they say together that hardly anybody means.

mod amtool;
mod arguments;
mod file;
mod human;
mod recognition;
mod run;
mod silence_file;
mod templates;

pub use arguments::Arguments;
pub(crate) use recognition::is_rule_file;
pub use run::run;

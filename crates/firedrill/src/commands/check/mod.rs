//! `firedrill check`: every error of rule files at once, with carets into the YAML.

mod arguments;
mod recognition;
mod run;

pub use arguments::Arguments;
pub use run::run;

//! The options of `firedrill new`.

use std::path::PathBuf;

use clap::ValueEnum;

/// Options of `firedrill new`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What to make.
    #[arg(value_enum)]
    pub kind: Kind,

    /// The file to write; it must not exist yet.
    pub file: PathBuf,

    /// The rule files it is about: a file, a folder or a glob.
    #[arg(long, value_name = "PATH", default_value = "rules.yml")]
    pub rules: String,
}

/// What can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A scenario with the series that the first alert reads, and what it must do.
    Scenario,
}

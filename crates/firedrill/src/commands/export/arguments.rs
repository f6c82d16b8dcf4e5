//! The options of `firedrill export`.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::command_line::Prometheus;

/// Options of `firedrill export`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// For which tool.
    #[arg(value_enum)]
    pub form: Form,

    /// The scenario.
    pub file: PathBuf,

    /// Write to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Play with this seed.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// The Prometheus whose semantics apply; that of the promtool that will run the file.
    #[arg(long, value_enum, default_value_t)]
    pub prometheus: Prometheus,
}

/// Tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A unit-test file for `promtool test rules`: the series, and the alerts around every change.
    Promtool,
}

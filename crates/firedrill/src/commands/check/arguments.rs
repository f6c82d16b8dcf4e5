//! The options of `firedrill check`.

use std::path::PathBuf;

use crate::command_line::{Color, Prometheus};
use crate::commands::features::Feature;

/// Options of `firedrill check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Rule files, or directories to search for rule files. The working directory if none is given.
    pub paths: Vec<PathBuf>,

    /// The Prometheus that will load the rules.
    #[arg(long, value_enum, default_value_t)]
    pub prometheus: Prometheus,

    /// PromQL features the server has on, by Prometheus' names, comma-separated; `all` for all of them.
    #[arg(long, value_enum, value_name = "FEATURE", value_delimiter = ',', hide_possible_values = true)]
    pub enable_feature: Vec<Feature>,

    /// Fail on warnings.
    #[arg(long)]
    pub strict: bool,

    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,

    /// Print nothing for files without problems.
    #[arg(long, short)]
    pub quiet: bool,
}

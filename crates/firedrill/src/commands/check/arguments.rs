//! The options of `firedrill check`.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::command_line::{Alertmanager, Color, Prometheus};
use crate::commands::features::Feature;

/// Options of `firedrill check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Rule files, Alertmanager configurations and files of silences, or directories to search for them. The
    /// working directory if none is given.
    pub paths: Vec<PathBuf>,

    /// The Prometheus that will load the rules.
    #[arg(long, value_enum, default_value_t)]
    pub prometheus: Prometheus,

    /// The Alertmanager that will load the configurations, 0.25 to 0.34.
    #[arg(long, value_name = "VERSION", default_value_t = Alertmanager::NEWEST)]
    pub alertmanager: Alertmanager,

    /// PromQL features the server has on, by Prometheus' names, comma-separated; `all` for all of them.
    #[arg(long, value_enum, value_name = "FEATURE", value_delimiter = ',', hide_possible_values = true)]
    pub enable_feature: Vec<Feature>,

    /// Fail on warnings.
    #[arg(long)]
    pub strict: bool,

    /// How to print the report.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,

    /// Print nothing for files without problems.
    #[arg(long, short)]
    pub quiet: bool,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// As `amtool check-config`, with its exit code: configurations of Alertmanager alone, standard input if
    /// none is given.
    Amtool,
}

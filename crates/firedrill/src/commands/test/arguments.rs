//! The options of `firedrill test`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;

use super::selection::Partition;
use crate::command_line::{Color, Prometheus};
use crate::commands::features::Feature;

/// Options of `firedrill test`.
#[derive(Debug, Default, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "one per switch of the command line")]
pub struct Arguments {
    /// Test files, or directories to search for test files. The working directory if none is given.
    pub paths: Vec<PathBuf>,

    /// Run only test groups whose name matches this regular expression anywhere.
    #[arg(long, value_name = "REGEX")]
    pub run: Option<String>,

    /// Show which test groups would run, and run none.
    #[arg(long)]
    pub list: bool,

    /// Stop at the first test group that fails, in the order of the report.
    #[arg(long)]
    pub fail_fast: bool,

    /// Test groups to run at once. All processors by default.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// Run the M-th of N parts of the test groups. Which part a group is in follows from its name.
    #[arg(long, value_name = "M/N")]
    pub partition: Option<Partition>,

    /// The Prometheus whose semantics apply.
    #[arg(long, value_enum, default_value_t)]
    pub prometheus: Prometheus,

    /// PromQL features to switch on, by Prometheus' names, comma-separated; `all` for all of them.
    #[arg(long, value_enum, value_name = "FEATURE", value_delimiter = ',', hide_possible_values = true)]
    pub enable_feature: Vec<Feature>,

    /// Fail on warnings: checks that pass without testing what they seem to test.
    #[arg(long)]
    pub strict: bool,

    /// Evaluate also the rules that cannot change a verdict.
    #[arg(long)]
    pub all_rules: bool,

    /// Write JUnit XML to this file, too.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,

    /// How to report.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,

    /// Leave out what passed.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Formats of the report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// GitHub annotations.
    Github,
    /// Test Anything Protocol 14.
    Tap,
}

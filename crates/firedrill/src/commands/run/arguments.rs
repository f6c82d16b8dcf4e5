//! The options of `firedrill run`.

use std::path::PathBuf;

use firedrill_model::Duration;

use crate::command_line::{Color, Prometheus};

/// Options of `firedrill run`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The scenario.
    #[arg(required_unless_present = "explain_defaults")]
    pub file: Option<PathBuf>,

    /// Show the states at this time after the start instead of the timeline.
    #[arg(long, value_name = "DURATION", value_parser = Duration::parse)]
    pub at: Option<Duration>,

    /// Play with this seed.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Print the timeline as JSON.
    #[arg(long, conflicts_with = "at")]
    pub json: bool,

    /// Print what holds where a scenario says nothing, and play nothing.
    #[arg(long)]
    pub explain_defaults: bool,

    /// The Prometheus whose semantics apply.
    #[arg(long, value_enum, default_value_t)]
    pub prometheus: Prometheus,

    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

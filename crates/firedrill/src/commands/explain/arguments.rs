//! The options of `firedrill explain`.

use std::path::PathBuf;

use firedrill_model::Duration;
use firedrill_scenario::expectation::Selector;

use crate::command_line::{Color, Prometheus};

/// Options of `firedrill explain`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The scenario.
    pub scenario: PathBuf,

    /// The alert, as in `ApiErrors{severity="critical"}`.
    #[arg(long, value_name = "ALERT", value_parser = selector)]
    pub alert: Selector,

    /// How long after the start.
    #[arg(long, value_name = "DURATION", value_parser = Duration::parse)]
    pub at: Duration,

    /// Play with this seed.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// The Prometheus whose semantics apply.
    #[arg(long, value_enum, default_value_t)]
    pub prometheus: Prometheus,

    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

fn selector(text: &str) -> Result<Selector, String> {
    Selector::parse(text).map_err(|error| error.to_string())
}

//! The options of `firedrill routes`.

use std::path::PathBuf;

use clap::ValueEnum;
use firedrill_model::Timestamp;

use crate::command_line::{Alertmanager, Color};
use crate::commands::time::parse_time;

/// Options of `firedrill routes`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The Alertmanager configuration.
    pub file: PathBuf,

    /// Labels of an alert, each `name=value`. The whole tree is printed if none is given.
    #[arg(value_name = "NAME=VALUE")]
    pub labels: Vec<String>,

    /// When, to say whether the alert is muted by a time interval: RFC 3339, seconds since the epoch, or
    /// `now`.
    #[arg(long, value_name = "TIME", value_parser = parse_instant)]
    pub at: Option<Timestamp>,

    /// Routes every alert of FILE and holds the answers against what the file expects.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["labels", "tree"])]
    pub batch: Option<PathBuf>,

    /// Draws the routes that match, as `amtool` does, before the answer.
    #[arg(long)]
    pub tree: bool,

    /// The Alertmanager that will load the file, 0.25 to 0.34.
    #[arg(long, value_name = "VERSION", default_value_t = Alertmanager::NEWEST)]
    pub alertmanager: Alertmanager,

    /// How to print the answer.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON document.
    Json,
}

fn parse_instant(text: &str) -> Result<Timestamp, String> {
    if text == "now" {
        return Ok(Timestamp(chrono::Utc::now().timestamp_millis()));
    }
    parse_time(text).map(Timestamp)
}

//! The options of `firedrill notifications`.

use std::path::PathBuf;

use firedrill_alertmanager::Version;

use crate::command_line::{Color, Prometheus};

/// Options of `firedrill notifications`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The scenario.
    pub file: PathBuf,

    /// Only those of this receiver.
    #[arg(long, value_name = "NAME")]
    pub receiver: Option<String>,

    /// Print the fields of single elements too, such as `alerts.0.labels.severity`.
    #[arg(long)]
    pub full: bool,

    /// Play with this seed.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Print the notifications as JSON.
    #[arg(long)]
    pub json: bool,

    /// The Prometheus whose semantics apply.
    #[arg(long, value_enum, default_value_t)]
    pub prometheus: Prometheus,

    /// The Alertmanager whose semantics apply.
    #[arg(long, value_name = "VERSION", default_value_t = Version::NEWEST)]
    pub alertmanager: Version,

    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

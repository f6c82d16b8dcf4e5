//! The options of `firedrill query`.

use std::path::PathBuf;

use clap::ValueEnum;
use firedrill_model::Duration;

use crate::command_line::Prometheus;
use crate::commands::features::Feature;
use crate::commands::time::{parse_step, parse_time};

/// Options of `firedrill query`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The expression.
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub expr: Option<String>,

    /// Files with series: a `load` script, the input of a promtool unit test, OpenMetrics or
    /// Prometheus text, or the JSON of a query's answer.
    #[arg(long, required = true, value_name = "FILE", num_args = 1..)]
    pub data: Vec<PathBuf>,

    /// When: seconds since the epoch, a duration since the epoch (`1h30m`) or RFC 3339. The time of
    /// the newest sample if not given.
    #[arg(long, value_parser = parse_time, conflicts_with_all = ["start", "end", "step"])]
    pub time: Option<i64>,

    /// First step of a range query.
    #[arg(long, value_parser = parse_time, requires_all = ["end", "step"])]
    pub start: Option<i64>,

    /// Last step of a range query.
    #[arg(long, value_parser = parse_time, requires = "start")]
    pub end: Option<i64>,

    /// Distance of the steps: seconds or a duration.
    #[arg(long, value_parser = parse_step, requires = "start")]
    pub step: Option<i64>,

    /// How to print the answer. A chart for a range, else a table, if not given.
    #[arg(long, value_enum)]
    pub format: Option<Format>,

    /// Answers every line of FILE, an object with `q` and `t` or `start`, `end`, `step` in seconds, with
    /// one line of JSON.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["time", "start", "end", "step", "format"])]
    pub batch: Option<PathBuf>,

    /// The test group whose input series are meant, where a unit-test file has several.
    #[arg(long, value_name = "NAME")]
    pub test_group: Option<String>,

    /// The Prometheus to answer like.
    #[arg(long, value_enum, default_value_t)]
    pub prometheus: Prometheus,

    /// PromQL features the server has on, by Prometheus' names, comma-separated; `all` for all of them.
    #[arg(long, value_enum, value_name = "FEATURE", value_delimiter = ',', hide_possible_values = true)]
    pub enable_feature: Vec<Feature>,

    /// How long a sample counts as current.
    #[arg(long, value_name = "DURATION", default_value = "5m", value_parser = Duration::parse)]
    pub lookback_delta: Duration,

    /// The server's evaluation interval, which is the step of a subquery that names none.
    #[arg(long, value_name = "DURATION", default_value = "1m", value_parser = Duration::parse)]
    pub evaluation_interval: Duration,

    /// Samples a query may hold at one moment.
    #[arg(long, value_name = "N", default_value_t = 50_000_000)]
    pub max_samples: usize,

    /// When to give up.
    #[arg(long, value_name = "DURATION", default_value = "2m", value_parser = Duration::parse)]
    pub timeout: Duration,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One line per sample.
    Table,
    /// One line of bars per series of a range.
    Chart,
    /// As the HTTP API.
    Json,
}

//! Recorded answers of real promtool, amtool and Prometheus, held against `firedrill`.

mod amtool;
mod prometheus_runs;
mod promtool_cli;
mod promtool_corpus;
mod promtool_random;
mod queries;
mod run;
mod shared;

//! Recorded answers of real promtool and Prometheus, held against `firedrill`.

mod promtool_cli;
mod promtool_corpus;
mod promtool_random;
mod queries;
mod run;
mod shared;

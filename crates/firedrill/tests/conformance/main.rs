//! Recorded answers of real promtool, held against `firedrill`.

mod promtool_cli;
mod promtool_corpus;
mod promtool_random;
mod run;
mod shared;

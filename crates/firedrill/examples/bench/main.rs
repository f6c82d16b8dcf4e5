//! Measures firedrill and writes docs/benchmarks.md, unattended.
//!
//! `bench promtool [--runs N]` times it against promtool, the same files, alternating, each run a process
//! of its own. `bench alone` collects what `cargo bench` has measured and makes the run over up to a million
//! series. `just bench-promtool` and `just bench` build what is needed before.

mod alone;
mod hyperscale;
mod machine;
mod page;
mod process;
mod promtool;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: bench promtool [--runs N] | bench alone | bench hyperscale SERIES";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["promtool"] => promtool::run(5),
        ["promtool", "--runs", runs] => match runs.parse() {
            Ok(runs) if runs > 0 => promtool::run(runs),
            _ => return usage(),
        },
        ["alone"] => alone::run(),
        ["hyperscale", series] => match series.parse() {
            Ok(series) => hyperscale::measure_here(series),
            Err(_) => return usage(),
        },
        _ => return usage(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

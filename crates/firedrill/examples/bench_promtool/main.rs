//! Times `firedrill` and `promtool` side by side: the same files, alternating, each run a process of
//! its own. Prints a table of ratios.
//!
//! `cargo build --release && cargo run --release --example bench_promtool -- [--runs N] [--write]`;
//! `--write` puts the table into docs/benchmarks.md.

mod generate;
mod measure;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use measure::{Comparison, compare};

/// What to measure, and how often.
struct Options {
    runs: usize,
    is_written: bool,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let firedrill = root().join("target/release/firedrill");
    let firedrill = std::env::var_os("FIREDRILL").map_or(firedrill, PathBuf::from);
    for program in [Path::new("promtool"), &firedrill] {
        if std::process::Command::new(program).arg("--version").output().is_err() {
            eprintln!("{} does not start: nothing to compare", program.display());
            return ExitCode::from(3);
        }
    }
    match run(&options, &firedrill) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}

fn options(arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { runs: 5, is_written: false };
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => options.is_written = true,
            "--runs" => {
                let runs = arguments.next().and_then(|it| it.parse().ok()).filter(|runs| *runs > 0);
                options.runs = runs.ok_or("--runs takes a positive number")?;
            }
            other => return Err(format!("unknown argument {other}")),
        }
    }
    Ok(options)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(options: &Options, firedrill: &Path) -> std::io::Result<()> {
    let scratch = std::env::temp_dir().join(format!("firedrill-bench-{}", std::process::id()));
    let mut rows = Vec::new();
    for suite in generate::SUITES {
        let folder = scratch.join(suite.name);
        std::fs::create_dir_all(&folder)?;
        (suite.write)(&folder)?;
        rows.push((suite.title.to_owned(), compare(firedrill, &folder, "test.yml", options.runs)?));
    }
    let small = root().join("fixtures/suites");
    rows.push((
        "one small test file".to_owned(),
        compare(firedrill, &small, "group-order.yml", 10 * options.runs)?,
    ));
    let corpus = corpus(firedrill, options.runs)?;
    std::fs::remove_dir_all(&scratch)?;
    let text = table::render(&rows, &corpus);
    print!("{text}");
    if options.is_written {
        std::fs::write(root().join("docs/benchmarks.md"), text)?;
    }
    Ok(())
}

/// Every recorded suite that promtool 2.42 passes; none where the corpus is not at hand.
fn corpus(firedrill: &Path, runs: usize) -> std::io::Result<Vec<Comparison>> {
    let shared = std::env::var_os("FIREDRILL_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let folder = shared.join("conformance/promtool");
    let Ok(index) = std::fs::read_to_string(folder.join("INDEX.tsv")) else { return Ok(Vec::new()) };
    let mut lines = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|it| *it == name).unwrap_or(0);
    let (repository, path, code) = (column("repo"), column("path"), column("rc"));
    lines
        .filter(|row| row[code] == "0")
        .map(|row| {
            let file = folder.join(row[repository]).join(row[path]);
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            compare(firedrill, file.parent().unwrap_or(&folder), &name, runs.div_ceil(2))
        })
        .collect()
}

//! Alert tests as part of `cargo test`: one trial per test group and scenario.
//!
//! A repository with rules needs three lines in `tests/alerts.rs`, and `harness = false` for that test in
//! its `Cargo.toml`:
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     firedrill::harness::run(["rules", "scenarios"])
//! }
//! ```
//!
//! Trials are named after file and test, so `cargo test --test alerts stuck-drain` runs those of one file.
//!
//! Where a test function per file is preferred, as with `rstest`:
//!
//! ```ignore
//! #[rstest::rstest]
//! fn alerts(#[files("rules/**/*_test.yml")] #[files("scenarios/**/*.yml")] path: std::path::PathBuf) {
//!     firedrill::harness::check(&path).unwrap();
//! }
//! ```
//!
//! Both are strict: what passes without testing anything fails.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Failed, Trial};

use crate::commands::discovery::discover;
use crate::commands::test::{Arguments, TestFile, read_all};
use crate::commands::workers::Workers;
use crate::report::{GroupRecord, Palette, Problem, Severity, write_group_details, write_problem};

/// Runs what the files and directories `paths` hold (the working directory, which for `cargo test` is the
/// folder of the package, where there are none) under the arguments that `cargo test` passes on.
pub fn run(paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> ExitCode {
    let arguments = libtest_mimic::Arguments::from_args();
    libtest_mimic::run(&arguments, trials(paths)).exit_code()
}

/// One trial per test group, script and scenario below `paths`, and one per file that cannot be read.
pub fn trials(paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> Vec<Trial> {
    let arguments = Arc::new(arguments(paths.into_iter().map(Into::into).collect()));
    let mut trials: Vec<_> =
        files(&arguments).into_iter().flat_map(|file| of_file(&Arc::new(file), &arguments)).collect();
    if trials.is_empty() {
        let nothing = || Err(Failed::from("there is nothing to test in these directories"));
        trials.push(Trial::test("alerts", nothing));
    }
    trials
}

/// Runs everything in one file.
///
/// # Errors
/// What a report says of it.
pub fn check(path: &Path) -> Result<(), String> {
    let arguments = arguments(vec![path.to_path_buf()]);
    let mut text = String::new();
    for file in files(&arguments) {
        text += &problems(file.errors.iter().chain(&file.warnings));
        for portion in file.portions((0..file.list().len()).collect()) {
            text += &details(&file.run(&portion, &OnceLock::new(), &arguments));
        }
    }
    if text.is_empty() { Ok(()) } else { Err(text) }
}

fn arguments(paths: Vec<PathBuf>) -> Arguments {
    Arguments { paths, strict: true, ..Arguments::default() }
}

fn files(arguments: &Arguments) -> Vec<TestFile> {
    let (found, unreadable) = discover(&arguments.paths, &["test", "yml", "yaml"]);
    read_all(&found, &unreadable, arguments, &Workers::new(None))
}

fn of_file(file: &Arc<TestFile>, arguments: &Arc<Arguments>) -> Vec<Trial> {
    let found = problems(file.errors.iter().chain(&file.warnings));
    let mut trials = Vec::new();
    if !found.is_empty() {
        trials.push(Trial::test(file.path.clone(), || Err(Failed::from(found))));
    }
    let tests = file.list();
    for portion in file.portions((0..tests.len()).collect()) {
        // A script is one trial: its evaluations build on each other.
        let name = match portion.as_slice() {
            [only] => format!("{}: {}", file.path, tests[*only].1),
            _ => file.path.clone(),
        };
        let (file, arguments) = (Arc::clone(file), Arc::clone(arguments));
        trials.push(Trial::test(name, move || {
            let found = details(&file.run(&portion, &OnceLock::new(), &arguments));
            if found.is_empty() { Ok(()) } else { Err(Failed::from(found)) }
        }));
    }
    trials
}

fn problems<'p>(problems: impl Iterator<Item = &'p Problem>) -> String {
    let mut out = Vec::new();
    for problem in problems {
        let written = write_problem(&mut out, Severity::Error, problem, &Palette::plain());
        written.expect("memory takes everything");
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn details(groups: &[GroupRecord]) -> String {
    let mut out = Vec::new();
    for group in groups.iter().filter(|group| !group.held(true)) {
        let written = write_group_details(&mut out, group, Severity::Error, &Palette::plain());
        written.expect("memory takes everything");
    }
    String::from_utf8_lossy(&out).into_owned()
}

//! `promtool test rules`: verdicts and texts of unit-test suites.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use firedrill_model::source::decode_utf8;
use firedrill_promql::{Dialect, Features};
use firedrill_rules::evaluation::Mode;
use firedrill_rules::unittest::{LoadedTests, Suite, TestOptions, load};

use crate::shared;

/// What promtool prints, empty lines left out: the two streams are recorded through one pipe.
fn output(path: &Path, options: TestOptions) -> String {
    let dialect = options.dialect;
    let bytes = fs::read(path).expect("the suite is readable");
    let loaded = match decode_utf8(&bytes) {
        Ok(source) => load(source, &dialect),
        Err(error) => LoadedTests::unreadable(error.into()),
    };
    let mut out = String::new();
    if let Some(error) = loaded.promtool_error() {
        return format!("  FAILED:\n{error}\n");
    }
    let folder = path.parent().expect("a file lies in a folder");
    let mut texts = Vec::new();
    for pattern in &loaded.file.rule_files {
        match fs::read_to_string(folder.join(&pattern.value)) {
            Ok(text) => texts.push((pattern.value.clone(), text)),
            Err(_) => out += &format!("  WARNING: no file match pattern {}\n", pattern.value),
        }
    }
    let sources = texts.iter().map(|(path, text)| (path.clone(), text.as_str()));
    let suite = Suite::new(loaded.file, sources, options);
    if let Some(name) = suite.repeated_group() {
        return format!("{out}  FAILED:\ngroup name repeated in evaluation order: {}\n", name.value);
    }
    let mut failures = String::new();
    let prepared = suite.prepared();
    for index in 0..suite.file.tests.len() {
        for failure in prepared.run(index).result.failures {
            writeln!(failures, "{failure}").expect("strings take everything");
        }
    }
    if failures.is_empty() { out + "  SUCCESS\n" } else { format!("{out}  FAILED:\n{failures}") }
}

/// Recorded output without empty lines, the banner of 2.42 and the exit status.
fn recorded(text: &str) -> String {
    let kept = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("Unit Testing:  ") && !line.starts_with("rc="));
    kept.fold(String::new(), |text, line| text + line + "\n")
}

fn options(dialect: Dialect) -> TestOptions {
    TestOptions { dialect, engine_features: Features::default(), ..TestOptions::default() }
}

fn random_suites(recording: &str, options: TestOptions) {
    let Some(folder) = shared::folder("promtool-random") else { return };
    let mut suites: Vec<_> = fs::read_dir(&folder)
        .expect("the folder is readable")
        .map(|entry| entry.expect("the folder is readable").path())
        .filter(|path| path.is_dir())
        .collect();
    suites.sort();
    let mut differences = Vec::new();
    let total = suites.len();
    for suite in suites {
        let text = fs::read_to_string(suite.join(recording)).expect("the recording is readable");
        let want = recorded(&text);
        let got = output(&suite.join("test.yml"), options);
        if got != want {
            differences.push(format!("{}\n{}", suite.display(), first_difference(&want, &got)));
        }
    }
    shared::assert_none(recording, total, &differences);
}

fn first_difference(want: &str, got: &str) -> String {
    let mut lines = want.lines().zip(got.lines());
    match lines.find(|(want, got)| want != got) {
        Some((want, got)) => format!("  want {want}\n  got  {got}"),
        None => format!("  want {} lines, got {}", want.lines().count(), got.lines().count()),
    }
}

#[test]
fn random_suites_agree_with_promtool_3() {
    random_suites("out-3.txt", options(Dialect::V3));
}

#[test]
fn random_suites_agree_with_promtool_3_stepwise() {
    random_suites("out-3.txt", TestOptions { mode: Mode::Stepwise, ..options(Dialect::V3) });
}

#[test]
fn random_suites_agree_with_promtool_2_42() {
    random_suites("out-2.txt", options(Dialect::V2_42));
}

#[test]
fn random_suites_agree_with_promtool_3_with_all_rules() {
    random_suites("out-3.txt", TestOptions { all_rules: true, ..options(Dialect::V3) });
}

fn real_suites(oracle: &str, exit_code: &str, options: TestOptions) {
    let Some(folder) = shared::folder("promtool") else { return };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).expect("the index is readable");
    let mut rows = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().expect("the index has a header");
    let column = |name: &str| header.iter().position(|column| *column == name).expect("the column exists");
    let (repository, path, code) = (column("repo"), column("path"), column(exit_code));
    let mut differences = Vec::new();
    let mut total = 0;
    for row in rows {
        total += 1;
        let name = format!("{}/{}", row[repository], row[path]);
        let got = output(&folder.join(&name), options);
        let passes = !got.contains("  FAILED:\n");
        let text = fs::read_to_string(folder.join(oracle).join(format!("{name}.out")));
        let want = text.map(|text| recorded(&text)).unwrap_or_default();
        if passes != (row[code] == "0") || got != want {
            differences.push(format!("{name}: want {}\n{}", row[code], first_difference(&want, &got)));
        }
    }
    shared::assert_none(oracle, total, &differences);
}

#[test]
fn real_suites_agree_with_promtool_3() {
    real_suites("_oracle_3", "rc_3", options(Dialect::V3));
}

#[test]
fn real_suites_agree_with_promtool_3_with_all_rules() {
    real_suites("_oracle_3", "rc_3", TestOptions { all_rules: true, ..options(Dialect::V3) });
}

#[test]
fn real_suites_agree_with_promtool_2_42() {
    real_suites("_oracle", "rc", options(Dialect::V2_42));
}

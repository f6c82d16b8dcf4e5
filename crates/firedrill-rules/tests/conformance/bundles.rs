//! Rule files in the wild: the verdict and the first error of `promtool check rules`.

use std::fs;

use firedrill_model::source::decode_utf8;
use firedrill_promql::{Dialect, Features};
use firedrill_rules::file::{LoadOptions, Loaded, load, load_bundle};

use crate::shared;

/// One recorded verdict.
struct Row {
    file: String,
    exit_code: String,
    first_error: String,
    rules: usize,
}

fn rows(text: &str, exit_code: &str, error: &str) -> Vec<Row> {
    let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().expect("the table has a header");
    let column = |name: &str| header.iter().position(|column| *column == name).expect("the column exists");
    let [bundle, file, exit_code, error, alerts, records] =
        ["bundle", "file", exit_code, error, "alerts", "records"].map(column);
    let count = |row: &[&str], column: usize| row[column].parse::<usize>().unwrap_or(0);
    lines
        .map(|row| Row {
            file: format!("{}/{}", row[bundle], row[file]),
            exit_code: row[exit_code].to_owned(),
            first_error: unquoted(row.get(error).copied().unwrap_or_default()),
            rules: count(&row, alerts) + count(&row, records),
        })
        .collect()
}

/// A cell without the quotes that tables put around quotes.
fn unquoted(cell: &str) -> String {
    cell.trim_matches('"').replace("\"\"", "\"")
}

/// The `spec` of a `PrometheusRule` as a file of its own: indentation undone.
fn unwrapped(source: &str) -> Option<String> {
    source.contains("kind: PrometheusRule").then_some(())?;
    let spec = source.lines().skip_while(|line| *line != "spec:").skip(1);
    let inner: Vec<&str> = spec.take_while(|line| line.is_empty() || line.starts_with([' ', '-'])).collect();
    let indent = inner.iter().find(|line| !line.is_empty())?.find(|first| first != ' ')?;
    Some(inner.iter().map(|line| line.get(indent..).unwrap_or("").to_owned() + "\n").collect())
}

fn compare(exit_code: &str, error: &str, dialect: Dialect) {
    let Some(folder) = shared::folder("rule-bundles") else { return };
    let table = fs::read_to_string(folder.join("CHECK.tsv")).expect("the table is readable");
    let options = LoadOptions { dialect, features: Features::SERVER_DEFAULT, ignore_unknown_fields: false };
    let mut differences = Vec::new();
    let mut total = 0;
    for row in rows(&table, exit_code, error) {
        total += 1;
        let bytes = fs::read(folder.join(&row.file)).expect("the file is readable");
        let source = decode_utf8(&bytes).expect("the file is text");
        let text = unwrapped(source);
        let loaded = load(text.as_deref().unwrap_or(source), &options);
        let errors = loaded.promtool_errors();
        let name = row.file.rsplit('/').next().unwrap_or_default();
        // Label errors come in the order of a Go map; recorded errors are cut at 200 bytes.
        let matches = |error: &String| format!("{name}: {error}").starts_with(row.first_error.trim_end());
        let same_error = errors.is_empty() && row.first_error.is_empty() || errors.iter().any(matches);
        if (row.exit_code == "0") != errors.is_empty() || !same_error {
            differences.push(format!("{}\n  want {}\n  got  {errors:?}", row.file, row.first_error));
            continue;
        }
        if errors.is_empty() {
            check_bundle(&row, source, &options, &mut differences);
        }
    }
    shared::assert_none(error, total, &differences);
}

/// Our own reading, resource and all, finds the same rules.
fn check_bundle(row: &Row, source: &str, options: &LoadOptions, differences: &mut Vec<String>) {
    let loaded: Loaded = load_bundle(source, options);
    let found: usize = loaded.file.groups.iter().map(|group| group.rules.len()).sum();
    if !loaded.is_valid() || found != row.rules {
        let errors = loaded.promtool_errors();
        differences.push(format!("{}: {found} rules of {}, {errors:?}", row.file, row.rules));
    }
}

#[test]
fn bundles_agree_with_promtool_3() {
    compare("rc_3", "error_3", Dialect::V3);
}

#[test]
fn bundles_agree_with_promtool_2_42() {
    compare("rc", "error", Dialect::V2_42);
}

//! `promtool check rules`: the error lines.

use std::fs;
use std::path::Path;

use firedrill_model::source::decode_utf8;
use firedrill_promql::{Dialect, Features};
use firedrill_rules::file::{LoadOptions, Loaded, duplicates, duplicates_text, load};
use serde_json::Value;

use crate::shared;

/// A recorded `promtool check rules FILE…` without flags that other tests are about.
struct Case {
    id: String,
    files: Vec<String>,
    ignore_unknown_fields: bool,
    stderr: String,
    nondeterministic: bool,
}

fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("the cases are readable");
    text.lines().filter_map(|line| case(&serde_json::from_str(line).expect("JSON"))).collect()
}

fn case(row: &Value) -> Option<Case> {
    let args: Vec<&str> = row["args"].as_array()?.iter().filter_map(Value::as_str).collect();
    let ["check", "rules", rest @ ..] = args.as_slice() else { return None };
    let is_flag = |arg: &&&str| arg.starts_with('-');
    let flags: Vec<_> = rest.iter().filter(is_flag).collect();
    let files: Vec<String> = rest.iter().filter(|arg| !is_flag(arg)).map(ToString::to_string).collect();
    let known = flags.iter().all(|flag| ["--ignore-unknown-fields", "--lint-fatal"].contains(flag));
    (known && !files.is_empty()).then(|| Case {
        id: row["id"].as_str().unwrap_or_default().to_owned(),
        files,
        ignore_unknown_fields: flags.iter().any(|flag| **flag == "--ignore-unknown-fields"),
        stderr: row["stderr"].as_str().unwrap_or_default().to_owned(),
        nondeterministic: row["nondeterministic"].as_bool().unwrap_or_default(),
    })
}

/// What promtool prints on standard error for a file.
fn stderr(folder: &Path, file: &str, options: &LoadOptions) -> String {
    let bytes = fs::read(folder.join(file)).expect("the case's file is readable");
    let loaded = match decode_utf8(&bytes) {
        Ok(source) => load(source, options),
        Err(error) => Loaded::unreadable(error.into()),
    };
    let mut text = String::new();
    let warns = loaded.multiple_documents && options.dialect.rule_group_labels;
    if warns {
        text += "time=<TIME> level=WARN source=rulefmt.go:369 msg=\"Multiple document yaml rules files are \
                 not supported, only the first document is processed\"\n";
    }
    let errors = loaded.promtool_errors();
    let duplicates = duplicates(&loaded.file);
    if !errors.is_empty() {
        text += "  FAILED:\n";
        for error in errors {
            text += &format!("{file}: {error}\n");
        }
    } else if !duplicates.is_empty() {
        text += &format!("  FAILED:\n{}\n", duplicates_text(&duplicates));
    }
    text
}

/// Lines in any order, for texts whose order is that of a Go map.
fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.lines().collect();
    lines.sort_unstable();
    lines
}

fn compare(recorded: &str, dialect: Dialect) {
    let Some(folder) = shared::folder("promtool-cli") else { return };
    let mut differences = Vec::new();
    let mut total = 0;
    for case in cases(&folder.join(recorded)) {
        let is_usage = case.stderr.contains("try --help") || case.stderr.contains("error parsing");
        let is_scanner_text = case.stderr.contains(": yaml: ") && !case.stderr.contains("unmarshal errors");
        if is_usage {
            continue;
        }
        total += 1;
        let options = LoadOptions {
            dialect,
            features: Features::SERVER_DEFAULT,
            ignore_unknown_fields: case.ignore_unknown_fields,
        };
        let got: String = case.files.iter().map(|file| stderr(&folder, file, &options)).collect();
        let agrees = if is_scanner_text {
            got.lines().count() == case.stderr.lines().count()
        } else {
            got == case.stderr || case.nondeterministic && sorted(&got) == sorted(&case.stderr)
        };
        if !agrees {
            differences.push(format!("{}\n  want {:?}\n  got  {got:?}", case.id, case.stderr));
        }
    }
    shared::assert_none(recorded, total, &differences);
}

#[test]
fn check_rules_reports_what_promtool_3_reports() {
    compare("cases.jsonl", Dialect::V3);
}

#[test]
fn check_rules_reports_what_promtool_2_42_reports() {
    compare("cases-2.42.jsonl", Dialect::V2_42);
}

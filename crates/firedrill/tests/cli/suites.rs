//! The suites under fixtures/.

use std::path::PathBuf;

use serde_json::Value;

use crate::commands::{firedrill, root};

fn report(arguments: &[&str]) -> (i32, Value) {
    let (code, stdout, stderr) = firedrill(&[&["test", "--format", "json"], arguments].concat());
    let report = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}"));
    (code, report)
}

/// Test files directly in a folder of fixtures.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(root().join("fixtures").join(folder))
        .expect("a folder of fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "yml"))
        .collect();
    files.sort();
    files
}

#[test]
fn own_suites_hold_strictly() {
    let (code, stdout, _) = firedrill(&["test", "--strict", "--quiet", "fixtures/suites"]);
    assert_eq!(code, 0, "{stdout}");
}

/// The codes of all warnings of a report.
fn warnings(report: &Value) -> Vec<String> {
    let files = report["files"].as_array().into_iter().flatten();
    files
        .flat_map(|file| {
            let groups = file["groups"].as_array().into_iter().flatten();
            let of_groups = groups.flat_map(|group| group["warnings"].as_array().into_iter().flatten());
            file["warnings"].as_array().into_iter().flatten().chain(of_groups)
        })
        .filter_map(|warning| {
            assert!(warning["position"]["line"].is_u64(), "a warning without a position: {warning}");
            warning["code"].as_str().map(str::to_owned)
        })
        .collect()
}

/// Each file is named by the warning it must give; nearly all of them pass promtool.
#[test]
fn each_trap_is_a_warning_and_fails_strictly() {
    for path in files("traps") {
        let name = path.file_stem().and_then(|it| it.to_str()).expect("a name");
        let path = path.to_str().expect("a path");
        let (code, loose) = report(&[path]);
        let warnings = warnings(&loose);
        assert!(warnings.iter().any(|code| code == name), "{name}: {warnings:?}");
        let fails_anyway = ["expected-nan", "external-label-expected"].contains(&name);
        assert_eq!(code, i32::from(fails_anyway), "{name}: {loose}");
        assert_eq!(report(&[path, "--strict"]).0, 1, "{name} with --strict");
    }
}

#[test]
fn failing_suites_fail_with_a_position_for_each_failure() {
    for path in files("failing") {
        let (code, report) = report(&[path.to_str().expect("a path")]);
        assert_eq!(code, 1, "{}: {report}", path.display());
        let groups = report["files"][0]["groups"].as_array().into_iter().flatten();
        for failure in groups.flat_map(|group| group["failures"].as_array().into_iter().flatten()) {
            assert!(failure["position"]["line"].as_u64().is_some_and(|line| line > 1), "{failure}");
        }
    }
}

#[test]
fn every_trap_is_documented() {
    let page = std::fs::read_to_string(root().join("docs/reference/warnings.md")).expect("a readable page");
    for path in files("traps") {
        let name = path.file_stem().and_then(|it| it.to_str()).expect("a name");
        assert!(page.contains(&format!("| `{name}` | ")), "{name} is missing in docs/reference/warnings.md");
    }
}

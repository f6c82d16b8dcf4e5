//! Running `firedrill`, and exit codes, formats and selection as a user sees them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace root exists")
}

/// Runs `firedrill` in the repository's root: exit code, standard output, standard error.
pub(crate) fn firedrill(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firedrill"));
    let output = command.current_dir(root()).args(arguments).output().expect("the binary under test starts");
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// Wall times replaced, so that output can be compared.
fn without_times(text: &str) -> String {
    let is_time = |word: &str| {
        word.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.').starts_with(['m', 's'])
            && word.starts_with(|it: char| it.is_ascii_digit())
    };
    text.lines()
        .map(|line| line.split_whitespace().filter(|word| !is_time(word)).collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let runs: Vec<_> = ["1", "2", "8"]
        .into_iter()
        .map(|jobs| {
            let (code, stdout, _) = firedrill(&["test", "fixtures/suites", "fixtures/traps", "--jobs", jobs]);
            (code, without_times(&stdout))
        })
        .collect();
    assert!(runs.windows(2).all(|pair| pair[0] == pair[1]), "{runs:?}");
}

#[test]
fn independent_groups_give_the_same_in_any_order() {
    let folder = std::env::temp_dir().join(format!("firedrill-order-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let groups = [
        "- {name: a, rules: [{record: 'a:sum', expr: 'sum(m)'}]}",
        "- {name: b, rules: [{alert: High, expr: 'm > 3', for: 2m, labels: {group: b}}]}",
        "- {name: c, rules: [{alert: High, expr: 'm > 5', labels: {group: c}}, {record: 'c:max', expr: 'max(m)'}]}",
    ];
    // Nothing is expected, so that everything is printed.
    let test = "rule_files: [rules.yml]\ntests:\n- input_series: [{series: 'm{i=\"1\"}', values: '0+1x20'}]\n  \
                alert_rule_test: [{eval_time: 10m, alertname: High, exp_alerts: []}]\n  \
                promql_expr_test: [{expr: '{__name__=~\".+\"}', eval_time: 10m, exp_samples: []}]\n";
    let path = folder.join("test.yml");
    std::fs::write(&path, test).expect("a temporary file");
    let mut answers = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let rules: Vec<&str> = order.iter().map(|idx| groups[*idx]).collect();
        std::fs::write(folder.join("rules.yml"), format!("groups:\n{}\n", rules.join("\n"))).expect("a file");
        answers.push(firedrill(&["promtool", "test", "rules", &path.display().to_string()]));
    }
    // A leftover in the temporary directory harms nobody.
    let _ = std::fs::remove_dir_all(&folder);
    assert_eq!(answers[0].0, 1, "{answers:?}");
    assert!(answers[0].2.contains("group=\"c\""), "{answers:?}");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[test]
fn parts_of_a_suite_make_up_the_whole() {
    let list = |arguments: &[&str]| {
        let (code, stdout, stderr) = firedrill(&[&["test", "fixtures/suites", "--list"], arguments].concat());
        assert_eq!(code, 0, "{stderr}");
        stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut parts: Vec<_> =
        ["1/3", "2/3", "3/3"].iter().flat_map(|part| list(&["--partition", part])).collect();
    let mut whole = list(&[]);
    parts.sort();
    whole.sort();
    assert!(!whole.is_empty());
    assert_eq!(parts, whole);
}

#[test]
fn run_selects_by_name() {
    let (code, stdout, _) = firedrill(&["test", "fixtures/suites", "--run", "stays down", "--list"]);
    assert_eq!(code, 0);
    assert_eq!(stdout.lines().count(), 1, "{stdout}");
}

#[test]
fn misuse_is_answered_with_two() {
    for arguments in [
        &["test", "--run", "(", "fixtures/suites"][..],
        &["test", "fixtures/nowhere"],
        &["test", "docs"],
        &["test", "--partition", "5/4"],
        &["test", "--prometheus", "1"],
        &["bogus"],
        &["check", "fixtures/nowhere.yml"],
        &["check", "docs"],
    ] {
        let (code, stdout, stderr) = firedrill(arguments);
        assert_eq!(code, 2, "{arguments:?}: {stdout}{stderr}");
        assert!(!stdout.is_empty() || !stderr.is_empty());
    }
}

#[test]
fn an_unwritable_report_is_answered_with_three() {
    let (code, _, stderr) =
        firedrill(&["test", "fixtures/suites/alerts.yml", "--junit", "/nowhere/at/all.xml"]);
    assert_eq!(code, 3);
    assert!(stderr.contains("cannot write /nowhere/at/all.xml"), "{stderr}");
}

#[test]
fn fail_fast_reports_nothing_behind_the_first_failure() {
    for jobs in ["1", "4"] {
        let arguments = ["test", "fixtures/failing", "--fail-fast", "--jobs", jobs, "--format", "tap"];
        let (code, stdout, _) = firedrill(&arguments);
        assert_eq!(code, 1);
        let points: Vec<_> =
            stdout.lines().filter(|line| line.starts_with("ok") || line.starts_with("not ok")).collect();
        assert!(points.last().is_some_and(|last| last.starts_with("not ok")), "{stdout}");
        assert_eq!(points.iter().filter(|point| point.starts_with("not ok")).count(), 1, "{stdout}");
    }
}

#[test]
fn json_reports_are_json() {
    let (code, stdout, _) = firedrill(&["test", "fixtures/suites/alerts.yml", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&stdout).expect("a JSON document");
    assert_eq!(code, 0);
    assert_eq!((&report["version"], &report["failed"]), (&1.into(), &0.into()));
}

#[test]
fn colour_is_written_when_asked_for_only() {
    let plain = firedrill(&["test", "fixtures/suites/alerts.yml"]).1;
    let colored = firedrill(&["test", "fixtures/suites/alerts.yml", "--color", "always"]).1;
    assert!(!plain.contains('\u{1b}') && colored.contains('\u{1b}'));
}

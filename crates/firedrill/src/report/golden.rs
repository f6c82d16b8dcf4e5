//! The record that every reporter's snapshot shows.

use firedrill_model::Span;

use super::record::{Cause, Check, Element, Failure, FileRecord, GroupRecord, Position, Problem, RunRecord};
use super::reporter::Reporter;

const ALERTS: &str = "tests/alerts_test.yml";
const TYPO: &str = "      - alertname: InstanceDwn\n";

/// What `reporter` makes of the golden record.
pub(crate) fn rendered(reporter: &dyn Reporter) -> String {
    let mut out = Vec::new();
    reporter.write(&record(), &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn record() -> RunRecord {
    RunRecord {
        prometheus: "3",
        strict: false,
        elapsed_seconds: 0.01234,
        files: vec![
            FileRecord {
                path: ALERTS.to_owned(),
                errors: Vec::new(),
                warnings: Vec::new(),
                groups: vec![held(), warned(), failed()],
            },
            FileRecord {
                path: "tests/broken_test.yml".to_owned(),
                errors: vec![
                    Problem::at(
                        "test-file",
                        "unknown field `tets`",
                        "tests/broken_test.yml",
                        "tets: []\n",
                        Span::new(0, 4),
                    )
                    .with_help("did you mean `tests`?"),
                ],
                warnings: Vec::new(),
                groups: Vec::new(),
            },
        ],
    }
}

fn group(name: &str, line: usize) -> GroupRecord {
    GroupRecord {
        name: name.to_owned(),
        position: Position { file: ALERTS.to_owned(), line, column: 5 },
        elapsed_seconds: 0.00042,
        failures: Vec::new(),
        warnings: Vec::new(),
    }
}

fn held() -> GroupRecord {
    group("a stuck drain pages after 30m", 4)
}

fn warned() -> GroupRecord {
    let problem = Problem::at(
        "unknown-alertname",
        "no rule has the alert name `InstanceDwn`, so this check can only pass",
        ALERTS,
        TYPO,
        Span::new(19, 30),
    )
    .with_help("did you mean `InstanceDown`?");
    GroupRecord { warnings: vec![problem], ..group("tests[1]", 20) }
}

fn failed() -> GroupRecord {
    let alerts = Failure {
        position: Position { file: ALERTS.to_owned(), line: 44, column: 9 },
        check: Check::Alert("InstanceDown".to_owned()),
        time: Some("10m".to_owned()),
        cause: Cause::Mismatch {
            expected: vec![
                alert("a", &[("summary", "Instance b down\nsince 5m")]),
                alert("c", &[("summary", "Instance c down")]),
            ],
            got: vec![alert("a", &[("summary", "Instance a down\nsince 5m")])],
        },
        nearest: vec![r#"{instance="c", job="p"}: pending since 8m, fires at 13m"#.to_owned()],
        promtool: "    alertname: InstanceDown, time: 10m, \n        exp:[…], \n        got:[…]".to_owned(),
    };
    let samples = Failure {
        position: Position { file: ALERTS.to_owned(), line: 52, column: 9 },
        check: Check::Expression("job:up:sum\n  > 0".to_owned()),
        time: Some("4m".to_owned()),
        cause: Cause::Mismatch { expected: vec![sample("1")], got: vec![sample("0")] },
        nearest: Vec::new(),
        promtool: "    expr: \"job:up:sum > 0\", time: 4m,\n        exp: …\n        got: …".to_owned(),
    };
    let query = Failure {
        position: Position { file: ALERTS.to_owned(), line: 60, column: 9 },
        check: Check::Expression("sum(".to_owned()),
        time: Some("4m".to_owned()),
        cause: Cause::Error("1:5: parse error: unclosed left parenthesis".to_owned()),
        nearest: Vec::new(),
        promtool: "    expr: \"sum(\", time: 4m, err: 1:5: parse error: unclosed left parenthesis".to_owned(),
    };
    GroupRecord { failures: vec![alerts, samples, query], ..group("one instance down, <80% & falling", 38) }
}

fn alert(instance: &str, annotations: &[(&str, &str)]) -> Element {
    Element {
        labels: pairs(&[("alertname", "InstanceDown"), ("instance", instance), ("job", "p")]),
        annotations: pairs(annotations),
        value: None,
    }
}

fn sample(value: &str) -> Element {
    Element {
        labels: pairs(&[("__name__", "job:up:sum"), ("job", "p")]),
        annotations: Vec::new(),
        value: Some(value.to_owned()),
    }
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

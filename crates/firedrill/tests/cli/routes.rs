//! `firedrill routes` as a user sees it.

use serde_json::Value;

use crate::commands::firedrill;

const CONFIG: &str = "fixtures/routes/alertmanager.yml";

fn json(arguments: &[&str]) -> (i32, Value) {
    let (code, stdout, stderr) = firedrill(&[&["routes", CONFIG, "--format", "json"], arguments].concat());
    let document = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}"));
    (code, document)
}

#[test]
fn batches_hold_or_fail() {
    for (file, want) in [("cases", 0), ("wrong-cases", 1)] {
        let file = format!("fixtures/routes/{file}.yml");
        let (code, stdout, _) = firedrill(&["routes", CONFIG, "--batch", &file]);
        assert_eq!(code, want, "{stdout}");
        let (code, document) = json(&["--batch", &file]);
        assert_eq!((code, document["failed"].as_u64() == Some(0)), (want, want == 0), "{document}");
    }
}

#[test]
fn an_alert_that_continues_has_several_routes() {
    let (code, document) = json(&["severity=warning", "--at", "2026-01-14T23:00:00Z"]);
    assert_eq!(code, 0);
    assert_eq!(document["routes"][0]["receiver"], "tickets");
    assert_eq!(document["routes"][0]["muted_until"], "2026-01-15T05:00:00Z");
    let (_, tree) = json(&[]);
    assert_eq!(tree["routes"].as_array().map(Vec::len), Some(4));
}

#[test]
fn misuse_is_answered_with_two() {
    for arguments in [
        &[CONFIG, "severity!=warning"][..],
        &[CONFIG, "a=b", "--at", "soon"],
        &[CONFIG, "--alertmanager", "0.24"],
        &[CONFIG, "--batch", "fixtures/routes/alertmanager.yml"],
        &[CONFIG, "--batch", "fixtures/nowhere.yml"],
        &["fixtures/routes/cases.yml", "a=b"],
        &["fixtures/nowhere.yml"],
        &["fixtures"],
    ] {
        let (code, stdout, stderr) = firedrill(&[&["routes"], arguments].concat());
        assert_eq!(code, 2, "{arguments:?}: {stdout}{stderr}");
        assert!(!stderr.is_empty(), "{arguments:?}");
    }
}

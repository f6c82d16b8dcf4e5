//! The scenario catalogue of rebalancing: it holds, and it covers every alert.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::files::{PACKS, assert_none, root, text, yaml_files};
use crate::rules::alert_names;

fn firedrill() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firedrill"));
    command.current_dir(root());
    command
}

#[test]
fn scenarios_hold_strictly() {
    let output = firedrill()
        .args(["test", "--strict", "--quiet", "--color", "never", "scenarios"])
        .output()
        .expect("the binary under test starts");
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}{}", String::from_utf8_lossy(&output.stderr));
}

/// An alert of one severity.
type Severe = (String, String);

/// What happened to alerts in one run.
#[derive(Debug, Default)]
struct Seen {
    /// One entry for each time that an alert began to fire.
    fired: Vec<Severe>,
    resolved: BTreeSet<Severe>,
}

impl Seen {
    fn firings(&self, alert: &str, severity: &str) -> usize {
        self.fired.iter().filter(|(name, of)| name == alert && of == severity).count()
    }

    fn kinds(&self) -> BTreeSet<Severe> {
        self.fired.iter().cloned().collect()
    }
}

/// The timeline of the scenario at `path`, played by so many threads.
fn timeline_text(path: &str, threads: &str) -> Vec<u8> {
    let mut command = firedrill();
    command.args(["run", "--json", path]).env("RAYON_NUM_THREADS", threads);
    let output = command.output().expect("the binary under test starts");
    assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The timeline of the scenario at `path`.
pub(crate) fn timeline(path: &str) -> Value {
    serde_json::from_slice(&timeline_text(path, "2")).expect("a timeline")
}

#[test]
fn one_and_eight_threads_give_the_same_bytes() {
    for name in ["mesh-rebalance/scrape-jitter", "mesh-rebalance/steady-day", "alertmanager/storm"] {
        let path = format!("scenarios/{name}.yml");
        assert!(timeline_text(&path, "1") == timeline_text(&path, "8"), "{path}");
    }
}

/// What happens to alerts in the scenario at `path`.
fn played(path: &str) -> Seen {
    let timeline = timeline(path);
    let mut seen = Seen::default();
    for observation in timeline["observations"].as_array().expect("observations") {
        let event = &observation["event"];
        if event["kind"] != "alert" {
            continue;
        }
        let label = |name: &str| event["labels"][name].as_str().unwrap_or_default().to_owned();
        let severe = (label("alertname"), label("severity"));
        match (event["from"].as_str(), event["to"].as_str()) {
            (_, Some("firing")) => seen.fired.push(severe),
            (Some("firing"), _) => drop(seen.resolved.insert(severe)),
            _ => {}
        }
    }
    seen
}

/// The scenario called `name` with `from` replaced by `to`, beside copies of what it reads.
fn changed(name: &str, from: &str, to: &str) -> Seen {
    let pack = PACKS[0];
    let copy = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", slug(to)));
    for folder in [format!("rules/{pack}"), format!("scenarios/{pack}")] {
        std::fs::create_dir_all(copy.join(&folder)).expect("a folder to write to");
        for path in yaml_files(&folder) {
            std::fs::write(copy.join(&path), text(&path)).expect("a file to write");
        }
    }
    let path = format!("scenarios/{pack}/{name}.yml");
    let original = text(&path);
    assert!(original.contains(from), "{path} does not contain {from:?}");
    std::fs::write(copy.join(&path), original.replace(from, to)).expect("a file to write");
    played(&copy.join(&path).display().to_string())
}

fn slug(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Alert, severity, the scenario in which it just does not fire, and one step worse, in which it does.
const NEAR_MISSES: [(&str, &str, &str, &str, &str); 16] = [
    ("MeshRebalanceDrainStuck", "warning", "nearly-stuck-drain", "until: 16m", "until: 18m"),
    ("MeshRebalanceDrainStuck", "critical", "nearly-stuck-drain", "until: 36m", "until: 38m"),
    ("MeshRebalanceExecutionStuck", "warning", "nearly-stuck-execution", "until: 23m", "until: 25m"),
    ("MeshRebalanceExecutionStuck", "critical", "nearly-stuck-execution", "until: 53m", "until: 55m"),
    ("MeshRebalanceApprovalPending", "warning", "healthy-with-approval-wait", "after 14m", "after 16m"),
    ("MeshRebalanceApprovalPending", "critical", "approved-after-warning", "31m: p-1042", "33m: p-1042"),
    ("MeshRebalanceMovesExceeded", "warning", "moves-nearly-exceeded", "takes: 1m20s", "takes: 3m"),
    ("MeshRebalanceMovesExceeded", "critical", "moves-nearly-exceeded", "takes: 12m", "takes: 20m"),
    ("MeshRebalancePolicyViolated", "warning", "guardrail-cooldown-over", "at: 14m", "at: 12m"),
    ("MeshRebalancePolicyViolated", "critical", "guardrail-max-moves", "wants: 13", "wants: 14"),
    ("MeshRebalanceFailuresRepeated", "warning", "fewer-failures", "every: 31m", "every: 25m"),
    ("MeshRebalanceFailuresRepeated", "critical", "fewer-failures", "25m, times: 5", "20m, times: 6"),
    ("MeshRebalanceSlow", "warning", "nearly-slow", "drain takes: 12m", "drain takes: 16m"),
    ("MeshRebalanceSlow", "critical", "slow", "drain takes: 18m", "drain takes: 33m"),
    ("MeshRebalanceHeartbeatMissing", "warning", "controller-crash-short", "for 6m", "for 8m"),
    ("MeshRebalanceHeartbeatMissing", "critical", "controller-crash-short", "for 9m", "for 11m"),
];

#[test]
fn every_alert_fires_resolves_and_has_a_near_miss() {
    let mut complaints = Vec::new();
    let mut fired = BTreeSet::new();
    let mut resolved = BTreeSet::new();
    for path in yaml_files(&format!("scenarios/{}", PACKS[0])) {
        // Too large to be played once more; it covers nothing that others do not.
        if !path.ends_with("/overlap.yml") {
            let seen = played(&path);
            fired.extend(seen.kinds());
            resolved.extend(seen.resolved);
        }
    }
    for alert in alert_names(PACKS[0]) {
        for severity in ["warning", "critical"] {
            let severe = (alert.clone(), severity.to_owned());
            if !fired.contains(&severe) || !resolved.contains(&severe) {
                complaints
                    .push(format!("no scenario in which {alert} of severity {severity} comes and goes"));
            }
            let near = NEAR_MISSES.iter().find(|row| row.0 == alert && row.1 == severity);
            let Some((_, _, scenario, from, to)) = near else {
                complaints.push(format!("no near miss of {alert} of severity {severity}"));
                continue;
            };
            let quiet = played(&format!("scenarios/{}/{scenario}.yml", PACKS[0])).firings(&alert, severity);
            let worse = changed(scenario, from, to).firings(&alert, severity);
            if worse <= quiet {
                complaints.push(format!(
                    "{scenario}: {alert} of severity {severity} fires {quiet} times, with {to:?} {worse} times"
                ));
            }
        }
    }
    assert_none(&complaints);
}

/// What gets worse from step to step: the scenario, what is replaced, and by what.
const WORSENING: [(&str, &str, &[&str]); 4] = [
    (
        "stuck-drain",
        "until: 1h10m",
        &["until: 7m", "until: 14m", "until: 18m", "until: 30m", "until: 40m", "until: 2h"],
    ),
    (
        "stuck-execution",
        "until: 1h10m",
        &["until: 8m", "until: 20m", "until: 26m", "until: 50m", "until: 2h"],
    ),
    (
        "repeated-failures",
        "times: 7",
        &["times: 1", "times: 2", "times: 3", "times: 5", "times: 6", "times: 8"],
    ),
    ("controller-crash", "for 20m", &["for 1m", "for 5m", "for 8m", "for 9m30s", "for 12m", "for 1h"]),
];

#[test]
fn a_worse_fault_never_clears_an_alert() {
    let mut complaints = Vec::new();
    for (scenario, from, steps) in WORSENING {
        let mut milder = BTreeSet::new();
        for to in steps {
            let kinds = changed(scenario, from, to).kinds();
            let cleared: Vec<_> = milder.difference(&kinds).collect();
            if !cleared.is_empty() {
                complaints.push(format!("{scenario} with {to:?} no longer fires {cleared:?}"));
            }
            milder = kinds;
        }
        if milder.len() < 2 {
            complaints.push(format!("{scenario}: the worst of all fires only {milder:?}"));
        }
    }
    assert_none(&complaints);
}

//! The suites of the packs, run strictly.

use std::collections::BTreeSet;
use std::process::Command;

use crate::files::{PACKS, assert_none, root, yaml_files};
use crate::rules::alert_names;

#[test]
fn suites_hold_strictly_in_both_prometheus() {
    for prometheus in ["2.42", "3"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firedrill"));
        command.current_dir(root()).args(["test", "--strict", "--quiet", "--color", "never"]);
        command.args(["--prometheus", prometheus]).args(PACKS.map(|pack| format!("rules/{pack}")));
        let output = command.output().expect("the binary under test starts");
        let report = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "Prometheus {prometheus}:\n{report}");
    }
}

/// `MeshRebalanceDrainStuck` has `drain-stuck.yml`.
#[test]
fn each_alert_has_a_suite() {
    let mut complaints = Vec::new();
    for pack in PACKS {
        let suites: BTreeSet<_> = yaml_files(&format!("rules/{pack}/tests")).into_iter().collect();
        for alert in alert_names(pack) {
            let (_, event) = alert.split_once("Rebalance").expect("alerts are named after the pack");
            let mut file = String::new();
            for letter in event.chars() {
                if letter.is_uppercase() && !file.is_empty() {
                    file.push('-');
                }
                file.extend(letter.to_lowercase());
            }
            let path = format!("rules/{pack}/tests/{file}.yml");
            if !suites.contains(&path) {
                complaints.push(format!("{alert} has no {path}"));
            }
        }
    }
    assert_none(&complaints);
}

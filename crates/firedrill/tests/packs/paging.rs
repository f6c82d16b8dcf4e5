//! The scenarios of the shipped Alertmanager configuration: everything in it is used by one of them.

use std::collections::BTreeSet;

use firedrill_model::source::yaml::{self, Kind, Node};

use crate::files::{assert_none, text, yaml_files};
use crate::scenarios::timeline;

const CONFIGURATION: &str = "rules/alertmanager/alertmanager.yml";

/// Names of the entries of a list at the top of the configuration.
fn names(root: Node<'_>, list: &str) -> BTreeSet<String> {
    let Some(Kind::Sequence(entries)) = root.get(list).map(Node::kind) else { panic!("no list {list}") };
    let name = |entry: Node<'_>| entry.get("name")?.scalar().map(|scalar| scalar.text.to_owned());
    entries.iter().filter_map(name).collect()
}

/// What mutes: inhibition rules by position, intervals and silences.
#[derive(Debug, Default)]
struct Used {
    paged: BTreeSet<String>,
    resolved: BTreeSet<String>,
    inhibitions: BTreeSet<String>,
    intervals: BTreeSet<String>,
    silences: usize,
}

fn used() -> Used {
    let mut used = Used::default();
    for path in yaml_files("scenarios/alertmanager") {
        let timeline = timeline(&path);
        for observation in timeline["observations"].as_array().expect("observations") {
            let event = &observation["event"];
            let word = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
            match (word("kind").as_str(), word("status").as_str()) {
                ("notification", "firing") => drop(used.paged.insert(word("receiver"))),
                ("notification", "resolved") => drop(used.resolved.insert(word("receiver"))),
                ("muted", _) => {
                    let by = &event["by"];
                    used.inhibitions.extend(by["inhibition"]["rule"].as_str().map(str::to_owned));
                    used.intervals.extend(by["mute_interval"]["name"].as_str().map(str::to_owned));
                    used.silences += usize::from(by["silence"].is_object());
                }
                _ => {}
            }
        }
    }
    used
}

#[test]
fn every_receiver_inhibition_and_interval_is_in_a_scenario() {
    let source = text(CONFIGURATION);
    let stream = yaml::parse(&source);
    let root = stream.documents[0].root();
    let used = used();
    let mut complaints = Vec::new();
    for receiver in names(root, "receivers") {
        if !used.paged.contains(&receiver) || !used.resolved.contains(&receiver) {
            complaints.push(format!("no scenario pages {receiver} and tells it the end"));
        }
    }
    for interval in names(root, "time_intervals") {
        if !used.intervals.contains(&interval) {
            complaints.push(format!(
                "{interval} mutes nothing in any scenario; those that do: {:?}",
                used.intervals
            ));
        }
    }
    let Some(Kind::Sequence(rules)) = root.get("inhibit_rules").map(Node::kind) else { panic!("no rules") };
    for rule in 1..=rules.iter().count() {
        if !used.inhibitions.contains(&rule.to_string()) {
            complaints.push(format!(
                "inhibition rule {rule} mutes nothing in any scenario; those that do: {:?}",
                used.inhibitions
            ));
        }
    }
    if used.silences == 0 {
        complaints.push("no scenario has a silence that mutes".to_owned());
    }
    assert_none(&complaints);
}

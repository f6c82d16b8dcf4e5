//! Groups as `GET /api/v2/alerts/groups` showed them.

use firedrill_alertmanager::server::GroupView;
use serde_json::Value;

use crate::recorded::{labels, text};

/// Compares the groups of one scenario.
pub(crate) fn compare_groups(groups: &[GroupView], scenario: &str, want: &Value) -> Option<String> {
    let mut got: Vec<_> = groups
        .iter()
        .filter(|group| group.alerts.iter().any(|it| it.alert.labels.get("scn") == Some(scenario)))
        .map(|group| {
            let alerts = group.alerts.iter().map(|view| {
                let state = if view.is_suppressed() { "suppressed" } else { "active" };
                let inhibited: Vec<_> = view.inhibited_by.iter().map(ToString::to_string).collect();
                let muted = &view.muted_by;
                let silences = view.silenced_by.len();
                format!("{} {state} {silences} {inhibited:?} {muted:?}", view.alert.labels)
            });
            format!("{} {} {:?}", group.receiver, group.labels, sorted(alerts))
        })
        .collect();
    got.sort();
    let wanted = want.as_array().expect("groups").iter().map(|group| {
        let alerts = group["alerts"].as_array().expect("alerts").iter().map(|alert| {
            let status = &alert["status"];
            let list = |name: &str| -> Vec<String> {
                let items = status[name].as_array().cloned().unwrap_or_default();
                items.iter().map(|item| text(item).to_owned()).collect()
            };
            let (inhibited, muted) = (list("inhibitedBy"), list("mutedBy"));
            let silences = list("silencedBy").len();
            format!(
                "{} {} {silences} {inhibited:?} {muted:?}",
                labels(&alert["labels"]),
                text(&status["state"])
            )
        });
        format!("{} {} {:?}", text(&group["receiver"]["name"]), labels(&group["labels"]), sorted(alerts))
    });
    let wanted = sorted(wanted);
    (got != wanted).then(|| format!("\n    got  {got:?}\n    want {wanted:?}"))
}

fn sorted(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut items: Vec<_> = items.collect();
    items.sort();
    items
}

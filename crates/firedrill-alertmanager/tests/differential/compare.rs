//! Notifications of both sides in one form.

use std::collections::BTreeMap;
use std::fmt;

use firedrill_alertmanager::notify::{Notification, Response};
use firedrill_model::Labels;
use serde_json::Value;

/// A request comes at its tick or up to this much later; what a busy machine adds may not reach the next tick.
const LATENESS_MS: i64 = 1500;
/// Clocks of two processes are read in another order than things happen.
const EARLINESS_MS: i64 = 50;
/// Near the end a request may come before it on one side and after it on the other.
const END_MARGIN_MS: i64 = 1500;

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    /// The path of the URL, which names receiver and integration.
    pub(crate) path: String,
    pub(crate) group_key: String,
    /// Milliseconds since the epoch.
    pub(crate) at: i64,
    /// How much earlier or later a retry may come.
    pub(crate) jitter: i64,
    /// Everything else that counts.
    pub(crate) text: String,
}

impl Sent {
    /// What a receiver got from a real server.
    pub(crate) fn received(path: &str, at: i64, status: u16, body: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        let alerts = body["alerts"].as_array().expect("alerts").iter().map(|alert| {
            let labels = alert["labels"].as_object().expect("labels").iter();
            let labels = Labels::from_pairs(labels.map(|(name, value)| (name, text(value))));
            format!("{labels} {}", text(&alert["status"]))
        });
        let alerts: Vec<_> = alerts.collect();
        let truncated = body["truncatedAlerts"].as_u64().unwrap_or(0);
        Self {
            path: path.to_owned(),
            group_key: text(&body["groupKey"]),
            at,
            jitter: 0,
            text: described(status, &text(&body["status"]), &alerts, truncated),
        }
    }

    /// What the simulator sends.
    pub(crate) fn simulated(notification: &Notification) -> Self {
        let status = match notification.response {
            Response::Status(status) => status,
            _ => 200,
        };
        let alerts = notification.alerts.iter();
        let alerts: Vec<_> = alerts.map(|it| format!("{} {}", it.alert.labels, it.status.as_str())).collect();
        let truncated = notification.truncated_alerts as u64;
        Self {
            path: format!("/{}/{}", notification.receiver, notification.index),
            group_key: notification.group_key.to_string(),
            at: notification.at.as_ms(),
            jitter: notification.jitter.as_ms(),
            text: described(status, notification.status.as_str(), &alerts, truncated),
        }
    }
}

fn described(answer: u16, status: &str, alerts: &[String], truncated: u64) -> String {
    format!("answered {answer}: {status} [{}] and {truncated} more", alerts.join("; "))
}

impl fmt::Display for Sent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, group_key, at, text, .. } = self;
        write!(formatter, "{:10.3} {path} {group_key} {text}", (*at % 10_000_000) as f64 / 1000.0)
    }
}

/// What differs first in any group of any receiver, if anything does before `until`.
pub(crate) fn difference(real: &[Sent], simulated: &[Sent], until: i64) -> Option<String> {
    let (real, simulated) = (by_group(real), by_group(simulated));
    let groups: std::collections::BTreeSet<_> = real.keys().chain(simulated.keys()).collect();
    let none = Vec::new();
    groups.into_iter().find_map(|group| {
        let of = |side: &'_ BTreeMap<_, Vec<Sent>>| side.get(group).unwrap_or(&none).clone();
        let (real, simulated) = (of(&real), of(&simulated));
        for position in 0..real.len().max(simulated.len()) {
            let (real_one, simulated_one) = (real.get(position), simulated.get(position));
            let earliest = real_one.into_iter().chain(simulated_one).map(|it| it.at).min()?;
            if earliest + END_MARGIN_MS >= until {
                return None;
            }
            let agrees = real_one.zip(simulated_one).is_some_and(|(real, simulated)| {
                let late = real.at - simulated.at;
                let lateness = -EARLINESS_MS - simulated.jitter..=LATENESS_MS + simulated.jitter;
                real.text == simulated.text && lateness.contains(&late)
            });
            if !agrees {
                let list =
                    |side: &[Sent]| side.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n    ");
                return Some(format!("  real\n    {}\n  simulated\n    {}", list(&real), list(&simulated)));
            }
        }
        None
    })
}

fn by_group(sent: &[Sent]) -> BTreeMap<(String, String), Vec<Sent>> {
    let mut groups: BTreeMap<_, Vec<Sent>> = BTreeMap::new();
    for it in sent {
        groups.entry((it.path.clone(), it.group_key.clone())).or_default().push(it.clone());
    }
    for group in groups.values_mut() {
        group.sort_by_key(|it| it.at);
    }
    groups
}

//! The states at one instant.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use firedrill_model::{Duration, Labels};
use firedrill_scenario::Scenario;
use firedrill_scenario::timeline::{AlertChange, AlertState, Event, RuleReference, Timeline};

use super::drawing::alert_name;
use crate::report::Palette;

/// Alerts that are not inactive after what happened up to `at`, notifications so far, and the last mark.
pub(super) fn text(scenario: &Scenario, timeline: &Timeline, at: Duration, palette: &Palette) -> String {
    let now = timeline.start + at;
    let mut alerts: BTreeMap<(&RuleReference, &Labels), (Duration, &AlertChange)> = BTreeMap::new();
    let mut sent = Vec::new();
    for observation in timeline.observations.iter().filter(|it| it.seen.earliest <= now) {
        let since = observation.seen.earliest - timeline.start;
        match &observation.event {
            Event::Alert(change) => {
                alerts.insert((&change.rule, &change.labels), (since, change));
            }
            Event::Notification(notification) => sent.push((since, notification)),
            Event::Muted(_) | Event::RuleFailure(_) | Event::Note(_) => {}
        }
    }
    let mut text = format!("{} at {at}\n", palette.strong.style(&scenario.name.value));
    for mark in timeline.marks.iter().filter(|mark| mark.at <= now) {
        let _ = writeln!(text, "  {}  {}", mark.at - timeline.start, mark.name);
    }
    text.push('\n');
    let active = alerts.values().filter(|(_, change)| change.to != AlertState::Inactive);
    for (since, change) in active {
        let (word, style) = match change.to {
            AlertState::Inactive => ("inactive", palette.faint),
            AlertState::Pending => ("pending", palette.warning),
            AlertState::Firing => ("firing", palette.bad),
            AlertState::Resolved => ("resolved", palette.good),
        };
        let name = alert_name(&change.labels);
        let _ = writeln!(text, "{}  {name} since {since}, value {}", style.style(word), change.value);
        for (label, annotation) in &change.annotations {
            let _ = writeln!(text, "    {}", palette.faint.style(format!("{label}: {annotation}")));
        }
    }
    for (since, notification) in sent {
        let alerts = notification.alerts.len();
        let _ = writeln!(
            text,
            "sent  {since} {} {:?} {alerts} alerts: {}",
            notification.receiver, notification.status, notification.reason
        );
    }
    text
}

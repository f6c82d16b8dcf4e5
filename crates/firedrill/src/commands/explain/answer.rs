//! What is said of an alert.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_scenario::Timeline;
use firedrill_scenario::expectation::Selector;
use firedrill_scenario::judgement::Explanation;
use firedrill_scenario::moment::Range;
use firedrill_scenario::timeline::{AlertChange, AlertState, Event, RuleReference};
use firedrill_sim::Explainer;

use crate::report::Palette;

/// The alerts of a selector at an instant: state, the part of the rule that decided it, notifications.
pub(super) fn text(
    timeline: &Timeline,
    explainer: &Explainer<'_>,
    alert: &Selector,
    at: Duration,
    palette: &Palette,
) -> String {
    let now = timeline.start + at;
    let found = states(timeline, alert, now);
    let mut text = String::new();
    for (change, since) in &found {
        let since = *since - timeline.start;
        let _ = writeln!(
            text,
            "{}  {} since {since}",
            palette.strong.style(change.labels.to_string()),
            state(change, timeline.start)
        );
        let explanation = match change.to {
            AlertState::Firing | AlertState::Pending => explainer.firing(&change.labels, &change.rule, now),
            AlertState::Inactive | AlertState::Resolved => {
                explainer.not_firing(alert, Some(&change.labels), Range { from: now, to: now })
            }
        };
        add(&mut text, &explanation, palette);
        notifications(&mut text, timeline, explainer, &change.labels, now);
    }
    if found.is_empty() {
        let _ = writeln!(text, "{}  no such alert at {at}", palette.strong.style(alert));
        add(&mut text, &explainer.not_firing(alert, None, Range { from: now, to: now }), palette);
    }
    text
}

/// The last change of every alert meant, with its time.
fn states<'t>(timeline: &'t Timeline, alert: &Selector, now: Timestamp) -> Vec<(&'t AlertChange, Timestamp)> {
    let mut states: BTreeMap<(&RuleReference, &Labels), (&AlertChange, Timestamp)> = BTreeMap::new();
    for observation in timeline.observations.iter().filter(|it| it.seen.earliest <= now) {
        if let Event::Alert(change) = &observation.event
            && alert.matches(&change.labels)
        {
            states.insert((&change.rule, &change.labels), (change, observation.seen.earliest));
        }
    }
    states.into_values().collect()
}

fn state(change: &AlertChange, start: Timestamp) -> String {
    match (change.to, change.active_since) {
        (AlertState::Pending, Some(since)) => {
            let fires_at = since + change.hold_duration - start;
            format!("pending, for {} until {fires_at},", change.hold_duration)
        }
        (AlertState::Pending, None) => "pending".to_owned(),
        (AlertState::Inactive, _) => "inactive".to_owned(),
        (AlertState::Firing, _) => "firing".to_owned(),
        (AlertState::Resolved, _) => "resolved".to_owned(),
    }
}

fn add(text: &mut String, explanation: &Explanation, palette: &Palette) {
    if let Some(because) = &explanation.because {
        let _ = writeln!(text, "   {}  {because}", palette.faint.style("because  "));
    }
    if let Some(rule) = &explanation.rule {
        let lead = format!("{}   ", rule.place);
        let _ = writeln!(text, "   {}  {lead}{}", palette.faint.style("rule     "), rule.text);
        let before = lead.chars().count() + rule.text[..rule.marked.start].chars().count();
        let carets = rule.text[rule.marked.start..rule.marked.end].chars().count().max(1);
        let marks = format!("{}{} {}", " ".repeat(before + 14), "^".repeat(carets), rule.note);
        let _ = writeln!(text, "{}", palette.warning.style(marks));
    }
}

/// What was sent, and why nothing is now.
fn notifications(
    text: &mut String,
    timeline: &Timeline,
    explainer: &Explainer<'_>,
    labels: &Labels,
    now: Timestamp,
) {
    let instant = |at: Timestamp| (at - timeline.start).to_string();
    let Some(found) = explainer.notification(&explainer.sent_labels(labels), None, now) else { return };
    for route in found.routes {
        let told = match route.notified_at {
            Some(at) => format!("notified as firing at {}", instant(at)),
            None => "not notified".to_owned(),
        };
        let _ = writeln!(text, "   {:<9}  {}: {told}", "receiver", route.receiver);
        for obstacle in &route.obstacles {
            let _ = writeln!(text, "   {:<9}  {}", "", obstacle.sentence(&instant));
        }
        if let Some(next) = route.next {
            let _ = writeln!(text, "   {:<9}  the next notification is possible at {}", "", instant(next));
        }
    }
}

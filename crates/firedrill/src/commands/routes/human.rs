//! Answers for people.

use chrono::{DateTime, SecondsFormat};
use firedrill_alertmanager::server::Muting;
use firedrill_model::Timestamp;

use super::decision::{Decision, Destination, MutedRoute, Router};
use super::tree::{grouping, matchers, timers};
use crate::report::Palette;

/// A decision, one paragraph per receiver.
pub(super) fn written(decision: &Decision, router: &Router<'_>, palette: &Palette) -> String {
    let mut text = format!("{}\n", decision.labels);
    for destination in &decision.destinations {
        let route = router.route(destination.route);
        let integrations = router.integrations(&route.receiver);
        let kinds =
            if integrations.is_empty() { "sends nothing".to_owned() } else { integrations.join(", ") };
        text += &format!("\n{} ({kinds})\n", palette.strong.style(&route.receiver));
        for (title, value) in paragraph(destination, decision, router) {
            text += &format!("  {} {value}\n", palette.faint.style(format!("{title:<8}")));
        }
    }
    for rule in &decision.inhibit_rules {
        let rule = &router.config.inhibit_rules[*rule];
        let name = if rule.name.is_empty() { String::new() } else { format!(" ({})", rule.name) };
        let equal = match rule.equal.as_slice() {
            [] => String::new(),
            names => format!(" with the same {}", names.join(", ")),
        };
        text += &format!("\ninhibited while {}{equal} fires{name}\n", rule.source);
    }
    text
}

fn paragraph(
    destination: &Destination,
    decision: &Decision,
    router: &Router<'_>,
) -> Vec<(&'static str, String)> {
    let route = router.route(destination.route);
    let path: Vec<_> = destination.path.iter().map(|it| matchers(router.route(*it))).collect();
    let mut lines = vec![
        ("route", path.join(" → ")),
        ("group", format!("{}, {}", destination.group_labels, grouping(&route.group_by))),
        ("key", destination.group_key.clone()),
        ("timing", timers(route)),
    ];
    match (decision.at, &destination.muting) {
        (Some(at), Some(muted)) => lines.push(("muted", muted_since(muted, at))),
        (Some(at), None) => lines.push(("muted", format!("no, at {}", instant(at)))),
        (None, _) => lines.extend(intervals(&route.active_time_intervals, &route.mute_time_intervals)),
    }
    lines
}

fn muted_since(muted: &MutedRoute, at: Timestamp) -> String {
    let why = match &muted.by {
        Muting::OutsideActiveIntervals(names) => format!("outside of {}", names.join(", ")),
        Muting::MuteIntervals(names) => format!("by {}", names.join(", ")),
        // Silences and inhibition are no matter of the configuration.
        Muting::Silenced(_) | Muting::Inhibited { .. } => String::new(),
    };
    let until = match muted.until {
        Some(until) => format!("until {}", instant(until)),
        None => "for ever".to_owned(),
    };
    format!("yes, at {} {why}, {until}", instant(at))
}

fn intervals(active: &[String], mute: &[String]) -> Vec<(&'static str, String)> {
    let line = |text: &str, names: &[String]| {
        (!names.is_empty()).then(|| ("muted", format!("{text} {} (say when with --at)", names.join(", "))))
    };
    line("outside of", active).into_iter().chain(line("in", mute)).collect()
}

/// RFC 3339 in UTC; the number of milliseconds beyond the calendar.
pub(super) fn instant(at: Timestamp) -> String {
    DateTime::from_timestamp_millis(at.as_ms()).map_or_else(
        || format!("{} ms", at.as_ms()),
        |time| time.to_rfc3339_opts(SecondsFormat::AutoSi, true),
    )
}

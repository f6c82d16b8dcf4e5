//! Notifications for people.

use std::fmt::Write as _;

use firedrill_model::Timestamp;
use firedrill_scenario::timeline::{Event, NotificationStatus, Observation, Outcome};

use crate::report::Palette;

/// How much of a message is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// What stands once in it: summaries, links, keys.
    Summary,
    /// Every field, those of each element of a list too.
    Full,
}

/// One paragraph per notification: when, to whom, why, and what it says.
pub(super) fn text(
    observations: &[&Observation],
    start: Timestamp,
    detail: Detail,
    palette: &Palette,
) -> String {
    let mut text = String::new();
    for observation in observations {
        let Event::Notification(it) = &observation.event else { continue };
        let (word, style) = match (&it.outcome, it.status) {
            (Outcome::Failed(_), _) => ("not delivered", palette.bad),
            (Outcome::Delivered, NotificationStatus::Firing) => ("firing", palette.bad),
            (Outcome::Delivered, NotificationStatus::Resolved) => ("resolved", palette.good),
        };
        let at = (observation.seen.earliest - start).to_string();
        let _ = writeln!(
            text,
            "{at:>8}  {}  {} {}, {}, {} of group {}",
            palette.strong.style(&it.receiver),
            it.integration,
            style.style(word),
            it.reason,
            alerts(it.alerts.len()),
            it.group_labels,
        );
        if let Outcome::Failed(reason) = &it.outcome {
            let _ = writeln!(text, "          {reason}");
        }
        if it.depends_on_latency {
            text.push_str("          whether it is sent here depends on how fast the receiver answers\n");
        }
        let is_shown = |name: &str| detail == Detail::Full || !is_of_element(name);
        for (name, value) in it.fields.iter().filter(|(name, _)| is_shown(name)) {
            for (idx, line) in value.lines().enumerate() {
                let name = if idx == 0 { format!("{name}:") } else { String::new() };
                let _ = writeln!(text, "          {} {line}", palette.faint.style(name));
            }
        }
        let hidden = it.fields.iter().filter(|(name, _)| !is_shown(name)).count();
        if hidden > 0 {
            let note = format!("and {hidden} fields of list elements, shown by --full");
            let _ = writeln!(text, "          {}", palette.faint.style(note));
        }
        text.push('\n');
    }
    if text.is_empty() { "nothing is sent\n".to_owned() } else { text }
}

/// Whether a field's name goes through an element of a list: `alerts.0.status`.
fn is_of_element(name: &str) -> bool {
    name.split('.').any(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn alerts(count: usize) -> String {
    if count == 1 { "1 alert".to_owned() } else { format!("{count} alerts") }
}

//! Notifications for people.

use std::fmt::Write as _;

use firedrill_model::Timestamp;
use firedrill_scenario::timeline::{Event, NotificationStatus, Observation, Outcome};

use crate::report::Palette;

/// One paragraph per notification: when, to whom, why, and what it says.
pub(super) fn text(observations: &[&Observation], start: Timestamp, palette: &Palette) -> String {
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
        for (name, value) in &it.fields {
            for (idx, line) in value.lines().enumerate() {
                let name = if idx == 0 { format!("{name}:") } else { String::new() };
                let _ = writeln!(text, "          {} {line}", palette.faint.style(name));
            }
        }
        text.push('\n');
    }
    if text.is_empty() { "nothing is sent\n".to_owned() } else { text }
}

fn alerts(count: usize) -> String {
    if count == 1 { "1 alert".to_owned() } else { format!("{count} alerts") }
}

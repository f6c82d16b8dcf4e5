//! Alerts in the words of a report.

use firedrill_model::Labels;
use firedrill_model::number::api_float;
use firedrill_model::quote::quote;

use super::case::{Case, Difference};
use crate::expectation::ALERT_NAME;
use crate::judgement::{Evidence, Firing};
use crate::timeline::Window;

/// `ApiErrors{severity="critical"}`.
pub(crate) fn alert(labels: &Labels) -> String {
    let name = labels.get(ALERT_NAME).unwrap_or_default();
    let rest = labels.filtered(|label| label != ALERT_NAME);
    if rest.is_empty() { name.to_owned() } else { format!("{name}{rest}") }
}

/// What became of an alert: `pending since 1h2m, for 2m30s of 30m, then gone at 1h4m30s`.
pub(crate) fn course(evidence: &Evidence<'_>, firing: &Firing) -> String {
    let time = |window: Window| evidence.time(window);
    match (firing.pending, firing.fired, firing.ended) {
        (Some(pending), None, ended) => {
            let until = ended.map_or(evidence.timeline.end, |ended| ended.earliest);
            let length = until - pending.earliest;
            let gone = match ended {
                Some(ended) => format!("then gone at {}", time(ended)),
                None => "to the end".to_owned(),
            };
            format!("pending since {}, for {length} of {}, {gone}", time(pending), firing.hold_duration)
        }
        (_, Some(fired), Some(ended)) => format!("firing {}, resolved {}", time(fired), time(ended)),
        (_, Some(fired), None) => format!("firing {} to the end", time(fired)),
        (None, None, _) => "nothing".to_owned(),
    }
}

impl Case<'_> {
    /// What is expected, with instants.
    pub(super) fn expected(&self, evidence: &Evidence<'_>) -> String {
        let expectation = self.expectation;
        let mut parts = Vec::new();
        if let (Some(when), Some(range)) = (&expectation.fires, self.fires) {
            parts.push(format!("firing {}", evidence.describe(when, range)));
        }
        if let (Some(when), Some(range)) = (&expectation.resolves, self.resolves) {
            parts.push(format!("resolved {}", evidence.describe(when, range)));
        }
        if let Some(times) = &expectation.times {
            parts.push(times.value.to_string());
        }
        if let Some(value) = &expectation.value {
            parts.push(format!("value {}", value.value));
        }
        for (name, test) in &expectation.annotations {
            parts.push(format!("{} {test}", name.value));
        }
        if parts.is_empty() { "firing".to_owned() } else { parts.join(", ") }
    }

    /// The first line of a report on a firing that differs.
    pub(super) fn title(&self, evidence: &Evidence<'_>, firing: Option<&Firing>) -> String {
        let selector = &self.expectation.selector.value;
        let Some((firing, fired)) = firing.and_then(|firing| Some((firing, firing.fired?))) else {
            return format!("{selector} never fired");
        };
        if !self.is_meant(firing) {
            return format!("{selector} never fired");
        }
        match self.difference(firing, fired) {
            Some(Difference::Fires) => {
                let is_early = self.fires.is_some_and(|range| fired.latest < range.from);
                format!("{selector} fired too {}", if is_early { "early" } else { "late" })
            }
            Some(Difference::Resolves) => match firing.resolved() {
                None => format!("{selector} did not resolve"),
                Some(resolved) => {
                    let range = self.resolves.unwrap_or(evidence.marks.whole());
                    let how = if resolved.latest < range.from { " too early" } else { " too late" };
                    let is_never =
                        self.expectation.resolves.as_ref().is_some_and(|when| when.value.is_never());
                    format!("{selector} resolved{}", if is_never { "" } else { how })
                }
            },
            Some(Difference::Value) => format!("{selector} fired with another value"),
            Some(Difference::Annotation(name)) => format!("{selector} fired with another {name}"),
            None => format!("{selector} did not fire as often as expected"),
        }
    }

    /// What was seen of the nearest miss, or that there was none.
    pub(super) fn got(&self, evidence: &Evidence<'_>, firing: Option<&Firing>) -> String {
        let Some(firing) = firing else { return "no such alert, not even pending".to_owned() };
        let course = course(evidence, firing);
        if !self.is_meant(firing) {
            return format!("{} {course}", alert(&firing.labels));
        }
        match firing.fired.and_then(|fired| self.difference(firing, fired)) {
            Some(Difference::Value) => {
                format!("value {}, {course}", api_float(firing.value))
            }
            Some(Difference::Annotation(name)) => {
                let text = firing.annotations.get(name).unwrap_or_default();
                format!("{name} {}, {course}", quote(text))
            }
            _ => course,
        }
    }
}

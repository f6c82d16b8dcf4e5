//! `rule fails:` a rule that cannot be evaluated.

use firedrill_model::quote::quote;
use firedrill_model::source::yaml::Node;

use super::{Expectation, TextTest};
use crate::file::{Reader, owned_text, text_test, when_after};
use crate::judgement::{Evidence, Failure};
use crate::moment::{Range, When};
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};
use crate::timeline::{Event, RuleFailure, Window};

/// A rule that cannot be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFailureExpectation {
    /// The alert or the recorded metric.
    pub rule: Placed<String>,
    /// `text:` what Prometheus says.
    pub text: Option<Placed<TextTest>>,
    /// `at:`, `within:` or `until:` when; any time where absent.
    pub when: Option<Placed<When>>,
}

pub(crate) const RULE_FAILURE: Object = Object::new(
    "rule-failure expectation",
    "That a rule cannot be evaluated. A rule that fails where nothing says so fails the scenario.",
    &[
        Key::required("rule fails", Kind::Text, "The alert or the recorded metric."),
        Key::new("text", Kind::Pattern, "What Prometheus says."),
        Key::new("at", Kind::WhenRest, "When: an instant, or a window such as `30m..59m`."),
        Key::new("within", Kind::WhenRest, "In how long a time, as in `5m after 20m`."),
        Key::new("until", Kind::WhenRest, "By when."),
        Key::new("from", Kind::WhenRest, "From when on."),
    ],
);

/// Reads an expectation on a rule that fails.
pub(super) fn decode(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    let mut rule = None;
    let mut text = None;
    let mut window = None;
    reader.fields(node, RULE_FAILURE.name, |reader, field| {
        match field.name.as_ref() {
            "rule fails" => rule = owned_text(reader, field.value),
            "text" => text = text_test(reader, field.value),
            "at" | "within" | "until" | "from" => {
                window = when_after(reader, field, window.take());
            }
            _ => return false,
        }
        true
    })?;
    Some(Expectation::RuleFailure(RuleFailureExpectation { rule: rule?, text, when: window }))
}

impl RuleFailureExpectation {
    /// Whether a failure that was seen is one that is expected.
    pub(crate) fn fits(&self, failure: &RuleFailure, seen: Window, range: Range) -> bool {
        failure.rule.name == self.rule.value
            && seen.overlaps(range)
            && self.text.as_ref().is_none_or(|text| text.value.accepts(&failure.text))
    }

    /// When the rule failed.
    ///
    /// # Errors
    /// Where it did not.
    pub(super) fn judge(&self, evidence: &Evidence<'_>) -> Result<Vec<Window>, Box<Failure>> {
        let range = evidence.range(self.when.as_ref())?;
        let failures = || {
            evidence.observations.iter().filter_map(|observation| match &observation.event {
                Event::RuleFailure(failure) if failure.rule.name == self.rule.value => {
                    Some((observation.seen, failure))
                }
                _ => None,
            })
        };
        let seen: Vec<Window> = failures()
            .filter(|(seen, failure)| self.fits(failure, *seen, range))
            .map(|(seen, _)| seen)
            .collect();
        if !seen.is_empty() {
            return Ok(seen);
        }
        let within = self.when.as_ref().map(|when| format!(" {}", evidence.describe(when, range)));
        let text = self.text.as_ref().map(|text| format!(", {}", text.value));
        let expected = format!("failing{}{}", within.unwrap_or_default(), text.unwrap_or_default());
        let got = match failures().next() {
            Some((seen, failure)) => format!("{} at {}", quote(&failure.text), evidence.time(seen)),
            None => "it was evaluated every time".to_owned(),
        };
        let title = format!("{} did not fail", self.rule.value);
        Err(evidence.failure(self.rule.place, title, expected, got, None))
    }
}

//! `rule fails:` a rule that cannot be evaluated.

use firedrill_model::source::yaml::Node;

use super::{Expectation, TextTest};
use crate::file::{Reader, owned_text, text_test, when_after};
use crate::moment::When;
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};

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

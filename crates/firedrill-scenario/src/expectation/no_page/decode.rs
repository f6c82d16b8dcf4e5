//! `no page:` in a scenario file.

use firedrill_model::source::yaml::Node;

use super::{NoPageExpectation, Suppression};
use crate::expectation::{Expectation, Selector};
use crate::file::{Reader, owned_text, parsed, selector, when_after};
use crate::schema::{Key, Kind, Object};

pub(crate) const NO_PAGE: Object = Object::new(
    "no-page expectation",
    "What a receiver is not sent, and why not.",
    &[
        Key::required("no page", Kind::Text, "The receiver that is sent no page."),
        Key::new("for", Kind::Selector, "Only pages with one of these alerts are meant."),
        Key::new("at", Kind::WhenRest, "When: an instant, or a window such as `30m..32m`."),
        Key::new("within", Kind::WhenRest, "For how long, as in `5m after 20m`."),
        Key::new("until", Kind::WhenRest, "Until when."),
        Key::new("from", Kind::WhenRest, "From when on."),
        Key::new(
            "because",
            Kind::Text,
            "What must keep one from being sent: `silenced by WORDS OF THE COMMENT`, `inhibited by ALERT`, \
             `inhibited by rule NAME` or `muted by INTERVAL`.",
        ),
    ],
);

/// Reads an expectation on the absence of pages.
pub(in crate::expectation) fn decode(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    let mut receiver = None;
    let mut expectation = NoPageExpectation::default();
    reader.fields(node, NO_PAGE.name, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            "no page" => receiver = owned_text(reader, value),
            "for" => expectation.alerts = selector(reader, value),
            "at" | "within" | "until" | "from" => {
                expectation.when = when_after(reader, field, expectation.when.take());
            }
            "because" => expectation.because = parsed(reader, value, Suppression::parse),
            _ => return false,
        }
        true
    })?;
    expectation.receiver = receiver?;
    Some(Expectation::NoPage(expectation))
}

impl Suppression {
    /// Reads `silenced by …`, `inhibited by …`, `inhibited by rule …` or `muted by …`.
    ///
    /// # Errors
    /// A sentence that says what is possible, or what is wrong with the inhibiting alert.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rest = |prefix: &str| {
            let rest = text.strip_prefix(prefix)?.trim();
            (!rest.is_empty()).then(|| rest.to_owned())
        };
        if let Some(comment) = rest("silenced by ") {
            return Ok(Self::Silenced(comment));
        }
        if let Some(rule) = rest("inhibited by rule ") {
            return Ok(Self::InhibitedByRule(rule));
        }
        if let Some(alert) = rest("inhibited by ") {
            return Selector::parse(&alert).map(Self::InhibitedBy).map_err(|error| error.to_string());
        }
        rest("muted by ").map(Self::Muted).ok_or_else(|| {
            format!(
                "{text:?} is no reason; write `silenced by WORDS`, `inhibited by ALERT`, `inhibited by rule \
                 NAME` or `muted by INTERVAL`"
            )
        })
    }
}

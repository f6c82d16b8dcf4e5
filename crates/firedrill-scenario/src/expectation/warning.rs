//! `warning:` and `no warnings:` what PromQL has to say about the rules.

use firedrill_model::quote::quote;
use firedrill_model::source::yaml::Node;

use super::{Expectation, TextTest};
use crate::file::{Reader, owned_text, text_test};
use crate::judgement::{Evidence, Failure};
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};
use crate::timeline::{Event, Note, Window};

/// What PromQL has to say about the rules' expressions.
#[derive(Debug, Clone, PartialEq)]
pub enum WarningExpectation {
    /// `warning:` this is said.
    Said(Placed<TextTest>),
    /// `no warnings:` nothing is said about these rules; about any where absent.
    Nothing(Placed<Option<String>>),
}

pub(crate) const WARNING: Object = Object::new(
    "warning expectation",
    "That PromQL warns of something, or informs, when rules are evaluated.",
    &[Key::required("warning", Kind::Pattern, "What it says, or a regular expression that finds it.")],
);

pub(crate) const NO_WARNINGS: Object = Object::new(
    "no-warnings expectation",
    "That PromQL has nothing to say about rules.",
    &[Key::required("no warnings", Kind::Text, "An alert or a recorded metric, or `any` for all rules.")],
);

/// Reads an expectation on a warning.
pub(super) fn decode_warning(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    let mut said = None;
    reader.fields(node, WARNING.name, |reader, field| {
        let is_known = field.name == "warning";
        if is_known {
            said = text_test(reader, field.value);
        }
        is_known
    })?;
    Some(Expectation::Warning(WarningExpectation::Said(said?)))
}

/// Reads an expectation on the absence of warnings.
pub(super) fn decode_no_warnings(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    let mut rule = None;
    reader.fields(node, NO_WARNINGS.name, |reader, field| {
        let is_known = field.name == "no warnings";
        if is_known {
            rule = owned_text(reader, field.value);
        }
        is_known
    })?;
    let Placed { value, place } = rule?;
    let rule = (value != "any").then_some(value);
    Some(Expectation::Warning(WarningExpectation::Nothing(Placed::new(rule, place))))
}

impl WarningExpectation {
    /// When the warning was seen, if one is expected.
    ///
    /// # Errors
    /// Where it was not, or where one was seen and none is expected.
    pub(super) fn judge(&self, evidence: &Evidence<'_>) -> Result<Vec<Window>, Box<Failure>> {
        let notes = || {
            evidence.observations.iter().filter_map(|observation| match &observation.event {
                Event::Note(note) => Some((observation.seen, note)),
                _ => None,
            })
        };
        let describe = |seen: Window, note: &Note| {
            format!("{} said {} at {}", note.rule.name, quote(&note.text), evidence.time(seen))
        };
        match self {
            Self::Said(test) => {
                let said = notes().find(|(_, note)| test.value.accepts(&note.text));
                if let Some((seen, _)) = said {
                    return Ok(vec![seen]);
                }
                let nearest = notes().next().map(|(seen, note)| describe(seen, note));
                let got = nearest.unwrap_or_else(|| "nothing was said".to_owned());
                let expected = format!("a warning or an information: {}", test.value);
                Err(evidence.failure(test.place, "PromQL did not warn".to_owned(), expected, got, None))
            }
            Self::Nothing(rule) => {
                let is_meant = |note: &Note| rule.value.as_ref().is_none_or(|name| note.rule.name == *name);
                let Some((seen, note)) = notes().find(|(_, note)| is_meant(note)) else {
                    return Ok(Vec::new());
                };
                let title = format!("PromQL warned of {}", note.rule.name);
                Err(evidence.failure(rule.place, title, "no warnings".to_owned(), describe(seen, note), None))
            }
        }
    }
}

//! `warning:` and `no warnings:` what PromQL has to say about the rules.

use firedrill_model::source::yaml::Node;

use super::{Expectation, TextTest};
use crate::file::{Reader, owned_text, text_test};
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};

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

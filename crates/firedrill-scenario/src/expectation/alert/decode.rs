//! `alert:` in a scenario file.

use firedrill_model::source::yaml::Node;

use super::AlertExpectation;
use crate::expectation::{Expectation, LabelMatcher};
use crate::file::{
    Reader, count, moment_of_key, one_of, refuse_incomplete, selector, text_tests, value_test, when, whole,
};
use crate::moment::Moment;
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};
use crate::timeline::AlertState;

const STATES: &[(&str, AlertState)] = &[
    ("inactive", AlertState::Inactive),
    ("pending", AlertState::Pending),
    ("firing", AlertState::Firing),
    ("resolved", AlertState::Resolved),
];

pub(crate) const ALERT: Object = Object::new(
    "alert expectation",
    "What alerts do. An alert is counted from pending to resolved, as one firing; each firing fulfils one \
     expectation at most.",
    &[
        Key::required("alert", Kind::Selector, "The alert's name, with label matchers as in PromQL."),
        Key::new("labels", Kind::MapOf(&Kind::Pattern), "Labels it has; labels that are not named are free."),
        Key::new("annotations", Kind::MapOf(&Kind::Pattern), "Annotations it has when it begins to fire."),
        Key::new("fires", Kind::When, "When it begins to fire; `never` for not once."),
        Key::new(
            "resolves",
            Kind::When,
            "When the alert that fired is resolved; `never` for not before the end.",
        ),
        Key::new("pending", Kind::When, "When it begins to be pending; `never` for not once."),
        Key::new("quiet", Kind::When, "A window in which it does not fire."),
        Key::new(
            "times",
            Kind::Count,
            "How many firings this is about; one where absent, `any` for as many as come.",
        ),
        Key::new("flaps", Kind::Whole, "How often, at most, an alert may fire again after it resolved."),
        Key::new(
            "states",
            Kind::MapOf(&Kind::OneOf(&["inactive", "pending", "firing", "resolved"])),
            "Its state at instants.",
        ),
        Key::new(
            "value",
            Kind::Text,
            "What the rule's expression gives when it fires: a range such as `1.6%..2.4%`, or a number.",
        ),
    ],
);

/// Reads an expectation on alerts.
pub(in crate::expectation) fn decode(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    let before = reader.error_count();
    let mut selector_found = None;
    let mut labels = Vec::new();
    let mut expectation = AlertExpectation::default();
    reader.fields(node, ALERT.name, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            "alert" => selector_found = selector(reader, value),
            "labels" => labels = text_tests(reader, value),
            "annotations" => expectation.annotations = text_tests(reader, value),
            "fires" => expectation.fires = when(reader, value),
            "resolves" => expectation.resolves = when(reader, value),
            "pending" => expectation.pending = when(reader, value),
            "quiet" => expectation.quiet = when(reader, value),
            "times" => expectation.times = count(reader, value),
            "flaps" => expectation.flaps = whole(reader, value),
            "states" => expectation.states = states(reader, value),
            "value" => expectation.value = value_test(reader, value),
            _ => return false,
        }
        true
    })?;
    expectation.selector = selector_found?;
    let matchers =
        labels.into_iter().map(|(name, test)| LabelMatcher { name: name.value, test, is_negated: false });
    expectation.selector.value.matchers.extend(matchers);
    if expectation.says_nothing() {
        refuse_incomplete(
            reader,
            before,
            node,
            &"say what it does: fires, resolves, pending, quiet, times, flaps or states",
        );
    }
    Some(Expectation::Alert(Box::new(expectation)))
}

fn states(reader: &mut Reader<'_>, node: Node<'_>) -> Vec<(Placed<Moment>, Placed<AlertState>)> {
    let mut states = Vec::new();
    reader.fields(node, "states", |reader, field| {
        let state = one_of(reader, field.value, STATES);
        if let (Some(moment), Some(state)) = (moment_of_key(reader, field), state) {
            states.push((moment, state));
        }
        true
    });
    states
}

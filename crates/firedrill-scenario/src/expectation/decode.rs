//! The list `expect:` of a scenario file.

use firedrill_model::source::yaml::{Kind, Node};
use firedrill_model::suggestion::suggestion;

use super::{Expectation, alert, cap, no_page, page, rule_failure, value, warning};
use crate::file::{Reader, placed};
use crate::scenario::Placed;
use crate::schema::Object;

type Decode = fn(&mut Reader<'_>, Node<'_>) -> Option<Expectation>;

/// The kinds of expectations: their keys, the first of which tells them apart, and how they are read.
const KINDS: &[(&Object, Decode)] = &[
    (&alert::ALERT, alert::decode),
    (&page::PAGE, page::decode_page),
    (&page::RESOLVE, page::decode_resolve),
    (&no_page::NO_PAGE, no_page::decode),
    (&cap::CAP, cap::decode),
    (&value::VALUE, value::decode),
    (&warning::WARNING, warning::decode_warning),
    (&warning::NO_WARNINGS, warning::decode_no_warnings),
    (&rule_failure::RULE_FAILURE, rule_failure::decode),
];

/// The keys of each kind of expectation.
pub(crate) fn objects() -> impl Iterator<Item = &'static Object> {
    KINDS.iter().map(|(object, _)| *object)
}

/// Reads one expectation.
pub(crate) fn expectation(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<Expectation>> {
    let Kind::Mapping(children) = node.kind() else {
        reader.wrong_type(node, "an expectation such as `alert: ApiErrors`");
        return None;
    };
    let keys: Vec<&str> =
        children.pairs().filter_map(|(key, _)| key.scalar()).map(|scalar| scalar.text).collect();
    let heads = || KINDS.iter().map(|(object, _)| object.head());
    let present: Vec<_> = KINDS.iter().filter(|(object, _)| keys.contains(&object.head())).collect();
    // What tells one kind may be an ordinary key of another: an alert has a value too.
    let is_ordinary =
        |head: &str| present.iter().any(|(other, _)| other.keys[1..].iter().any(|key| key.name == head));
    let found: Vec<_> = present.iter().filter(|(object, _)| !is_ordinary(object.head())).collect();
    match found.as_slice() {
        [(_, decode)] => {
            let expectation = decode(reader, node)?;
            Some(placed(reader, node, expectation))
        }
        [] => {
            let near = keys.iter().find_map(|key| Some((*key, suggestion(key, heads())?)));
            let message = match near {
                Some((key, head)) => format!("unknown key {key:?}, did you mean {head:?}?"),
                None => format!("an expectation has one of {}", heads().collect::<Vec<_>>().join(", ")),
            };
            let place = near.and_then(|(key, _)| {
                children.pairs().find(|(node, _)| node.scalar().is_some_and(|scalar| scalar.text == key))
            });
            reader.refuse(place.map_or(node, |(key, _)| key), &message);
            None
        }
        [(first, _), (second, _), ..] => {
            let message = format!("{:?} and {:?} are two expectations", first.head(), second.head());
            reader.refuse(node, &message);
            None
        }
    }
}

//! Values that are one text.

use firedrill_model::source::yaml::{Decoder, Field, Kind, Node};
use firedrill_model::{Duration, Span};

use super::Files;
use crate::expectation::{Count, Selector, TextTest, ValueTest};
use crate::moment::{Moment, MomentError, When};
use crate::scenario::{Place, Placed};

/// What decoding needs beside the nodes.
pub(crate) struct Context<'a> {
    /// Position of the file among the scenario's sources.
    pub(crate) source: usize,
    /// Path of the file.
    pub(crate) path: &'a str,
    /// Where other files come from.
    pub(crate) files: &'a mut dyn Files,
}

pub(crate) type Reader<'a> = Decoder<'a, Context<'a>>;

/// Where `node` stands.
pub(crate) fn place(reader: &Reader<'_>, node: Node<'_>) -> Place {
    Place { source: reader.context.source, span: node.target().span() }
}

/// `value`, written where `node` is.
pub(crate) fn placed<T>(reader: &Reader<'_>, node: Node<'_>, value: T) -> Placed<T> {
    Placed::new(value, place(reader, node))
}

/// Reports an error about some bytes of a text.
pub(crate) fn refuse_in(reader: &mut Reader<'_>, node: Node<'_>, span: Span, error: &dyn std::fmt::Display) {
    reader.refuse_at(node.offset_map().file_span(span), error);
}

/// A text that is not empty.
pub(crate) fn text<'d>(reader: &mut Reader<'_>, node: Node<'d>) -> Option<Placed<&'d str>> {
    if Reader::is_null(node) || node.scalar().is_some_and(|scalar| scalar.text.trim().is_empty()) {
        reader.refuse(node, &"a value is missing here");
        return None;
    }
    let value = reader.string(node)?;
    Some(placed(reader, node, value))
}

/// A text that is not empty, kept.
pub(crate) fn owned_text(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<String>> {
    let Placed { value, place } = text(reader, node)?;
    Some(Placed::new(value.to_owned(), place))
}

/// A text for which `parse` finds a value.
pub(crate) fn parsed<T, E: std::fmt::Display>(
    reader: &mut Reader<'_>,
    node: Node<'_>,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Option<Placed<T>> {
    let Placed { value, place } = text(reader, node)?;
    match parse(value) {
        Ok(value) => Some(Placed::new(value, place)),
        Err(error) => {
            reader.refuse(node, &error);
            None
        }
    }
}

/// A duration.
pub(crate) fn duration(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<Duration>> {
    parsed(reader, node, Duration::parse)
}

/// `true` or `false`.
pub(crate) fn flag(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<bool>> {
    let value = reader.bool(node)?;
    Some(placed(reader, node, value))
}

/// A whole number that is not negative.
pub(crate) fn whole(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<u32>> {
    parsed(reader, node, |text| {
        text.parse::<u32>().map_err(|_| format!("{text:?} is no whole number from 0 to {}", u32::MAX))
    })
}

/// A whole number between two, both included.
pub(crate) fn bounded(reader: &mut Reader<'_>, node: Node<'_>, least: u32, most: u32) -> Option<usize> {
    let number = parsed(reader, node, |text| match text.parse::<u32>() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(format!("{text:?} is no whole number from {least} to {most}")),
    });
    number.map(|number| number.value as usize)
}

/// A duration that is not zero.
pub(crate) fn positive_duration(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<Duration>> {
    parsed(reader, node, |text| match Duration::parse(text) {
        Ok(Duration::ZERO) => Err("this takes some time, 0 is none".to_owned()),
        other => other.map_err(|error| error.to_string()),
    })
}

/// A share from 0 to 1, written as a percentage or a number.
pub(crate) fn share(reader: &mut Reader<'_>, node: Node<'_>) -> Option<f64> {
    let share = parsed(reader, node, |text| {
        let (digits, divisor) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 100.0));
        let share = digits.trim().parse::<f64>().ok().map(|number| number / divisor);
        share
            .filter(|share| (0.0..=1.0).contains(share))
            .ok_or_else(|| format!("{text:?} is no share from 0% to 100%"))
    });
    share.map(|share| share.value)
}

/// Puts `value` in the place of `old`, if there is one.
pub(crate) fn replace<T>(old: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *old = value;
    }
}

/// Reports that something is missing in the mapping `node`, unless there is more to report about it than when
/// there were `before` errors: then that is probably why.
pub(crate) fn refuse_incomplete(
    reader: &mut Reader<'_>,
    before: usize,
    node: Node<'_>,
    message: &dyn std::fmt::Display,
) {
    if reader.error_count() == before {
        reader.refuse(node, message);
    }
}

/// Reports that `key` is missing in the mapping `node`, unless it is there or was refused.
pub(crate) fn refuse_missing(
    reader: &mut Reader<'_>,
    before: usize,
    node: Node<'_>,
    key: &str,
    is_there: bool,
) {
    if !is_there {
        refuse_incomplete(reader, before, node, &format!("the key {key:?} is missing here"));
    }
}

/// How often.
pub(crate) fn count(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<Count>> {
    parsed(reader, node, Count::parse)
}

/// One of `words`.
pub(crate) fn one_of<T: Copy>(
    reader: &mut Reader<'_>,
    node: Node<'_>,
    words: &[(&'static str, T)],
) -> Option<Placed<T>> {
    parsed(reader, node, |text| {
        let found = words.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            format!("{text:?} is none of {}", names.join(", "))
        })
    })
}

/// An instant.
pub(crate) fn moment(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<Moment>> {
    let Placed { value, place } = text(reader, node)?;
    let moment = Moment::parse(value).map_err(|error| refuse_moment(reader, node, &error, 0));
    moment.ok().map(|moment| Placed::new(moment, place))
}

/// An instant that is a key.
pub(crate) fn moment_of_key(reader: &mut Reader<'_>, field: &Field<'_>) -> Option<Placed<Moment>> {
    moment(reader, field.key)
}

/// A window.
pub(crate) fn when(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<When>> {
    let Placed { value, place } = text(reader, node)?;
    let when = When::parse(value).map_err(|error| refuse_moment(reader, node, &error, 0));
    when.ok().map(|when| Placed::new(when, place))
}

/// The window whose first word is the key and whose rest is the value of `field`; `earlier` is what
/// another such key gave.
pub(crate) fn when_after(
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    earlier: Option<Placed<When>>,
) -> Option<Placed<When>> {
    let (word, node) = (field.name.as_ref(), field.value);
    if earlier.is_some() {
        reader.refuse(field.key, &"there is a window already; of at, within, until and from one is enough");
        return earlier;
    }
    let Placed { value, place } = text(reader, node)?;
    let whole = format!("{word} {value}");
    let when = When::parse(&whole).map_err(|error| refuse_moment(reader, node, &error, word.len() + 1));
    when.ok().map(|when| Placed::new(when, place))
}

/// Reports what is wrong with a moment whose text begins `prefix` bytes before the node's.
fn refuse_moment(reader: &mut Reader<'_>, node: Node<'_>, error: &MomentError, prefix: usize) {
    let span = error.span();
    let span = Span::new(span.start.saturating_sub(prefix), span.end.saturating_sub(prefix));
    refuse_in(reader, node, span, error);
}

/// A value, or a range of values.
pub(crate) fn value_test(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<ValueTest>> {
    parsed(reader, node, ValueTest::parse)
}

/// An alert's name with matchers.
pub(crate) fn selector(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<Selector>> {
    let Placed { value, place } = text(reader, node)?;
    match Selector::parse(value) {
        Ok(selector) => Some(Placed::new(selector, place)),
        Err(error) => {
            refuse_in(reader, node, error.span, &error.kind);
            None
        }
    }
}

/// A text, or a regular expression between slashes.
pub(crate) fn text_test(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Placed<TextTest>> {
    let value = if Reader::is_null(node) { "" } else { reader.string(node)? };
    match TextTest::parse(value) {
        Ok(test) => Some(placed(reader, node, test)),
        Err(error) => {
            reader.refuse(node, &error);
            None
        }
    }
}

/// A mapping from names to what the texts of that name must be like, in the order of the file.
pub(crate) fn text_tests(reader: &mut Reader<'_>, node: Node<'_>) -> Vec<(Placed<String>, TextTest)> {
    let mut tests = Vec::new();
    reader.fields(node, "map[string]string", |reader, field| {
        let name = placed(reader, field.key, field.name.to_string());
        if let Some(test) = text_test(reader, field.value) {
            tests.push((name, test.value));
        }
        true
    });
    tests
}

/// One text, or a list of texts.
pub(crate) fn texts(reader: &mut Reader<'_>, node: Node<'_>) -> Vec<Placed<String>> {
    match node.kind() {
        Kind::Sequence(_) => reader.sequence(node, "a list", owned_text).unwrap_or_default(),
        _ => owned_text(reader, node).into_iter().collect(),
    }
}

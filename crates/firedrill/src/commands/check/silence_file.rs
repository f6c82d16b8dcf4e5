//! Files of silences.

use chrono::DateTime;
use firedrill_alertmanager::MatchOperator;
use firedrill_alertmanager::silence::PostedSilence;
use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{self, Decoder, Node, parse};
use firedrill_model::{Span, Timestamp};

use crate::report::Problem;

/// Silences with their places.
pub(super) type Silences = Vec<(PostedSilence, Span)>;

/// Reads the silences of `source`, the text of `file`: a list as `GET /api/v2/silences` gives it. Fields that
/// do not matter are passed over.
pub(super) fn read(source: &str, file: &str) -> (Silences, Vec<Problem>) {
    let stream = parse(source);
    if let Some(error) = &stream.error {
        return (Vec::new(), vec![Problem::of_yaml_syntax(error, file, source)]);
    }
    let Some(document) = stream.documents.first() else { return (Vec::new(), Vec::new()) };
    let lines = LineIndex::new(source);
    let mut decoder = Decoder::new(yaml::Version::V3, &lines, false);
    let silences = decoder.sequence(document.root(), "[]silence", |decoder, item| {
        silence(decoder, item).map(|silence| (silence, item.span()))
    });
    let errors = decoder.into_errors();
    let problems = errors.iter().map(|error| Problem::of_yaml_value(error, file, source)).collect();
    (silences.unwrap_or_default(), problems)
}

fn silence(decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<PostedSilence> {
    let mut silence = PostedSilence::default();
    let mut has_matchers = false;
    decoder.fields(node, "a silence", |decoder, field| {
        let value = field.value;
        match field.name.as_ref() {
            "id" => silence.id = decoder.string(value).map(str::to_owned),
            "matchers" => {
                has_matchers = true;
                silence.matchers = decoder.sequence(value, "[]matcher", matcher).unwrap_or_default();
            }
            "startsAt" => silence.starts_at = time(decoder, value),
            "endsAt" => silence.ends_at = time(decoder, value),
            "createdBy" => decoder.string(value).unwrap_or("").clone_into(&mut silence.created_by),
            "comment" => decoder.string(value).unwrap_or("").clone_into(&mut silence.comment),
            _ => return false,
        }
        true
    })?;
    if !has_matchers {
        decoder.refuse(node, &"a silence has `matchers`");
    }
    Some(silence)
}

fn matcher(decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<(String, MatchOperator, String)> {
    let (mut name, mut value) = (String::new(), String::new());
    let (mut is_regex, mut is_equal) = (false, true);
    decoder.fields(node, "a matcher", |decoder, field| {
        match field.name.as_ref() {
            "name" => decoder.string(field.value).unwrap_or("").clone_into(&mut name),
            "value" => decoder.string(field.value).unwrap_or("").clone_into(&mut value),
            "isRegex" => is_regex = decoder.bool(field.value).unwrap_or(is_regex),
            "isEqual" => is_equal = decoder.bool(field.value).unwrap_or(is_equal),
            _ => return false,
        }
        true
    })?;
    Some((name, MatchOperator::of(is_regex, is_equal), value))
}

fn time(decoder: &mut Decoder<'_>, node: Node<'_>) -> Timestamp {
    let Some(text) = decoder.string(node) else { return Timestamp::EPOCH };
    match DateTime::parse_from_rfc3339(text) {
        Ok(time) => Timestamp(time.timestamp_millis()),
        Err(error) => {
            decoder.refuse(node, &format_args!("expected a time such as 2026-01-02T15:04:05Z: {error}"));
            Timestamp::EPOCH
        }
    }
}

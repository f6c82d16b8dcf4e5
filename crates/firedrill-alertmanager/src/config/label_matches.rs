//! The deprecated `match` and `match_re` and their kin in inhibit rules.

use firedrill_model::labels::is_legacy_name;
use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Field, Node};

use super::reader::{Reader, is_null, refuses_quoted_null};
use crate::matcher::{MatchOperator, Matcher, check_pattern};

/// `match`: names with exact values. The names are for the enclosing struct to check.
pub(super) fn exact(reader: &Reader, decoder: &mut Decoder<'_>, node: Node<'_>) -> Vec<Matcher> {
    let entries = decoder.string_map(node).unwrap_or_default();
    let matchers = entries.into_iter().filter_map(|(field, value)| {
        Matcher::new(MatchOperator::Equal, field.name.as_ref(), value, reader.switches).ok()
    });
    matchers.collect()
}

/// `match_re`: names with regular expressions, which keep the anchors upstream puts around them.
pub(super) fn regexps(
    reader: &Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    into: &'static str,
) -> Vec<Matcher> {
    let errors_before = decoder.error_count();
    if refuses_quoted_null(decoder, node, "config.MatchRegexps") {
        return Vec::new();
    }
    let mut nulls = Vec::new();
    let mut matchers = Vec::new();
    decoder.fields(node, into, |decoder, field| {
        if is_null(field.value) {
            nulls.push(field.name.to_string());
        } else {
            matchers.extend(regexp(reader, decoder, field));
        }
        true
    });
    if decoder.error_count() == errors_before {
        let reason = invalid_name(&matchers)
            .or_else(|| nulls.first().map(|name| format!("invalid regexp value for {}", quote(name))));
        if let Some(reason) = reason {
            decoder.refuse(node, &reason);
        }
    }
    matchers
}

fn regexp(reader: &Reader, decoder: &mut Decoder<'_>, field: &Field<'_>) -> Option<Matcher> {
    if refuses_quoted_null(decoder, field.value, "config.Regexp") {
        return None;
    }
    let text = decoder.string(field.value)?;
    let anchored = format!("^(?:{text})$");
    // The field's own type compiles it first, and shows its error.
    let checked = check_pattern(&anchored, reader.switches.regexp_options());
    let name = field.name.as_ref();
    match checked.and_then(|()| Matcher::new(MatchOperator::Matches, name, anchored, reader.switches)) {
        Ok(matcher) => Some(matcher),
        Err(error) => {
            decoder.refuse(field.value, &error);
            None
        }
    }
}

/// The complaint about the first name that is not classic, whatever the dialect.
pub(super) fn invalid_name(matchers: &[Matcher]) -> Option<String> {
    let invalid = matchers.iter().find(|matcher| !is_legacy_name(matcher.name()))?;
    Some(format!("invalid label name {}", quote(invalid.name())))
}

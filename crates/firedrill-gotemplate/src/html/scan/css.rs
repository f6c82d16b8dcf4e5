//! Style sheets. Texts in quotes are taken for addresses, which they often are.

use super::bytes::{find_any, quoted};
use super::{Step, url};
use crate::html::EscapeError;
use crate::html::context::{Context, State};

const SPACE: &[u8] = b"\t\n\x0c\r ";

pub(super) fn code(context: &Context, text: &[u8]) -> (Context, usize) {
    let to = |state: State| Context { state, ..context.clone() };
    let mut from = 0;
    while let Some(at) = find_any(&text[from..], b"(\"'/") {
        let at = from + at;
        match (text[at], text.get(at + 1)) {
            (b'(', _) if is_after_url(&text[..at]) => {
                let start = at + 1 + text[at + 1..].iter().take_while(|byte| SPACE.contains(byte)).count();
                return match text.get(start) {
                    Some(b'"') => (to(State::CssDoubleQuotedUrl), start + 1),
                    Some(b'\'') => (to(State::CssSingleQuotedUrl), start + 1),
                    _ => (to(State::CssUrl), start),
                };
            }
            (b'/', Some(b'/')) => return (to(State::CssLineComment), at + 2),
            (b'/', Some(b'*')) => return (to(State::CssBlockComment), at + 2),
            (b'"', _) => return (to(State::CssDoubleQuoted), at + 1),
            (b'\'', _) => return (to(State::CssSingleQuoted), at + 1),
            _ => {}
        }
        from = at + 1;
    }
    (context.clone(), text.len())
}

/// Whether the text ends with the word `url`, in which nothing may be escaped.
fn is_after_url(text: &[u8]) -> bool {
    let end = text.iter().rposition(|byte| !SPACE.contains(byte)).map_or(0, |last| last + 1);
    let start = text[..end].iter().rposition(|byte| !is_name_byte(*byte)).map_or(0, |last| last + 1);
    text[start..end].eq_ignore_ascii_case(b"url")
}

/// Whether a byte may stand in a name.
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' || byte >= 0x80
}

pub(super) fn literal(context: &Context, text: &[u8]) -> Step {
    let special: &[u8] = match context.state {
        State::CssDoubleQuoted | State::CssDoubleQuotedUrl => b"\\\"",
        State::CssSingleQuoted | State::CssSingleQuotedUrl => b"\\'",
        _ => b"\\\t\n\x0c\r )",
    };
    let mut context = context.clone();
    let mut from = 0;
    while let Some(at) = find_any(&text[from..], special) {
        let mut at = from + at;
        if text[at] != b'\\' {
            return Ok((Context { state: State::Css, ..context }, at + 1));
        }
        at += 1;
        if at == text.len() {
            let shown = quoted(text);
            let description = format!("unfinished escape sequence in CSS string: {shown}");
            return Err(EscapeError::in_text(description));
        }
        context = url::after(&context, &decode_css(&text[from..=at]));
        from = at + 1;
    }
    let context = url::after(&context, &decode_css(&text[from..]));
    Ok((context, text.len()))
}

/// A text with the escapes of CSS undone.
pub(in crate::html) fn decode_css(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let digits = rest.iter().take(6).take_while(|byte| byte.is_ascii_hexdigit()).count();
        if digits > 0 {
            let code = rest[..digits]
                .iter()
                .fold(0, |code, digit| code * 16 + char::from(*digit).to_digit(16).unwrap_or_default());
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[digits..];
            // One white space ends the escape.
            let space = if rest.starts_with(b"\r\n") { 2 } else { usize::from(spaces_start(rest)) };
            rest = &rest[space..];
        } else if let Some(length) = first_character(rest) {
            decoded.extend_from_slice(&rest[..length]);
            rest = &rest[length..];
        }
    }
    decoded.extend_from_slice(rest);
    decoded
}

fn spaces_start(text: &[u8]) -> bool {
    text.first().is_some_and(|byte| SPACE.contains(byte))
}

/// The length of the first character.
fn first_character(text: &[u8]) -> Option<usize> {
    let chunk = text.utf8_chunks().next()?;
    Some(chunk.valid().chars().next().map_or(1, char::len_utf8))
}

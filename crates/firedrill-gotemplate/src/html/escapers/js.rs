//! Scripts.

use super::content::Content;
use super::replacement::replaced;
use crate::gotime::GoTime;
use crate::json::to_json;
use crate::options::GoVersion;
use crate::value::{Kind, Value};

/// Inside a literal in quotes.
fn escape(character: char) -> Option<&'static str> {
    Some(match character {
        '\t' => "\\t",
        '\n' => "\\n",
        '\u{c}' => "\\f",
        '\r' => "\\r",
        '"' => "\\u0022",
        '`' => "\\u0060",
        '&' => "\\u0026",
        '\'' => "\\u0027",
        '+' => "\\u002b",
        '/' => "\\/",
        '<' => "\\u003c",
        '>' => "\\u003e",
        '\\' => "\\\\",
        '\u{2028}' => "\\u2028",
        '\u{2029}' => "\\u2029",
        other => return control(other),
    })
}

fn control(character: char) -> Option<&'static str> {
    const CONTROLS: [&str; 32] = [
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\u0008",
        "\\u0009", "\\u000a", "\\u000b", "\\u000c", "\\u000d", "\\u000e", "\\u000f", "\\u0010", "\\u0011",
        "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a",
        "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
    ];
    CONTROLS.get(character as usize).copied()
}

/// Inside a regular expression.
fn escape_in_regexp(character: char) -> Option<&'static str> {
    Some(match character {
        '$' => "\\$",
        '(' => "\\(",
        ')' => "\\)",
        '*' => "\\*",
        '-' => "\\-",
        '.' => "\\.",
        '?' => "\\?",
        '[' => "\\[",
        ']' => "\\]",
        '^' => "\\^",
        '{' => "\\{",
        '|' => "\\|",
        '}' => "\\}",
        '`' => return None,
        other => return escape(other),
    })
}

/// Inside a template literal, whose `${` inserts.
fn escape_in_template(character: char) -> Option<&'static str> {
    Some(match character {
        '$' => "\\u0024",
        '{' => "\\u007b",
        '}' => "\\u007d",
        other => return escape(other),
    })
}

pub(super) fn literal(content: &Content, _: GoVersion) -> Vec<u8> {
    replaced(&content.text, escape)
}

pub(super) fn template_literal(content: &Content, _: GoVersion) -> Vec<u8> {
    replaced(&content.text, escape_in_template)
}

/// An expression without text would begin a comment.
pub(super) fn regexp(content: &Content, _: GoVersion) -> Vec<u8> {
    if content.text.is_empty() { b"(?:)".to_vec() } else { replaced(&content.text, escape_in_regexp) }
}

/// A value of the language: the JSON of what it is, or of its text if it knows how to print itself.
pub(super) fn value(content: &Content, _: GoVersion) -> Vec<u8> {
    let value =
        if prints_itself(&content.value) { Value::string(&content.text) } else { content.value.clone() };
    let json = match to_json(&value) {
        Ok(json) => json,
        Err(error) => return format!(" /* {} */null ", error.replace("*/", "* /")).into_bytes(),
    };
    let joins = |byte: Option<&u8>| byte.is_some_and(|it| it.is_ascii_alphanumeric() || b"_$".contains(it));
    let bytes = json.as_bytes();
    // A number or word must not run into one beside it.
    if joins(bytes.first()) || joins(bytes.last()) {
        format!(" {json} ").into_bytes()
    } else {
        json.into_bytes()
    }
}

/// Whether a value has a text of its own, and no JSON of its own.
fn prints_itself(value: &Value) -> bool {
    let mut value = value.clone();
    loop {
        if value.native::<GoTime>().is_some() {
            return false;
        }
        if value.ty().string.is_some() {
            return true;
        }
        if !matches!(value.kind(), Kind::Pointer(_)) || value.is_nil() {
            return false;
        }
        value = value.element();
    }
}

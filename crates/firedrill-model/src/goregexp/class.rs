//! Character classes: `[…]`, `\d`, `\p{Greek}`, `[:alpha:]`.

use std::fmt::Write as _;

use super::escape::parse_escape;
use super::unicode_name::property;
use super::{RegexpError, RegexpErrorCode};

/// Matches no text.
pub(super) const NOTHING: &str = "[a&&b]";

/// Reads the class at the start of `text` (an opening bracket); returns its translation and the rest.
pub(super) fn parse_class(text: &str) -> Result<(String, &str), RegexpError> {
    let mut out = "[".to_owned();
    let mut rest = &text[1..];
    if let Some(negated) = rest.strip_prefix('^') {
        out.push('^');
        rest = negated;
    }
    // The engine has no empty class; this one adds nothing to a union.
    out.push_str(NOTHING);
    let mut first = true;
    while first || !rest.starts_with(']') {
        first = false;
        rest = parse_item(&mut out, rest, text)?;
    }
    out.push(']');
    Ok((out, &rest[1..]))
}

fn parse_item<'a>(out: &mut String, text: &'a str, class: &str) -> Result<&'a str, RegexpError> {
    if let Some((translated, rest)) = parse_posix_class(text)? {
        out.push_str(translated);
        return Ok(rest);
    }
    if let Some((translated, rest)) = parse_unicode_class(text)? {
        out.push_str(&translated);
        return Ok(rest);
    }
    if let Some((translated, rest)) = parse_perl_class(text) {
        out.push_str(translated);
        return Ok(rest);
    }
    let (low, mut rest) = parse_character(text, class)?;
    let mut high = low;
    if let Some(after) = rest.strip_prefix('-').filter(|after| !after.is_empty() && !after.starts_with(']')) {
        (high, rest) = parse_character(after, class)?;
        if high < low {
            let range = &text[..text.len() - rest.len()];
            return Err(RegexpError::new(RegexpErrorCode::InvalidCharacterRange, range));
        }
    }
    push_range(out, low, high);
    Ok(rest)
}

/// Surrogates are code points to Go and none to Rust; no text has them.
fn push_range(out: &mut String, low: u32, high: u32) {
    let low = if (0xd800..0xe000).contains(&low) { 0xe000 } else { low };
    let high = if (0xd800..0xe000).contains(&high) { 0xd7ff } else { high };
    if low <= high {
        // Writing to a String cannot fail.
        let _ = write!(out, "\\x{{{low:x}}}-\\x{{{high:x}}}");
    }
}

fn parse_character<'a>(text: &'a str, class: &str) -> Result<(u32, &'a str), RegexpError> {
    if text.starts_with('\\') {
        return parse_escape(text);
    }
    let mut rest = text.chars();
    let Some(character) = rest.next() else {
        return Err(RegexpError::new(RegexpErrorCode::MissingBracket, class));
    };
    Ok((u32::from(character), rest.as_str()))
}

/// `\d`, `\s`, `\w` and their negations, ASCII only; `\s` has no vertical tab.
pub(super) fn parse_perl_class(text: &str) -> Option<(&'static str, &str)> {
    let translated = match text.as_bytes() {
        [b'\\', b'd', ..] => "[0-9]",
        [b'\\', b'D', ..] => "[^0-9]",
        [b'\\', b's', ..] => "[\\t\\n\\x0C\\r ]",
        [b'\\', b'S', ..] => "[^\\t\\n\\x0C\\r ]",
        [b'\\', b'w', ..] => "[0-9A-Za-z_]",
        [b'\\', b'W', ..] => "[^0-9A-Za-z_]",
        _ => return None,
    };
    Some((translated, &text[2..]))
}

/// The ASCII classes both languages know under the same names.
const POSIX_CLASSES: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
    "upper", "word", "xdigit",
];

fn parse_posix_class(text: &str) -> Result<Option<(&str, &str)>, RegexpError> {
    let Some(end) = text.strip_prefix("[:").and_then(|name| name.find(":]")) else {
        return Ok(None);
    };
    let (class, rest) = text.split_at(end + "[::]".len());
    let name = &class[2..2 + end];
    if !POSIX_CLASSES.contains(&name.strip_prefix('^').unwrap_or(name)) {
        return Err(RegexpError::new(RegexpErrorCode::InvalidCharacterRange, class));
    }
    Ok(Some((class, rest)))
}

/// `\pL`, `\p{Greek}`, `\P{^Lu}`.
pub(super) fn parse_unicode_class(text: &str) -> Result<Option<(String, &str)>, RegexpError> {
    let mut negated = match text.as_bytes() {
        [b'\\', b'p', ..] => false,
        [b'\\', b'P', ..] => true,
        _ => return Ok(None),
    };
    let refuse = |part| Err(RegexpError::new(RegexpErrorCode::InvalidCharacterRange, part));
    let (sequence, name) = if text[2..].starts_with('{') {
        let Some(end) = text.find('}') else {
            return refuse(text);
        };
        (&text[..=end], &text[3..end])
    } else {
        let end = 2 + text[2..].chars().next().map_or(0, char::len_utf8);
        (&text[..end], &text[2..end])
    };
    let name = match name.strip_prefix('^') {
        Some(rest) => {
            negated = !negated;
            rest
        }
        None => name,
    };
    let Some(property) = property(name) else {
        return refuse(sequence);
    };
    let translated = match (property.as_str(), negated) {
        ("gc=Cs", false) => NOTHING.to_owned(),
        ("gc=Cs", true) => "\\p{Any}".to_owned(),
        (property, false) => format!("\\p{{{property}}}"),
        (property, true) => format!("\\P{{{property}}}"),
    };
    Ok(Some((translated, &text[sequence.len()..])))
}

//! `strconv.Quote` and its variants.

use std::fmt::Write as _;

use super::is_printable;

/// `text` in Go's double-quoted form (`strconv.Quote`).
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        push_escaped(&mut out, character, '"');
    }
    out.push('"');
    out
}

/// `bytes` in Go's double-quoted form; bytes that are no UTF-8 appear as `\xff`.
pub fn quote_bytes(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 2);
    out.push('"');
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            push_escaped(&mut out, character, '"');
        }
        for byte in chunk.invalid() {
            push_hex(&mut out, 'x', 2, u32::from(*byte));
        }
    }
    out.push('"');
    out
}

/// `text` in Go's double-quoted form with everything outside ASCII escaped (`strconv.QuoteToASCII`).
pub fn quote_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        push_escaped_ascii(&mut out, character, '"');
    }
    out.push('"');
    out
}

/// Whether Go would write `text` in backquotes: one line without controls (but tabs), backquotes or
/// a byte order mark (`strconv.CanBackquote`).
pub fn can_backquote(text: &str) -> bool {
    text.chars().all(|character| match character {
        '\t' => true,
        '`' | '\u{7f}' | '\u{feff}' => false,
        _ => character >= ' ',
    })
}

/// Appends `character` as Go writes it inside a literal delimited by `delimiter`.
pub fn push_escaped(out: &mut String, character: char, delimiter: char) {
    match character {
        _ if character == delimiter || character == '\\' => {
            out.push('\\');
            out.push(character);
        }
        '\u{7}' => out.push_str("\\a"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{b}' => out.push_str("\\v"),
        ' '..='~' => out.push(character),
        '\0'..='\u{7f}' => push_hex(out, 'x', 2, u32::from(character)),
        _ if is_printable(character) => out.push(character),
        _ => push_code_point(out, character),
    }
}

/// As [`push_escaped`], with everything outside ASCII as `\u` or `\U`.
pub fn push_escaped_ascii(out: &mut String, character: char, delimiter: char) {
    if character.is_ascii() {
        push_escaped(out, character, delimiter);
    } else {
        push_code_point(out, character);
    }
}

fn push_code_point(out: &mut String, character: char) {
    match u32::from(character) {
        code @ ..=0xffff => push_hex(out, 'u', 4, code),
        code => push_hex(out, 'U', 8, code),
    }
}

fn push_hex(out: &mut String, kind: char, width: usize, code: u32) {
    // Writing to a String cannot fail.
    let _ = write!(out, "\\{kind}{code:0width$x}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_as_go() {
        assert_eq!(quote("a\"\\\n\u{1}\u{7f}é\u{a0}\u{e0001}"), r#""a\"\\\n\x01\x7fé\u00a0\U000e0001""#);
        assert_eq!(quote_bytes(b"a\xff\xc3\xa9\xe2\x82"), r#""a\xffé\xe2\x82""#);
        assert_eq!(quote_ascii("é😀"), r#""\u00e9\U0001f600""#);
        assert!(can_backquote("a\té"));
        assert!(!can_backquote("a`") && !can_backquote("a\n") && !can_backquote("\u{feff}"));
    }
}

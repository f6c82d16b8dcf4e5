//! `html`, `js` and `urlquery`.

use firedrill_model::quote::is_printable;

use crate::exec::printable;
use crate::format::sprint;
use crate::value::Value;

/// The arguments printed as one text.
pub(super) fn joined(arguments: &[Value]) -> Vec<u8> {
    let operands: Vec<Value> = arguments.iter().cloned().map(printable).collect();
    sprint(&operands)
}

/// The same, but that no value at all prints as `nil` does.
pub(super) fn evaluated(arguments: &[Value]) -> Vec<u8> {
    let shown = |value: &Value| if value.is_valid() { printable(value.clone()) } else { value.clone() };
    let operands: Vec<Value> = arguments.iter().map(shown).collect();
    sprint(&operands)
}

/// `template.HTMLEscapeString`: escapes quotes, `&`, `<`, `>`; NUL becomes U+FFFD.
pub fn escape_html(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            0 => out.extend_from_slice("\u{fffd}".as_bytes()),
            b'"' => out.extend_from_slice(b"&#34;"),
            b'\'' => out.extend_from_slice(b"&#39;"),
            b'&' => out.extend_from_slice(b"&amp;"),
            b'<' => out.extend_from_slice(b"&lt;"),
            b'>' => out.extend_from_slice(b"&gt;"),
            _ => out.push(*byte),
        }
    }
    out
}

/// `template.JSEscapeString`: for inside a JavaScript string.
pub fn escape_js(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\\' => out.extend_from_slice(b"\\\\"),
                '\'' => out.extend_from_slice(b"\\'"),
                '"' => out.extend_from_slice(b"\\\""),
                '<' | '>' | '&' | '=' | '\0'..' ' => push_unicode_escape(&mut out, character),
                _ if character.is_ascii() || is_printable(character) => {
                    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                _ => push_unicode_escape(&mut out, character),
            }
        }
        // A byte that is no UTF-8 counts as U+FFFD, which is printable: it stays.
        out.extend_from_slice(chunk.invalid());
    }
    out
}

fn push_unicode_escape(out: &mut Vec<u8>, character: char) {
    out.extend_from_slice(format!("\\u{:04X}", u32::from(character)).as_bytes());
}

/// `url.QueryEscape`: everything but letters, digits and `-_.~` as `%XX`; a space as `+`.
pub fn escape_query(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b' ' => out.push(b'+'),
            b'-' | b'_' | b'.' | b'~' => out.push(*byte),
            _ if byte.is_ascii_alphanumeric() => out.push(*byte),
            _ => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
        }
    }
    out
}

//! Style sheets.

use super::REFUSED;
use super::content::Content;
use crate::html::scan::decode_css;
use crate::options::GoVersion;

fn escape(character: char) -> Option<&'static str> {
    Some(match character {
        '\0' => "\\0",
        '\t' => "\\9",
        '\n' => "\\a",
        '\u{c}' => "\\c",
        '\r' => "\\d",
        '"' => "\\22",
        '&' => "\\26",
        '\'' => "\\27",
        '(' => "\\28",
        ')' => "\\29",
        '+' => "\\2b",
        '/' => "\\2f",
        ':' => "\\3a",
        ';' => "\\3b",
        '<' => "\\3c",
        '>' => "\\3e",
        '\\' => "\\\\",
        '{' => "\\7b",
        '}' => "\\7d",
        _ => return None,
    })
}

/// Inside a text of a style sheet. An escape that a digit could follow is ended by a space.
pub(super) fn text(content: &Content, _: GoVersion) -> Vec<u8> {
    let text = String::from_utf8_lossy(&content.text);
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let Some(escape) = escape(character) else {
            out.push(character);
            continue;
        };
        out.push_str(escape);
        let could_go_on =
            characters.peek().is_none_or(|next| next.is_ascii_hexdigit() || "\t\n\u{c}\r ".contains(*next));
        if escape != "\\\\" && could_go_on {
            out.push(' ');
        }
    }
    out.into_bytes()
}

/// A value: names, numbers, colours, nothing that ends it or calls anything.
pub(super) fn value(content: &Content, _: GoVersion) -> Vec<u8> {
    let decoded = decode_css(&content.text);
    let ends = |byte: &u8| b"\0\"'()/;@[\\]`{}<>".contains(byte);
    let has_comment = decoded.windows(2).any(|pair| pair == b"--");
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let names: Vec<u8> = decoded.iter().filter(is_name).map(u8::to_ascii_lowercase).collect();
    let names = String::from_utf8_lossy(&names);
    let runs = ["expression", "mozbinding"].iter().any(|word| names.contains(word));
    if decoded.iter().any(ends) || has_comment || runs { REFUSED.to_vec() } else { decoded }
}

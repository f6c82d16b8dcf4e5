//! Go's `%q`.

use std::fmt::Write as _;

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
        '\0'..='\u{7f}' => push_hex(out, 'x', 2, character),
        _ if is_printable(character) => out.push(character),
        '\u{80}'..='\u{ffff}' => push_hex(out, 'u', 4, character),
        _ => push_hex(out, 'U', 8, character),
    }
}

fn push_hex(out: &mut String, kind: char, width: usize, character: char) {
    // Writing to a String cannot fail.
    let _ = write!(out, "\\{kind}{:0width$x}", u32::from(character));
}

/// An approximation of Go's `strconv.IsPrint` by what Rust's own `Debug` leaves unescaped.
fn is_printable(character: char) -> bool {
    character.escape_debug().len() == 1 && !character.is_whitespace()
}

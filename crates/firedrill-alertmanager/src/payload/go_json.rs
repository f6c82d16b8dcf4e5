//! JSON as Go's `encoding/json` writes it.

use serde::Serialize;

/// The value in one line, ended by a line feed; characters that mean something in HTML are escaped.
///
/// Values whose serialisation can fail have no place here: maps have text keys and numbers are finite.
pub(super) fn encode<T: Serialize>(value: &T) -> String {
    let plain = serde_json::to_string(value).unwrap_or_default();
    let mut out = String::with_capacity(plain.len() + 1);
    for character in plain.chars() {
        match character {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn escapes_what_go_escapes() {
        assert_eq!(encode(&"<a & b>\u{2028}\"\n"), "\"\\u003ca \\u0026 b\\u003e\\u2028\\\"\\n\"\n");
    }
}

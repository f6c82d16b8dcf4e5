//! Looking at bytes.

use firedrill_model::quote::quote_bytes;

pub(super) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

pub(super) fn find_any(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.iter().position(|byte| wanted.contains(byte))
}

/// White space between attributes.
pub(super) fn spaces(text: &[u8]) -> usize {
    text.iter().take_while(|byte| b" \t\n\x0c\r".contains(byte)).count()
}

/// As Go's `%q`.
pub(super) fn quoted(text: &[u8]) -> String {
    quote_bytes(text)
}

/// As Go's `%.32q`: the first characters, quoted.
pub(super) fn quoted_start(text: &[u8]) -> String {
    const SHOWN: usize = 32;
    let mut end = 0;
    let mut count = 0;
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars().take(SHOWN - count) {
            end += character.len_utf8();
            count += 1;
        }
        for _ in chunk.invalid().iter().take(SHOWN - count) {
            end += 1;
            count += 1;
        }
        if count == SHOWN {
            break;
        }
    }
    quoted(&text[..end])
}

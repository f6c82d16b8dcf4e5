//! Texts in URLs.

use firedrill_model::quote::quote_bytes;

use crate::builtins::escape_query;

/// `url.QueryEscape`
pub(crate) fn query_escaped(text: &str) -> String {
    // The result is ASCII.
    String::from_utf8_lossy(&escape_query(text.as_bytes())).into_owned()
}

/// Replaces each `%XX` by its byte.
///
/// # Errors
/// `invalid URL escape "%zz"`
pub(crate) fn percent_decoded(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let code = match after {
            [high, low, ..] => digit(high).zip(digit(low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        let Some(code) = code.and_then(|code| u8::try_from(code).ok()) else {
            return Err(format!("invalid URL escape {}", quote_bytes(&rest[..rest.len().min(3)])));
        };
        bytes.push(code);
        rest = &after[2..];
    }
    Ok(bytes)
}

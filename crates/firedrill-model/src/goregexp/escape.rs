//! Escapes of single characters.

use std::str::Chars;

use super::{RegexpError, RegexpErrorCode};

/// Reads the escape at the start of `text` (a backslash) and returns the code point and the rest.
pub(super) fn parse_escape(text: &str) -> Result<(u32, &str), RegexpError> {
    let mut rest = text[1..].chars();
    let Some(first) = rest.next() else {
        return Err(RegexpError::new(RegexpErrorCode::TrailingBackslash, ""));
    };
    let code = match first {
        'a' => Some(0x7),
        'f' => Some(0xc),
        'n' => Some(0xa),
        'r' => Some(0xd),
        't' => Some(0x9),
        'v' => Some(0xb),
        'x' => parse_hexadecimal(&mut rest),
        // A single digit would be a back reference, which RE2 has not.
        '1'..='7' if !rest.as_str().starts_with(is_octal) => None,
        '0'..='7' => Some(parse_octal(first, &mut rest)),
        _ if first.is_ascii() && !first.is_ascii_alphanumeric() => Some(u32::from(first)),
        _ => None,
    };
    code.map(|code| (code, rest.as_str())).ok_or_else(|| {
        let read = text.len() - rest.as_str().len();
        RegexpError::new(RegexpErrorCode::InvalidEscape, &text[..read])
    })
}

fn is_octal(character: char) -> bool {
    ('0'..='7').contains(&character)
}

/// Up to three digits, of which the first is read.
fn parse_octal(first: char, rest: &mut Chars<'_>) -> u32 {
    let mut code = first.to_digit(8).unwrap_or(0);
    for _ in 0..2 {
        let Some(digit) = rest.as_str().chars().next().and_then(|next| next.to_digit(8)) else {
            break;
        };
        code = code * 8 + digit;
        rest.next();
    }
    code
}

/// What follows `\x`: two digits, or any number of them in braces. On failure `rest` stands after
/// the last character read, which is where the error's quotation ends.
fn parse_hexadecimal(rest: &mut Chars<'_>) -> Option<u32> {
    let first = rest.next()?;
    if first != '{' {
        let second = rest.next();
        return Some(first.to_digit(16)? * 16 + second?.to_digit(16)?);
    }
    let mut code = 0;
    let mut any = false;
    loop {
        match rest.next()? {
            '}' if any => return Some(code),
            digit => code = code * 16 + digit.to_digit(16)?,
        }
        if code > u32::from(char::MAX) {
            return None;
        }
        any = true;
    }
}

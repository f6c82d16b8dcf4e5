//! `strconv.ParseInt` and `strconv.ParseUint`.

use super::{ParseNumberCause, ParseNumberError};

/// `strconv.ParseInt(text, base, 64)`: an optional sign, then digits of `base` (2 to 36). Base 0
/// takes the base from the prefix (`0x`, `0o`, `0`, `0b`) and allows `_` between digits.
///
/// # Errors
/// `strconv.ParseInt: parsing "x": invalid syntax` or `value out of range`.
pub fn parse_int(text: &str, base: u32) -> Result<i64, ParseNumberError> {
    let fail = |cause| ParseNumberError::new("ParseInt", text, cause);
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let magnitude = magnitude(digits, base).map_err(fail)?;
    let value = if negative { -i128::from(magnitude) } else { i128::from(magnitude) };
    i64::try_from(value).map_err(|_| fail(ParseNumberCause::Range))
}

/// `strconv.ParseUint(text, base, 64)`: as [`parse_int`], without a sign.
///
/// # Errors
/// `strconv.ParseUint: parsing "x": invalid syntax` or `value out of range`.
pub fn parse_uint(text: &str, base: u32) -> Result<u64, ParseNumberError> {
    magnitude(text, base).map_err(|cause| ParseNumberError::new("ParseUint", text, cause))
}

fn magnitude(text: &str, base: u32) -> Result<u64, ParseNumberCause> {
    let (digits, radix) = match base {
        0 => split_prefix(text),
        _ => (text, base),
    };
    if text.is_empty() {
        return Err(ParseNumberCause::Syntax);
    }
    let mut underscores = false;
    let mut value: u64 = 0;
    for byte in digits.bytes() {
        if byte == b'_' && base == 0 {
            underscores = true;
            continue;
        }
        let digit = char::from(byte).to_digit(radix).ok_or(ParseNumberCause::Syntax)?;
        value = value
            .checked_mul(u64::from(radix))
            .and_then(|shifted| shifted.checked_add(u64::from(digit)))
            .ok_or(ParseNumberCause::Range)?;
    }
    if underscores && !underscores_separate_digits(text) {
        return Err(ParseNumberCause::Syntax);
    }
    Ok(value)
}

/// The digits after the base prefix, and the base. A prefix with nothing after it is none: `0x` is
/// octal zero followed by an `x`.
fn split_prefix(text: &str) -> (&str, u32) {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'0') {
        return (text, 10);
    }
    let prefixed = |radix| (&text[2..], radix);
    match bytes.get(1).map(u8::to_ascii_lowercase) {
        Some(b'b') if bytes.len() >= 3 => prefixed(2),
        Some(b'o') if bytes.len() >= 3 => prefixed(8),
        Some(b'x') if bytes.len() >= 3 => prefixed(16),
        _ => (&text[1..], 8),
    }
}

/// Whether every `_` in a number stands between digits or right after a base prefix.
pub(crate) fn underscores_separate_digits(text: &str) -> bool {
    #[derive(PartialEq)]
    enum Seen {
        Start,
        Digit,
        Underscore,
        Other,
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text).as_bytes();
    let prefix = match unsigned {
        [b'0', letter, ..] => Some(letter.to_ascii_lowercase()),
        _ => None,
    };
    let (body, hex, mut seen) = match prefix {
        Some(letter @ (b'b' | b'o' | b'x')) => (&unsigned[2..], letter == b'x', Seen::Digit),
        _ => (unsigned, false, Seen::Start),
    };
    for byte in body {
        seen = match byte {
            b'0'..=b'9' => Seen::Digit,
            b'a'..=b'f' | b'A'..=b'F' if hex => Seen::Digit,
            b'_' if seen == Seen::Digit => Seen::Underscore,
            b'_' => return false,
            _ if seen == Seen::Underscore => return false,
            _ => Seen::Other,
        };
    }
    seen != Seen::Underscore
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_integers_as_go() {
        for (text, base, want) in [
            ("0", 0, Some(0)),
            ("-42", 0, Some(-42)),
            ("+42", 10, Some(42)),
            ("0x1F", 0, Some(31)),
            ("0X_1f", 0, Some(31)),
            ("0b101", 0, Some(5)),
            ("0o17", 0, Some(15)),
            ("017", 0, Some(15)),
            ("017", 10, Some(17)),
            ("08", 0, None),
            ("0x", 0, None),
            ("1_000", 0, Some(1000)),
            ("1_000", 10, None),
            ("1__0", 0, None),
            ("_1", 0, None),
            ("1_", 0, None),
            ("0_7", 0, Some(7)),
            ("", 0, None),
            ("-", 0, None),
            ("9223372036854775807", 10, Some(i64::MAX)),
            ("-9223372036854775808", 10, Some(i64::MIN)),
        ] {
            assert_eq!(parse_int(text, base).ok(), want, "{text:?} base {base}");
        }
    }

    #[test]
    fn refuses_with_go_texts() {
        assert_eq!(
            parse_int("9223372036854775808", 0).unwrap_err().to_string(),
            "strconv.ParseInt: parsing \"9223372036854775808\": value out of range"
        );
        assert_eq!(
            parse_uint("1é", 10).unwrap_err().to_string(),
            "strconv.ParseUint: parsing \"1é\": invalid syntax"
        );
        assert_eq!(parse_uint("18446744073709551615", 0), Ok(u64::MAX));
        assert!(parse_uint("-1", 0).is_err());
    }
}

//! Offsets and abbreviations of zones in a value to parse.

use super::layout::OffsetPrecision;

/// Seconds east of UTC and the bytes read; the error names what is out of range, or nothing.
pub(super) fn offset_seconds(
    text: &str,
    colons: bool,
    precision: OffsetPrecision,
) -> Result<(i32, usize), &'static str> {
    let fields = match precision {
        OffsetPrecision::Hours => 1,
        OffsetPrecision::Minutes => 2,
        OffsetPrecision::Seconds => 3,
    };
    let mut position = 1;
    let mut numbers = [0; 3];
    for (index, number) in numbers.iter_mut().take(fields).enumerate() {
        if index > 0 && colons {
            if text.as_bytes().get(position) != Some(&b':') {
                return Err("");
            }
            position += 1;
        }
        let digits = text.get(position..position + 2).ok_or("")?;
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err("");
        }
        *number = digits.parse::<i32>().map_err(|_| "")?;
        position += 2;
    }
    let [hours, minutes, seconds] = numbers;
    if hours > 24 {
        return Err("time zone offset hour");
    }
    if minutes > 60 {
        return Err("time zone offset minute");
    }
    if seconds > 60 {
        return Err("time zone offset second");
    }
    let sign = match text.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return Err(""),
    };
    Ok((sign * (hours * 3600 + minutes * 60 + seconds), position))
}

/// The length of a zone's abbreviation at the start of `text`: three to five capitals, `GMT+2`, `+03`.
pub(super) fn zone_name_length(text: &str) -> Option<usize> {
    if text.len() < 3 {
        return None;
    }
    if text.starts_with("ChST") || text.starts_with("MeST") {
        return Some(4);
    }
    if let Some(offset) = text.strip_prefix("GMT") {
        return Some(3 + signed_offset_length(offset));
    }
    if text.starts_with(['+', '-']) {
        return Some(signed_offset_length(text)).filter(|length| *length > 0);
    }
    match text.bytes().take(6).take_while(u8::is_ascii_uppercase).count() {
        5 if text.as_bytes()[4] == b'T' => Some(5),
        4 if text.as_bytes()[3] == b'T' || text.starts_with("WITA") => Some(4),
        3 => Some(3),
        _ => None,
    }
}

/// The length of a sign and a number of hours; zero if that is not there.
fn signed_offset_length(text: &str) -> usize {
    if !text.starts_with(['+', '-']) {
        return 0;
    }
    let digits = text[1..].bytes().take_while(u8::is_ascii_digit).count();
    let hours = text[1..=digits].parse::<u32>();
    if hours.is_ok_and(|hours| hours <= 23) { digits + 1 } else { 0 }
}

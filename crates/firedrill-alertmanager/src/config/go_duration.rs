//! Go's `time.ParseDuration`.

use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Node, Resolved};

/// Nanoseconds of the units; the two signs for micro are U+00B5 and U+03BC.
const UNITS: [(&str, f64); 8] = [
    ("ns", 1.0),
    ("us", 1e3),
    ("\u{b5}s", 1e3),
    ("\u{3bc}s", 1e3),
    ("ms", 1e6),
    ("s", 1e9),
    ("m", 60e9),
    ("h", 3600e9),
];

/// A `time.Duration` in YAML: nanoseconds as an integer, or a text; gives nanoseconds.
pub(super) fn read(decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<i128> {
    let text = node.scalar().map(|scalar| scalar.text.to_owned());
    decoder.resolved(node, "time.Duration", |resolved| match resolved {
        Resolved::Int(value) if i64::try_from(value).is_ok() => Some(value),
        Resolved::Float(value) => Some(value as i128),
        Resolved::Text => text.and_then(|text| parse(&text).ok()),
        _ => None,
    })
}

/// Nanoseconds of a text such as `1h30m` or `-1.5s`, or Go's complaint.
pub(super) fn parse(text: &str) -> Result<i128, String> {
    let invalid = || format!("time: invalid duration {}", quote(text));
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut total = 0.0;
    while !rest.is_empty() {
        let end = rest.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        if number.matches('.').count() > 1 || !number.contains(|it: char| it.is_ascii_digit()) {
            return Err(invalid());
        }
        let value: f64 = number.parse().map_err(|_| invalid())?;
        let end = after.find(|it: char| it.is_ascii_digit() || it == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        if unit.is_empty() {
            return Err(format!("time: missing unit in duration {}", quote(text)));
        }
        let Some((_, length)) = UNITS.iter().find(|(name, _)| *name == unit) else {
            return Err(format!("time: unknown unit {} in duration {}", quote(unit), quote(text)));
        };
        total += value * length;
        rest = after;
    }
    if total > i64::MAX as f64 {
        return Err(invalid());
    }
    Ok(sign * total as i128)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_gos_notation() {
        for (text, want) in [
            ("0", Ok(0)),
            ("1h30m", Ok(5_400_000_000_000)),
            ("-1.5s", Ok(-1_500_000_000)),
            (".5s", Ok(500_000_000)),
            ("10s", Ok(10_000_000_000)),
            ("", Err("time: invalid duration \"\"")),
            ("x", Err("time: invalid duration \"x\"")),
            ("5", Err("time: missing unit in duration \"5\"")),
            ("5d", Err("time: unknown unit \"d\" in duration \"5d\"")),
            (".s", Err("time: invalid duration \".s\"")),
        ] {
            assert_eq!(parse(text), want.map_err(str::to_owned), "{text}");
        }
    }
}

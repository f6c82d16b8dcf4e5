//! What an untyped scalar means.

use crate::number;

use super::{Scalar, Style};

/// Which of Go's YAML libraries reads the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `yaml.v2`: promtool's unit-test files.
    V2,
    /// `yaml.v3`: rule files.
    V3,
}

/// A scalar's value under the core schema as Go's libraries see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolved {
    /// `null`, `~`, nothing.
    Null,
    /// `true` and its spellings.
    Bool(bool),
    /// An integer; wide enough for both of Go's 64-bit kinds.
    Int(i128),
    /// A float.
    Float(f64),
    /// Looks like a date.
    Timestamp,
    /// Anything else.
    Text,
}

impl Resolved {
    /// The tag that upstream's messages show.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Null => "!!null",
            Self::Bool(_) => "!!bool",
            Self::Int(_) => "!!int",
            Self::Float(_) => "!!float",
            Self::Timestamp => "!!timestamp",
            Self::Text => "!!str",
        }
    }
}

/// Resolves a scalar; quoted and block scalars and those tagged `!!str` are texts.
pub fn resolve(version: Version, scalar: Scalar<'_>) -> Resolved {
    match scalar.tag {
        None if scalar.style != Style::Plain => Resolved::Text,
        None | Some("!!int" | "!!float" | "!!bool" | "!!null" | "!!timestamp") => {
            let resolved = resolve_plain(version, scalar.text);
            match (scalar.tag, resolved) {
                (Some("!!float"), Resolved::Int(value)) => Resolved::Float(value as f64),
                _ => resolved,
            }
        }
        Some(_) => Resolved::Text,
    }
}

/// Whether the scalar is `null`, without looking at numbers.
pub(super) fn is_null(scalar: Scalar<'_>) -> bool {
    let untyped = scalar.tag.is_none() && scalar.style == Style::Plain || scalar.tag == Some("!!null");
    untyped && matches!(scalar.text, "" | "~" | "null" | "Null" | "NULL")
}

fn resolve_plain(version: Version, text: &str) -> Resolved {
    let Some(first) = text.bytes().next() else { return Resolved::Null };
    if let Some(word) = resolve_word(version, text) {
        return word;
    }
    match first {
        b'.' => number::parse_float(text).map_or(Resolved::Text, Resolved::Float),
        b'+' | b'-' | b'0'..=b'9' => resolve_number(text),
        _ => Resolved::Text,
    }
}

fn resolve_word(version: Version, text: &str) -> Option<Resolved> {
    let resolved = match text {
        "~" | "null" | "Null" | "NULL" => Resolved::Null,
        "true" | "True" | "TRUE" => Resolved::Bool(true),
        "false" | "False" | "FALSE" => Resolved::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Resolved::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Resolved::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Resolved::Float(f64::NEG_INFINITY),
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" if version == Version::V2 => {
            Resolved::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" if version == Version::V2 => {
            Resolved::Bool(false)
        }
        _ => return None,
    };
    Some(resolved)
}

fn resolve_number(text: &str) -> Resolved {
    if is_timestamp(text) {
        return Resolved::Timestamp;
    }
    let plain = if text.contains('_') { text.replace('_', "") } else { text.to_owned() };
    if let Some(value) = parse_int(&plain) {
        return Resolved::Int(value);
    }
    if is_yaml_float(&plain)
        && let Ok(value) = number::parse_float(&plain)
    {
        return Resolved::Float(value);
    }
    Resolved::Text
}

/// Go's `strconv.ParseInt(text, 0, 64)`, else `ParseUint`.
fn parse_int(text: &str) -> Option<i128> {
    let signed = number::parse_int(text, 0).map(i128::from);
    signed.or_else(|_| number::parse_uint(text, 0).map(i128::from)).ok()
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_yaml_float(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_ok = match mantissa.split_once('.') {
        Some(("", fraction)) => !fraction.is_empty() && digits(fraction),
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => !mantissa.is_empty() && digits(mantissa),
    };
    let exponent_ok = exponent.is_none_or(|part| {
        let part = part.strip_prefix(['+', '-']).unwrap_or(part);
        !part.is_empty() && digits(part)
    });
    mantissa_ok && exponent_ok
}

/// Whether a date or date-time as `yaml.v3` recognises it begins the text: `YYYY-M-D…`.
fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 8 || !bytes[..4].iter().all(u8::is_ascii_digit) || bytes[4] != b'-' {
        return false;
    }
    let mut parts = text[5..].splitn(2, '-');
    let month = parts.next().and_then(|part| part.parse::<u8>().ok());
    let rest = parts.next().unwrap_or("");
    let day_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let day = rest[..day_digits].parse::<u8>().ok();
    let tail = &rest[day_digits..];
    matches!((month, day), (Some(1..=12), Some(1..=31)))
        && (tail.is_empty() || tail.starts_with(['T', 't', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(version: Version, text: &str) -> Resolved {
        resolve(version, Scalar { text, style: Style::Plain, tag: None })
    }

    #[test]
    fn resolves_as_go() {
        for (text, want) in [
            ("", Resolved::Null),
            ("null", Resolved::Null),
            ("010", Resolved::Int(8)),
            ("1_000", Resolved::Int(1000)),
            ("0x1F", Resolved::Int(31)),
            ("0b11", Resolved::Int(3)),
            ("-5", Resolved::Int(-5)),
            ("18446744073709551615", Resolved::Int(18_446_744_073_709_551_615)),
            ("1.5", Resolved::Float(1.5)),
            (".25", Resolved::Float(0.25)),
            ("1e3", Resolved::Float(1000.0)),
            ("1e400", Resolved::Text),
            (".inf", Resolved::Float(f64::INFINITY)),
            ("Inf", Resolved::Text),
            ("0x1p3", Resolved::Text),
            ("1:30", Resolved::Text),
            ("08", Resolved::Float(8.0)),
            ("2026-01-02", Resolved::Timestamp),
            ("yes", Resolved::Text),
        ] {
            assert_eq!(plain(Version::V3, text), want, "{text}");
        }
        assert_eq!(plain(Version::V2, "yes"), Resolved::Bool(true));
    }

    #[test]
    fn quotes_and_tags_decide() {
        let quoted = Scalar { text: "1", style: Style::DoubleQuoted, tag: None };
        assert_eq!(resolve(Version::V3, quoted), Resolved::Text);
        let tagged = Scalar { text: "1", style: Style::Plain, tag: Some("!!str") };
        assert_eq!(resolve(Version::V3, tagged), Resolved::Text);
        let float = Scalar { text: "1", style: Style::Plain, tag: Some("!!float") };
        assert_eq!(resolve(Version::V3, float), Resolved::Float(1.0));
    }
}

//! Prometheus durations: `1h30m`, `500ms`, `2w`.

use std::fmt;

use crate::quote::quote;

/// A signed span of time in milliseconds, written in Prometheus' notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(i64);

const SECOND_MS: i64 = 1000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
const WEEK_MS: i64 = 7 * DAY_MS;
const YEAR_MS: i64 = 365 * DAY_MS;

/// The units in the order they must appear, with their length and whether they print only when
/// they divide the whole (years and weeks do).
const UNITS: [(&str, i64, bool); 7] = [
    ("y", YEAR_MS, true),
    ("w", WEEK_MS, true),
    ("d", DAY_MS, false),
    ("h", HOUR_MS, false),
    ("m", MINUTE_MS, false),
    ("s", SECOND_MS, false),
    ("ms", 1, false),
];

/// Go keeps durations as nanoseconds in 63 bits.
const MAX_MS: u64 = i64::MAX as u64 / 1_000_000;

/// Why a text is no Prometheus duration; the texts are those of `prometheus/common/model`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// The empty string.
    #[error("empty duration string")]
    Empty,
    /// Wrong order, a repeated unit, no digits, a count too large.
    #[error("not a valid duration string: {}", quote(.0))]
    Invalid(String),
    /// Digits followed by something that is no unit.
    #[error("unknown unit {} in duration {}", quote(.unit), quote(.text))]
    UnknownUnit {
        /// What stands where a unit should.
        unit: String,
        /// The whole text.
        text: String,
    },
    /// Longer than 292 years.
    #[error("duration out of range")]
    OutOfRange,
}

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A duration of `ms` milliseconds.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// A duration of whole seconds.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds * SECOND_MS)
    }

    /// Milliseconds.
    pub const fn as_ms(self) -> i64 {
        self.0
    }

    /// Seconds as Go's `time.Duration.Seconds` gives them: whole seconds plus the remainder's
    /// nanoseconds divided by 1e9, which is not always the double nearest to `ms / 1000`.
    pub fn as_seconds(self) -> f64 {
        let whole = self.0 / SECOND_MS;
        let rest_ns = (self.0 % SECOND_MS) * 1_000_000;
        whole as f64 + rest_ns as f64 / 1e9
    }

    /// Parses `1h30m`; units descending, each once, integers only, no sign; `0` alone is allowed.
    ///
    /// Follows `ParseDuration` of `prometheus/common/model/time.go`.
    ///
    /// # Errors
    /// See [`DurationError`].
    pub fn parse(text: &str) -> Result<Self, DurationError> {
        if text == "0" {
            return Ok(Self::ZERO);
        }
        if text.is_empty() {
            return Err(DurationError::Empty);
        }
        let invalid = || DurationError::Invalid(text.to_owned());
        let mut rest = text;
        let mut total: u64 = 0;
        let mut next_unit = 0;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                return Err(invalid());
            }
            let count: u64 = rest[..digits].parse().map_err(|_| invalid())?;
            rest = &rest[digits..];
            let letters = rest.bytes().take_while(|byte| !byte.is_ascii_digit()).count();
            if letters == 0 {
                return Err(invalid());
            }
            let unit = &rest[..letters];
            rest = &rest[letters..];
            let Some(position) = UNITS.iter().position(|(name, ..)| *name == unit) else {
                return Err(DurationError::UnknownUnit { unit: unit.to_owned(), text: text.to_owned() });
            };
            if position < next_unit {
                return Err(invalid());
            }
            next_unit = position + 1;
            let length = UNITS[position].1 as u64;
            total = count
                .checked_mul(length)
                .and_then(|ms| total.checked_add(ms))
                .filter(|ms| *ms <= MAX_MS)
                .ok_or(DurationError::OutOfRange)?;
        }
        Ok(Self(total as i64))
    }
}

impl fmt::Display for Duration {
    /// Years and weeks appear only if they divide the whole duration; zero prints `0s`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return formatter.write_str("0s");
        }
        let mut rest = self.0.unsigned_abs();
        if self.0 < 0 {
            formatter.write_str("-")?;
        }
        for (name, length, only_exact) in UNITS {
            let length = length as u64;
            if rest == 0 || (only_exact && !rest.is_multiple_of(length)) {
                continue;
            }
            if rest >= length {
                write!(formatter, "{}{name}", rest / length)?;
                rest %= length;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_and_prints_as_prometheus() {
        for (text, ms, printed) in [
            ("0", 0, "0s"),
            ("0s", 0, "0s"),
            ("324ms", 324, "324ms"),
            ("3s", 3000, "3s"),
            ("5m", 300_000, "5m"),
            ("90m", 5_400_000, "1h30m"),
            ("4d1h", 349_200_000, "4d1h"),
            ("14d", 1_209_600_000, "2w"),
            ("8d", 691_200_000, "8d"),
            ("3w2d1h", 1_990_800_000, "23d1h"),
            ("10y", 315_360_000_000, "10y"),
            ("1y1d", 31_622_400_000, "366d"),
            ("1h0m1s", 3_601_000, "1h1s"),
        ] {
            let parsed = Duration::parse(text).expect(text);
            assert_eq!(parsed.as_ms(), ms, "{text}");
            assert_eq!(parsed.to_string(), printed, "{text}");
        }
    }

    #[test]
    fn refuses_with_prometheus_texts() {
        for (text, want) in [
            ("", "empty duration string"),
            ("5", "not a valid duration string: \"5\""),
            ("1", "not a valid duration string: \"1\""),
            ("-1m", "not a valid duration string: \"-1m\""),
            ("1y1m1d", "not a valid duration string: \"1y1m1d\""),
            ("1m1m", "not a valid duration string: \"1m1m\""),
            ("5x", "unknown unit \"x\" in duration \"5x\""),
            ("1.5d", "unknown unit \".\" in duration \"1.5d\""),
            ("294y", "duration out of range"),
        ] {
            assert_eq!(Duration::parse(text).expect_err(text).to_string(), want, "{text:?}");
        }
    }
}

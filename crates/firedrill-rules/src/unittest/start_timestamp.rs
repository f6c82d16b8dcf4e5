//! `start_timestamp`.

use chrono::DateTime;
use firedrill_model::Timestamp;
use firedrill_model::number::parse_float;

/// Seconds since the epoch, or a time as in RFC 3339; the year one means "not set".
///
/// `None` where the text is neither.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    if let Ok(seconds) = parse_float(text) {
        let whole = seconds.trunc();
        let milliseconds = ((seconds - whole) * 1000.0).round();
        return Some(Timestamp((whole as i64).saturating_mul(1000).saturating_add(milliseconds as i64)));
    }
    // Go's layout wants the capital letters and no space.
    if text.contains(['t', 'z', ' ']) {
        return None;
    }
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    let milliseconds = time.timestamp_millis();
    Some(if milliseconds == YEAR_ONE_MS { Timestamp::EPOCH } else { Timestamp(milliseconds) })
}

/// Go's zero time, `0001-01-01T00:00:00Z`.
const YEAR_ONE_MS: i64 = -62_135_596_800_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_numbers_and_rfc_3339() {
        for (text, want) in [
            ("1700000000", Some(1_700_000_000_000)),
            ("1700000000.25", Some(1_700_000_000_250)),
            (".25", Some(250)),
            ("1.7e9", Some(1_700_000_000_000)),
            ("2024-01-01T00:00:00Z", Some(1_704_067_200_000)),
            ("2024-01-01T00:00:00.5+02:00", Some(1_704_060_000_500)),
            ("0001-01-01T00:00:00Z", Some(0)),
            ("2024-01-01", None),
            ("2024-01-01t00:00:00z", None),
            ("2024-01-01 00:00:00", None),
            ("now", None),
            ("", None),
            ("0x10", None),
        ] {
            assert_eq!(parse(text).map(Timestamp::as_ms), want, "{text:?}");
        }
    }
}

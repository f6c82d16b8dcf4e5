//! Instants as Go's `time.RFC3339Nano` writes them, in UTC.

use chrono::{DateTime, Datelike, Timelike, Utc};
use firedrill_model::Timestamp;

/// Go's zero time, which stands for "not ended".
pub(super) const ZERO: &str = "0001-01-01T00:00:00Z";

/// `2006-01-02T15:04:05.12Z`; the fraction ends with its last digit other than zero. Instants beyond the
/// calendar are the zero time.
pub(super) fn print(instant: Timestamp) -> String {
    let Some(time) = DateTime::<Utc>::from_timestamp_millis(instant.as_ms()) else { return ZERO.to_owned() };
    let mut text = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    );
    let fraction = format!(".{:03}", time.timestamp_subsec_millis());
    text.push_str(fraction.trim_end_matches('0').trim_end_matches('.'));
    text.push('Z');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_the_fraction() {
        for (ms, want) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_700_000_000_120, "2023-11-14T22:13:20.12Z"),
            (1_700_000_000_007, "2023-11-14T22:13:20.007Z"),
            (i64::MAX, ZERO),
        ] {
            assert_eq!(print(Timestamp(ms)), want);
        }
    }
}

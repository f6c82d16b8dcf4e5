//! Instants as Go's `time.RFC3339Nano` writes them, in UTC.

use firedrill_gotemplate::gotime::GoTime;
use firedrill_model::Timestamp;

const RFC3339_NANO: &str = "2006-01-02T15:04:05.999999999Z07:00";

/// Go's zero time, which stands for "not ended".
pub(crate) const ZERO: &str = "0001-01-01T00:00:00Z";

/// `2006-01-02T15:04:05.12Z`; the fraction ends with its last digit other than zero.
pub(crate) fn print(instant: Timestamp) -> String {
    GoTime::from_milliseconds(instant.as_ms()).format(RFC3339_NANO)
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
        ] {
            assert_eq!(print(Timestamp(ms)), want);
        }
        assert_eq!(GoTime::zero().format(RFC3339_NANO), ZERO);
    }
}

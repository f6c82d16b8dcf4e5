//! Times on the command line.

use chrono::DateTime;
use firedrill_model::Duration;
use firedrill_model::number::parse_float;

/// Milliseconds from seconds as the HTTP API rounds them: half away from zero.
pub(crate) fn milliseconds(seconds: f64) -> Option<i64> {
    let ms = (seconds * 1000.0).round();
    // Nine digits of years are enough, and leave room for arithmetic.
    (ms.abs() < 1e16).then_some(ms as i64)
}

/// Seconds since the epoch, a duration since the epoch, or RFC 3339; in milliseconds.
pub(crate) fn parse_time(text: &str) -> Result<i64, String> {
    if let Ok(seconds) = parse_float(text) {
        return milliseconds(seconds).ok_or_else(|| "out of range".to_owned());
    }
    if let Ok(duration) = Duration::parse(text) {
        return Ok(duration.as_ms());
    }
    let time = DateTime::parse_from_rfc3339(text);
    time.map(|time| time.timestamp_millis()).map_err(|_| {
        "expected seconds since the epoch, a duration such as 1h30m, or a time such as 2026-01-02T15:04:05Z"
            .to_owned()
    })
}

/// Seconds or a duration, in milliseconds, more than zero.
pub(crate) fn parse_step(text: &str) -> Result<i64, String> {
    let ms = match parse_float(text) {
        Ok(seconds) => milliseconds(seconds),
        Err(_) => Duration::parse(text).ok().map(Duration::as_ms),
    };
    ms.filter(|ms| *ms > 0)
        .ok_or_else(|| "expected seconds or a duration such as 30s, more than 0".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_forms() {
        for (text, want) in [
            ("60", Ok(60_000)),
            ("60.0005", Ok(60_001)),
            ("-1", Ok(-1000)),
            ("1h30m", Ok(5_400_000)),
            ("1970-01-01T00:01:00Z", Ok(60_000)),
            ("NaN", Err("out of range")),
            ("1e300", Err("out of range")),
            ("soon", Err("expected seconds since the epoch")),
        ] {
            match (parse_time(text), want) {
                (Ok(ms), Ok(want)) => assert_eq!(ms, want, "{text}"),
                (Err(error), Err(want)) => assert!(error.starts_with(want), "{text}: {error}"),
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
        assert_eq!(parse_step("30s"), Ok(30_000));
        assert!(parse_step("0").is_err() && parse_step("-5").is_err());
    }
}

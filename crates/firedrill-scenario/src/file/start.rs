//! `start:`, an instant of the calendar.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use firedrill_model::Timestamp;

/// What is no start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum StartError {
    #[error("{0:?} is no instant; write 2026-03-29T00:30:00Z or 2026-03-29T00:30:00 Europe/Berlin")]
    NoInstant(String),
    #[error("{0:?} is no zone of the IANA database")]
    UnknownZone(String),
    #[error("there is no {local} in {zone}: clocks go forward over it")]
    Skipped { local: String, zone: String },
    #[error("{local} comes twice in {zone}: write it with its offset, as in 2026-10-25T02:30:00+01:00")]
    Twice { local: String, zone: String },
}

/// An instant with the zone it names, if any.
pub(super) fn parse(text: &str) -> Result<(Timestamp, Option<String>), StartError> {
    let no_instant = || StartError::NoInstant(text.to_owned());
    let Some((local, zone)) = text.split_once(' ') else {
        let instant = DateTime::parse_from_rfc3339(text).map_err(|_| no_instant())?;
        return Ok((Timestamp(instant.timestamp_millis()), None));
    };
    let zone = zone.trim();
    let naive = NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M"))
        .map_err(|_| no_instant())?;
    let known: Tz = zone.parse().map_err(|_| StartError::UnknownZone(zone.to_owned()))?;
    let (local, zone) = (local.to_owned(), zone.to_owned());
    match known.from_local_datetime(&naive) {
        LocalResult::Single(instant) => Ok((Timestamp(instant.timestamp_millis()), Some(zone))),
        LocalResult::Ambiguous(..) => Err(StartError::Twice { local, zone }),
        LocalResult::None => Err(StartError::Skipped { local, zone }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_is_an_instant_of_a_calendar() {
        for (text, want) in [
            ("1970-01-01T00:01:00Z", "60000 -"),
            ("1970-01-01T01:01:00+01:00", "60000 -"),
            ("2026-03-29T00:30:00 Europe/Berlin", "1774740600000 Europe/Berlin"),
            ("2026-03-29T03:30 Europe/Berlin", "1774747800000 Europe/Berlin"),
            (
                "2026-03-29T02:30:00 Europe/Berlin",
                "there is no 2026-03-29T02:30:00 in Europe/Berlin: clocks go forward over it",
            ),
            (
                "2026-10-25T02:30:00 Europe/Berlin",
                "2026-10-25T02:30:00 comes twice in Europe/Berlin: write it with its offset, as in \
                 2026-10-25T02:30:00+01:00",
            ),
            ("2026-03-29T00:30:00 Europe/Bonn", "\"Europe/Bonn\" is no zone of the IANA database"),
            (
                "tomorrow",
                "\"tomorrow\" is no instant; write 2026-03-29T00:30:00Z or 2026-03-29T00:30:00 Europe/Berlin",
            ),
        ] {
            let got = match parse(text) {
                Ok((start, zone)) => format!("{} {}", start.as_ms(), zone.unwrap_or_else(|| "-".to_owned())),
                Err(error) => error.to_string(),
            };
            assert_eq!(got, want, "{text}");
        }
    }
}

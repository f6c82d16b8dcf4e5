//! One time interval and the wall clock it is held against.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use firedrill_model::Timestamp;

use super::{Inclusive, MinuteRange};
use crate::Switches;

/// The zone whose wall clock an interval is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location(Tz);

impl Location {
    /// The zone called `name`; `Local`, the server's own, is UTC here.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "" | "UTC" | "Local" => Some(Self(Tz::UTC)),
            _ => name.parse().ok().map(Self),
        }
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// A time interval: holds where every field that is present holds. A field that is present but empty
/// never holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimeInterval {
    /// Times of the day.
    pub times: Option<Vec<MinuteRange>>,
    /// Days of the week, Sunday is 0.
    pub weekdays: Option<Vec<Inclusive>>,
    /// Days of the month, negative from its end.
    pub days_of_month: Option<Vec<Inclusive>>,
    /// Months.
    pub months: Option<Vec<Inclusive>>,
    /// Years.
    pub years: Option<Vec<Inclusive>>,
    /// The zone, UTC where absent.
    pub location: Option<Location>,
}

impl TimeInterval {
    pub(super) fn zone(&self) -> Tz {
        self.location.map_or(Tz::UTC, |location| location.0)
    }

    /// Whether the interval holds at `now`; `false` beyond the calendar (about ±262,000 years).
    pub fn contains(&self, now: Timestamp, switches: Switches) -> bool {
        let zone = self.zone();
        let Some(utc) = DateTime::<Utc>::from_timestamp_millis(now.as_ms()) else { return false };
        let local = utc.with_timezone(&zone);
        let holds =
            |field: &Option<Vec<Inclusive>>, value: i64| any(field.as_ref(), |range| range.contains(value));
        any(self.times.as_ref(), |range| range.contains(local.hour() * 60 + local.minute()))
            && any(self.days_of_month.as_ref(), |range| {
                range.contains_day(i64::from(local.day()), days_in_month(&local, switches))
            })
            && holds(&self.months, i64::from(local.month()))
            && holds(&self.weekdays, i64::from(local.weekday().num_days_from_sunday()))
            && holds(&self.years, i64::from(local.year()))
    }
}

fn any<T: Copy>(field: Option<&Vec<T>>, holds: impl FnMut(T) -> bool) -> bool {
    field.is_none_or(|ranges| ranges.iter().copied().any(holds))
}

/// Days of the month of `local`. Older releases divided the month's hours by 24, so a month that loses
/// an hour to daylight saving was a day short.
fn days_in_month(local: &DateTime<Tz>, switches: Switches) -> i64 {
    let first = NaiveDate::from_ymd_opt(local.year(), local.month(), 1);
    let next = first.and_then(|date| date.checked_add_months(chrono::Months::new(1)));
    let (Some(first), Some(next)) = (first, next) else { return i64::from(local.day()) };
    if switches.month_length_by_calendar {
        return (next - first).num_days();
    }
    let midnight = |date: NaiveDate| {
        let naive = date.and_hms_opt(0, 0, 0)?;
        let zone = local.timezone();
        // Where midnight does not exist, Go takes the hour after it.
        zone.from_local_datetime(&naive)
            .earliest()
            .or_else(|| zone.from_local_datetime(&(naive + TimeDelta::hours(1))).earliest())
    };
    match (midnight(first), midnight(next)) {
        (Some(first), Some(next)) => (next - first).num_hours() / 24,
        _ => (next - first).num_days(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;

    fn at(text: &str) -> Timestamp {
        Timestamp(DateTime::parse_from_rfc3339(text).expect(text).timestamp_millis())
    }

    fn days(begin: i64, end: i64) -> TimeInterval {
        TimeInterval { days_of_month: Some(vec![Inclusive { begin, end }]), ..TimeInterval::default() }
    }

    #[test]
    fn holds_where_every_present_field_holds() {
        let times = |start, end| TimeInterval {
            times: Some(vec![MinuteRange { start, end }]),
            ..TimeInterval::default()
        };
        let weekdays = |begin, end| TimeInterval {
            weekdays: Some(vec![Inclusive { begin, end }]),
            ..TimeInterval::default()
        };
        let empty = TimeInterval { months: Some(vec![]), ..TimeInterval::default() };
        for (interval, instant, want) in [
            (TimeInterval::default(), "2024-05-05T12:00:00Z", true),
            (empty, "2024-05-05T12:00:00Z", false),
            (times(540, 1020), "2024-05-05T09:00:00Z", true),
            (times(540, 1020), "2024-05-05T16:59:59Z", true),
            (times(540, 1020), "2024-05-05T17:00:00Z", false),
            (times(0, 1440), "2024-05-05T23:59:59Z", true),
            (weekdays(1, 5), "2024-05-05T12:00:00Z", false),
            (weekdays(1, 5), "2024-05-06T12:00:00Z", true),
            (days(-1, -1), "2024-02-29T00:00:00Z", true),
            (days(-1, -1), "2023-02-28T00:00:00Z", true),
            (days(-3, -2), "2023-02-28T00:00:00Z", false),
            (days(30, 31), "2023-02-28T00:00:00Z", false),
            (days(28, 31), "2023-02-28T00:00:00Z", true),
            (days(-31, -1), "2023-02-01T00:00:00Z", true),
        ] {
            assert_eq!(
                interval.contains(at(instant), Version::NEWEST.switches()),
                want,
                "{interval:?} {instant}"
            );
        }
    }

    #[test]
    fn follows_the_wall_clock_of_its_zone() {
        let berlin = TimeInterval {
            times: Some(vec![MinuteRange { start: 120, end: 180 }]),
            location: Location::named("Europe/Berlin"),
            ..TimeInterval::default()
        };
        for (instant, want) in [
            // 02:30 happens twice when summer ends and never when it begins.
            ("2024-10-27T00:30:00Z", true),
            ("2024-10-27T01:30:00Z", true),
            ("2024-10-27T02:00:00Z", false),
            ("2024-03-31T00:59:00Z", false),
            ("2024-03-31T01:00:00Z", false),
        ] {
            assert_eq!(berlin.contains(at(instant), Version::NEWEST.switches()), want, "{instant}");
        }
    }

    #[test]
    fn older_releases_shorten_a_month_that_loses_an_hour() {
        let mut last_day = days(-1, -1);
        last_day.location = Location::named("Europe/Berlin");
        for (instant, newest, oldest) in
            [("2024-03-31T12:00:00Z", true, false), ("2024-03-30T12:00:00Z", false, true)]
        {
            assert_eq!(last_day.contains(at(instant), Version::NEWEST.switches()), newest, "{instant}");
            assert_eq!(last_day.contains(at(instant), Version::OLDEST.switches()), oldest, "{instant}");
        }
    }
}

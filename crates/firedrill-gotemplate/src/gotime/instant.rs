//! Instants.

use std::fmt;

use super::civil::{Date, weekday};
use super::duration::GoDuration;
use super::layout::format;
use super::names::month_name;
use super::zone::{Clock, Zone};

pub(super) const NANOSECONDS: i64 = 1_000_000_000;
pub(super) const SECONDS_PER_DAY: i64 = 86_400;
/// Seconds from 0001-01-01, where Go's zero time is, to 1970-01-01.
pub(super) const ZERO_TO_EPOCH: i64 = 62_135_596_800;

/// The largest step of calendar arithmetic.
const FARTHEST: i64 = 1_000_000_000_000;

/// An instant with a time zone: Go's `time.Time`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoTime {
    /// Seconds since 1970.
    pub(super) seconds: i64,
    /// Below one second.
    pub(super) nanoseconds: i64,
    pub(super) zone: Zone,
}

impl GoTime {
    /// An instant; nanoseconds beyond a second carry over.
    pub fn new(seconds: i64, nanoseconds: i64, zone: Zone) -> Self {
        Self {
            seconds: seconds.wrapping_add(nanoseconds.div_euclid(NANOSECONDS)),
            nanoseconds: nanoseconds.rem_euclid(NANOSECONDS),
            zone,
        }
    }

    /// Milliseconds since 1970, in UTC.
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self::new(milliseconds.div_euclid(1000), milliseconds.rem_euclid(1000) * 1_000_000, Zone::Utc)
    }

    /// Go's zero time, 0001-01-01 in UTC.
    pub fn zero() -> Self {
        Self::new(-ZERO_TO_EPOCH, 0, Zone::Utc)
    }

    /// The same instant told in another zone.
    pub fn in_zone(&self, zone: Zone) -> Self {
        Self { zone, ..self.clone() }
    }

    /// Seconds since 1970.
    pub fn unix_seconds(&self) -> i64 {
        self.seconds
    }

    /// `time.Time.Format`.
    pub fn format(&self, layout: &str) -> String {
        format(self, layout)
    }

    /// The difference, as far as a duration can hold it.
    pub fn sub(&self, other: &Self) -> GoDuration {
        let nanoseconds =
            |time: &Self| i128::from(time.seconds) * i128::from(NANOSECONDS) + i128::from(time.nanoseconds);
        let difference = nanoseconds(self) - nanoseconds(other);
        GoDuration(difference.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
    }

    /// The instant after `duration`.
    pub fn add(&self, duration: GoDuration) -> Self {
        let seconds = self.seconds.wrapping_add(duration.0.div_euclid(NANOSECONDS));
        let nanoseconds = self.nanoseconds + duration.0.rem_euclid(NANOSECONDS);
        Self::new(seconds, nanoseconds, self.zone.clone())
    }

    pub(super) fn clock(&self) -> Clock {
        self.zone.at(self.seconds)
    }

    /// Seconds since 1970 as the clocks of the zone count them.
    pub(super) fn local_seconds(&self) -> i64 {
        self.seconds.wrapping_add(i64::from(self.clock().offset))
    }

    pub(super) fn local_days(&self) -> i64 {
        self.local_seconds().div_euclid(SECONDS_PER_DAY)
    }

    pub(super) fn date(&self) -> Date {
        Date::from_days(self.local_days())
    }

    pub(super) fn second_of_day(&self) -> i64 {
        self.local_seconds().rem_euclid(SECONDS_PER_DAY)
    }

    pub(super) fn weekday(&self) -> u32 {
        weekday(self.local_days())
    }

    /// `AddDate`: the calendar date moved, the time of day kept.
    pub(super) fn add_date(&self, years: i64, months: i64, days: i64) -> Self {
        let date = self.date();
        // Far beyond these, Go's own calendar wraps around.
        let bounded = |count: i64| count.clamp(-FARTHEST, FARTHEST);
        let days = Date::days_of(
            date.year + bounded(years),
            i64::from(date.month) + bounded(months),
            i64::from(date.day) + bounded(days),
        );
        let local = days.wrapping_mul(SECONDS_PER_DAY).wrapping_add(self.second_of_day());
        let offset = i64::from(self.clock().offset);
        Self::new(local.wrapping_sub(offset), self.nanoseconds, self.zone.clone())
    }

    /// `GoString`.
    pub(super) fn go_string(&self) -> String {
        let date = self.date();
        let second = self.second_of_day();
        let location = match &self.zone {
            Zone::Utc => "time.UTC".to_owned(),
            Zone::Local => "time.Local".to_owned(),
            zone @ (Zone::Fixed(..) | Zone::Region(_)) => {
                format!("time.Location({})", firedrill_model::quote::quote(zone.name()))
            }
        };
        format!(
            "time.Date({}, time.{}, {}, {}, {}, {}, {}, {location})",
            date.year,
            month_name(i64::from(date.month)),
            date.day,
            second / 3600,
            second / 60 % 60,
            second % 60,
            self.nanoseconds,
        )
    }
}

impl fmt::Display for GoTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.format("2006-01-02 15:04:05.999999999 -0700 MST"))
    }
}

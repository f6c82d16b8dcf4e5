//! When time intervals begin or cease to hold.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use firedrill_model::Timestamp;

use super::{TimeInterval, TimeIntervals};

/// Changes farther away than this are not found: no calendar repeats itself later than that.
const HORIZON_DAYS: u64 = 28 * 366;

impl TimeIntervals {
    /// The instants after `from`, ascending, at which any of `names` may begin or cease to hold: between
    /// two of them nothing changes. They end after 28 years.
    pub fn boundaries(&self, names: &[String], from: Timestamp) -> impl Iterator<Item = Timestamp> {
        let named = self.as_slice().iter().filter(|it| names.contains(&it.name));
        let mut minutes: Vec<(Tz, Vec<u32>)> = Vec::new();
        for interval in named.flat_map(|it| &it.intervals) {
            let zone = interval.zone();
            if let Some((_, known)) = minutes.iter_mut().find(|(known, _)| *known == zone) {
                known.extend(edges(interval));
            } else {
                minutes.push((zone, edges(interval).chain([0]).collect()));
            }
        }
        let start = DateTime::<Utc>::from_timestamp_millis(from.as_ms());
        let days = start.into_iter().flat_map(|start| {
            // The day before, because a zone's day may begin later than that of UTC.
            let first = start.date_naive().checked_sub_days(Days::new(1));
            (0..HORIZON_DAYS).map_while(move |day| first?.checked_add_days(Days::new(day)))
        });
        let mut before = from;
        days.flat_map(move |day| {
            let mut instants: Vec<_> =
                minutes.iter().flat_map(|(zone, minutes)| instants_of(day, *zone, minutes)).collect();
            instants.sort_unstable();
            instants
        })
        .filter(move |instant| {
            let is_later = *instant > before;
            before = before.max(*instant);
            is_later
        })
    }
}

/// Minutes of the day at which an interval may change.
fn edges(interval: &TimeInterval) -> impl Iterator<Item = u32> {
    interval.times.iter().flatten().flat_map(|range| [range.start, range.end]).filter(|it| *it < 24 * 60)
}

/// The instants at which the wall clock of `zone` shows one of `minutes` on `day`; on a day whose clock
/// is changed, every minute.
fn instants_of(day: NaiveDate, zone: Tz, minutes: &[u32]) -> Vec<Timestamp> {
    let midnight = day.and_time(NaiveTime::MIN);
    let offset = |hours| zone.offset_from_utc_datetime(&(midnight + TimeDelta::hours(hours))).fix();
    let all: Vec<u32>;
    let minutes = if offset(-24) == offset(48) {
        minutes
    } else {
        all = (0..24 * 60).collect();
        &all
    };
    let shown = minutes.iter().flat_map(|minute| {
        let local = zone.from_local_datetime(&(midnight + TimeDelta::minutes(i64::from(*minute))));
        local.earliest().into_iter().chain(local.latest())
    });
    shown.map(|instant| Timestamp(instant.timestamp_millis())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;
    use crate::interval::{Inclusive, Location, MinuteRange, NamedInterval};

    fn at(text: &str) -> Timestamp {
        Timestamp(DateTime::parse_from_rfc3339(text).expect(text).timestamp_millis())
    }

    /// The first instants after `from` at which `interval` changes.
    fn changes(interval: TimeInterval, from: &str, count: usize) -> Vec<String> {
        let named = NamedInterval {
            name: "it".to_owned(),
            intervals: vec![interval],
            span: firedrill_model::Span::at(0),
        };
        let (intervals, names) = (TimeIntervals::new(vec![named]), ["it".to_owned()]);
        let holds = |now| !intervals.holding(&names, now, Version::NEWEST.switches()).is_empty();
        let mut before = holds(at(from));
        let changing = intervals.boundaries(&names, at(from)).filter(|instant| {
            let after = holds(*instant);
            let changes = before != after;
            before = after;
            changes
        });
        let texts = changing.take(count).map(|it| DateTime::<Utc>::from_timestamp_millis(it.as_ms()));
        texts.map(|it| it.expect("a time").format("%FT%RZ").to_string()).collect()
    }

    fn times(start: u32, end: u32, zone: &str) -> TimeInterval {
        TimeInterval {
            times: Some(vec![MinuteRange { start, end }]),
            location: Location::named(zone),
            ..TimeInterval::default()
        }
    }

    #[test]
    fn finds_both_edges_of_each_day() {
        assert_eq!(
            changes(times(540, 1020, ""), "2024-05-05T09:30:00Z", 3),
            ["2024-05-05T17:00Z", "2024-05-06T09:00Z", "2024-05-06T17:00Z"]
        );
        assert_eq!(
            changes(times(1320, 1440, "America/New_York"), "2024-05-05T00:00:00Z", 2),
            ["2024-05-05T02:00Z", "2024-05-05T04:00Z"]
        );
    }

    #[test]
    fn follows_changes_of_the_clock() {
        // 02:15 to 02:45 happens twice when summer ends.
        assert_eq!(
            changes(times(135, 165, "Europe/Berlin"), "2024-10-26T12:00:00Z", 4),
            ["2024-10-27T00:15Z", "2024-10-27T00:45Z", "2024-10-27T01:15Z", "2024-10-27T01:45Z"]
        );
        // 01:30 to 02:30 is cut short when it begins, and 03:00 follows 01:59.
        assert_eq!(
            changes(times(90, 150, "Europe/Berlin"), "2024-03-30T12:00:00Z", 2),
            ["2024-03-31T00:30Z", "2024-03-31T01:00Z"]
        );
    }

    #[test]
    fn an_interval_without_days_never_changes() {
        let thirtieth_of_february = TimeInterval {
            months: Some(vec![Inclusive { begin: 2, end: 2 }]),
            days_of_month: Some(vec![Inclusive { begin: 30, end: 30 }]),
            ..TimeInterval::default()
        };
        assert!(changes(thirtieth_of_february, "2024-01-01T00:00:00Z", 1).is_empty());
    }
}

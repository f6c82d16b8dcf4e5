//! `time_intervals` and `mute_time_intervals`.

use firedrill_model::number;
use firedrill_model::source::yaml::{Decoder, Node};

use super::reader::{GoType, Reader, element_type, is_null, refuses_quoted_null};
use crate::interval::{Inclusive, Location, MinuteRange, NamedInterval, TimeInterval};

const WEEKDAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The shortest month, by which ranges that mix both ends are judged.
const SHORTEST_MONTH: i64 = 28;

/// One of the two lists of named intervals.
#[derive(Debug, Clone, Copy)]
pub(super) struct IntervalList {
    pub(super) into: &'static str,
    /// What an entry is called in messages.
    pub(super) entry: &'static str,
}

pub(super) const TIME_INTERVALS: IntervalList =
    IntervalList { into: "[]config.TimeInterval", entry: "time interval" };
pub(super) const MUTE_TIME_INTERVALS: IntervalList =
    IntervalList { into: "[]config.MuteTimeInterval", entry: "mute time interval" };

/// A named interval with the node it was read from.
pub(super) fn named_intervals<'d>(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'d>,
    list: IntervalList,
) -> Vec<(NamedInterval, Node<'d>)> {
    let entries = decoder.sequence(node, list.into, |decoder, item| {
        let empty = NamedInterval { name: String::new(), intervals: Vec::new(), span: item.span() };
        if is_null(item) {
            return Some((empty, item));
        }
        let named = reader.checked(
            decoder,
            item,
            GoType { plain: "config.plain", held_as: element_type(list.into) },
            empty,
            |_, decoder, field, named: &mut NamedInterval| {
                match field.name.as_ref() {
                    "name" => decoder.string(field.value).unwrap_or("").clone_into(&mut named.name),
                    "time_intervals" => named.intervals = intervals(decoder, field.value),
                    _ => return false,
                }
                true
            },
            |_, named| {
                if named.name.is_empty() { Err(format!("missing name in {}", list.entry)) } else { Ok(()) }
            },
        );
        named.map(|named| (named, item))
    });
    entries.unwrap_or_default()
}

fn intervals(decoder: &mut Decoder<'_>, node: Node<'_>) -> Vec<TimeInterval> {
    let items = decoder.sequence(node, "[]timeinterval.TimeInterval", |decoder, item| {
        let mut interval = TimeInterval::default();
        let known = decoder.fields(item, "timeinterval.TimeInterval", |decoder, field| {
            let value = field.value;
            match field.name.as_ref() {
                "times" => interval.times = times(decoder, value),
                "weekdays" => {
                    interval.weekdays = ranges(decoder, value, "[]timeinterval.WeekdayRange", weekdays);
                }
                "days_of_month" => {
                    interval.days_of_month =
                        ranges(decoder, value, "[]timeinterval.DayOfMonthRange", days_of_month);
                }
                "months" => interval.months = ranges(decoder, value, "[]timeinterval.MonthRange", months),
                "years" => interval.years = ranges(decoder, value, "[]timeinterval.YearRange", years),
                "location" => interval.location = location(decoder, value),
                _ => return false,
            }
            true
        });
        (known.is_some() || is_null(item)).then_some(interval)
    });
    items.unwrap_or_default()
}

fn times(decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<Vec<MinuteRange>> {
    decoder.sequence(node, "[]timeinterval.TimeRange", |decoder, item| {
        if is_null(item) {
            return Some(MinuteRange { start: 0, end: 0 });
        }
        let errors_before = decoder.error_count();
        let (mut start, mut end) = ("", "");
        decoder.fields(item, "timeinterval.yamlTimeRange", |decoder, field| {
            match field.name.as_ref() {
                "start_time" => start = decoder.string(field.value).unwrap_or(""),
                "end_time" => end = decoder.string(field.value).unwrap_or(""),
                _ => return false,
            }
            true
        })?;
        if decoder.error_count() > errors_before {
            return None;
        }
        minute_range(start, end).map_err(|reason| decoder.refuse(item, &reason)).ok()
    })
}

fn minute_range(start: &str, end: &str) -> Result<MinuteRange, String> {
    if start.is_empty() || end.is_empty() {
        return Err("both start and end times must be provided".to_owned());
    }
    let (start, end) = (minute(start)?, minute(end)?);
    if start >= end {
        return Err("start time cannot be equal or greater than end time".to_owned());
    }
    Ok(MinuteRange { start, end })
}

/// `HH:MM`, up to `24:00`.
fn minute(text: &str) -> Result<u32, String> {
    let parsed = match text.as_bytes() {
        [hour_tens @ b'0'..=b'2', hour @ b'0'..=b'9', b':', tens @ b'0'..=b'5', ones @ b'0'..=b'9'] => {
            let digit = |byte: &u8| u32::from(byte - b'0');
            let minute = (digit(hour_tens) * 10 + digit(hour)) * 60 + digit(tens) * 10 + digit(ones);
            (minute <= 24 * 60).then_some(minute)
        }
        _ => None,
    };
    parsed.ok_or_else(|| format!("couldn't parse timestamp {text}, invalid format"))
}

fn ranges(
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    into: &'static str,
    parse: fn(&str) -> Result<Inclusive, String>,
) -> Option<Vec<Inclusive>> {
    decoder.sequence(node, into, |decoder, item| {
        if is_null(item) {
            return Some(Inclusive { begin: 0, end: 0 });
        }
        if refuses_quoted_null(decoder, item, element_type(into)) {
            return None;
        }
        let text = decoder.string(item)?;
        parse(text).map_err(|reason| decoder.refuse(item, &reason)).ok()
    })
}

/// `a` or `a:b`, in any case.
fn range(text: &str, member: impl Fn(&str) -> Result<i64, String>) -> Result<Inclusive, String> {
    let text = text.to_lowercase();
    let parts: Vec<_> = text.split(':').collect();
    match parts.as_slice() {
        [single] => member(single).map(|value| Inclusive { begin: value, end: value }),
        [begin, end] => Ok(Inclusive { begin: member(begin)?, end: member(end)? }),
        _ => Err(format!("couldn't parse range {text}, invalid format")),
    }
}

fn weekdays(text: &str) -> Result<Inclusive, String> {
    let range = range(text, |name| {
        let day = WEEKDAYS.iter().position(|it| *it == name);
        day.map(|day| day as i64).ok_or_else(|| format!("{name} is not a valid weekday"))
    })?;
    if range.begin > range.end {
        return Err("start day cannot be before end day".to_owned());
    }
    Ok(range)
}

fn days_of_month(text: &str) -> Result<Inclusive, String> {
    let range = range(text, decimal)?;
    let Inclusive { begin, end } = range;
    for day in [begin, end] {
        if day == 0 || !(-31..=31).contains(&day) {
            return Err(format!("{day} is not a valid day of the month: out of range"));
        }
    }
    if begin < 0 && end > 0 {
        return Err("end day must be negative if start day is negative".to_owned());
    }
    let in_shortest = |day: i64| if day < 0 { SHORTEST_MONTH + day } else { day };
    if in_shortest(begin) > in_shortest(end) {
        return Err(format!("end day {end} is always before start day {begin}"));
    }
    Ok(range)
}

fn months(text: &str) -> Result<Inclusive, String> {
    let range = range(text, |name| match MONTHS.iter().position(|it| *it == name) {
        Some(month) => Ok(month as i64 + 1),
        None => decimal(name).map_err(|_| format!("{name} is not a valid month")),
    })?;
    if range.begin > range.end {
        let name =
            |month: i64| usize::try_from(month - 1).ok().and_then(|it| MONTHS.get(it)).copied().unwrap_or("");
        return Err(format!("end month {} is before start month {}", name(range.end), name(range.begin)));
    }
    Ok(range)
}

fn years(text: &str) -> Result<Inclusive, String> {
    let range = range(text, decimal)?;
    if range.begin > range.end {
        return Err(format!("end year {} is before start year {}", range.end, range.begin));
    }
    Ok(range)
}

/// Go's `strconv.Atoi`.
fn decimal(text: &str) -> Result<i64, String> {
    number::parse_int(text, 10).map_err(|error| error.to_string().replacen("ParseInt", "Atoi", 1))
}

/// Go's `time.LoadLocation`.
fn location(decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<Location> {
    if refuses_quoted_null(decoder, node, "*timeinterval.Location") {
        return None;
    }
    let name = decoder.string(node)?;
    let location = Location::named(name);
    if name.contains("..") || name.starts_with(['/', '\\']) {
        decoder.refuse(node, &"time: invalid location name");
        return None;
    }
    if location.is_none() {
        decoder.refuse(node, &format_args!("unknown time zone {name}"));
    }
    location
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parse = fn(&str) -> Result<Inclusive, String>;
    type Row = (Parse, &'static str, Result<(i64, i64), &'static str>);

    #[test]
    fn reads_ranges_as_upstream() {
        let rows: [Row; 14] = [
            (weekdays, "Monday:FRIDAY", Ok((1, 5))),
            (weekdays, "sunday", Ok((0, 0))),
            (weekdays, "saturday:sunday", Err("start day cannot be before end day")),
            (weekdays, "mon", Err("mon is not a valid weekday")),
            (days_of_month, "1:31", Ok((1, 31))),
            (days_of_month, "25:-1", Ok((25, -1))),
            (days_of_month, "28:-1", Err("end day -1 is always before start day 28")),
            (days_of_month, "-1:3", Err("end day must be negative if start day is negative")),
            (days_of_month, "32", Err("32 is not a valid day of the month: out of range")),
            (months, "March:5", Ok((3, 5))),
            (months, "13", Ok((13, 13))),
            (months, "5:march", Err("end month march is before start month may")),
            (years, "2020:2022", Ok((2020, 2022))),
            (years, "x", Err("strconv.Atoi: parsing \"x\": invalid syntax")),
        ];
        for (parse, text, want) in rows {
            let got = parse(text).map(|range| (range.begin, range.end));
            assert_eq!(got, want.map_err(str::to_owned), "{text}");
        }
    }

    #[test]
    fn reads_times_of_the_day() {
        for (text, want) in
            [("00:00", Some(0)), ("23:59", Some(1439)), ("24:00", Some(1440)), ("24:01", None)]
        {
            assert_eq!(minute(text).ok(), want, "{text}");
        }
        for text in ["9:00", "09:60", "25:00", "09:00\n", "09:00:00", ""] {
            assert!(minute(text).is_err(), "{text:?}");
        }
    }
}

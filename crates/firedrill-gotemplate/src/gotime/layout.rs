//! Layouts: how a reference time would be written.

use super::instant::GoTime;
use super::names::{month_name, weekday_name};

/// An element of a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    LongMonth,
    Month,
    NumericMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperMeridiem,
    LowerMeridiem,
    Abbreviation,
    Offset {
        /// Zero is written `Z`.
        iso: bool,
        colons: bool,
        precision: OffsetPrecision,
    },
    Fraction {
        separator: char,
        digits: usize,
        /// Without trailing zeros.
        trimmed: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OffsetPrecision {
    Hours,
    Minutes,
    Seconds,
}

/// Fixed spellings; of two that start alike, the longer comes first. The flag says that a lower-case
/// letter must not follow.
const SPELLINGS: [(&str, Element, bool); 29] = [
    ("January", Element::LongMonth, false),
    ("Jan", Element::Month, true),
    ("Monday", Element::LongWeekday, false),
    ("Mon", Element::Weekday, true),
    ("MST", Element::Abbreviation, false),
    ("01", Element::ZeroMonth, false),
    ("02", Element::ZeroDay, false),
    ("03", Element::ZeroHour12, false),
    ("04", Element::ZeroMinute, false),
    ("05", Element::ZeroSecond, false),
    ("06", Element::Year, false),
    ("002", Element::ZeroYearDay, false),
    ("15", Element::Hour, false),
    ("1", Element::NumericMonth, false),
    ("2006", Element::LongYear, false),
    ("2", Element::Day, false),
    ("_2", Element::UnderDay, false),
    ("__2", Element::UnderYearDay, false),
    ("3", Element::Hour12, false),
    ("4", Element::Minute, false),
    ("5", Element::Second, false),
    ("PM", Element::UpperMeridiem, false),
    ("pm", Element::LowerMeridiem, false),
    ("-070000", offset(false, false, OffsetPrecision::Seconds), false),
    ("-07:00:00", offset(false, true, OffsetPrecision::Seconds), false),
    ("-0700", offset(false, false, OffsetPrecision::Minutes), false),
    ("-07:00", offset(false, true, OffsetPrecision::Minutes), false),
    ("-07", offset(false, false, OffsetPrecision::Hours), false),
    ("Z070000", offset(true, false, OffsetPrecision::Seconds), false),
];

const ISO_SPELLINGS: [(&str, Element); 4] = [
    ("Z07:00:00", offset(true, true, OffsetPrecision::Seconds)),
    ("Z0700", offset(true, false, OffsetPrecision::Minutes)),
    ("Z07:00", offset(true, true, OffsetPrecision::Minutes)),
    ("Z07", offset(true, false, OffsetPrecision::Hours)),
];

const fn offset(iso: bool, colons: bool, precision: OffsetPrecision) -> Element {
    Element::Offset { iso, colons, precision }
}

/// The text before the first element, the element, and the rest of the layout.
pub(super) fn next_element(layout: &str) -> (&str, Option<Element>, &str) {
    for (index, _) in layout.char_indices() {
        let rest = &layout[index..];
        if let Some(after) = rest.strip_prefix("_2006") {
            return (&layout[..=index], Some(Element::LongYear), after);
        }
        if let Some((element, length)) = element_at(rest) {
            return (&layout[..index], Some(element), &rest[length..]);
        }
    }
    (layout, None, "")
}

fn element_at(text: &str) -> Option<(Element, usize)> {
    let spelled = SPELLINGS.iter().find(|(spelling, _, whole_word)| {
        text.strip_prefix(spelling)
            .is_some_and(|after| !whole_word || !after.starts_with(|next: char| next.is_ascii_lowercase()))
    });
    if let Some((spelling, element, _)) = spelled {
        return Some((*element, spelling.len()));
    }
    if let Some((spelling, element)) = ISO_SPELLINGS.iter().find(|(spelling, _)| text.starts_with(spelling)) {
        return Some((*element, spelling.len()));
    }
    fraction_at(text)
}

/// `.000` or `,999`, if no other digit follows.
fn fraction_at(text: &str) -> Option<(Element, usize)> {
    let separator = text.chars().next().filter(|first| matches!(first, '.' | ','))?;
    let digit = text[1..].chars().next().filter(|digit| matches!(digit, '0' | '9'))?;
    let digits = text[1..].chars().take_while(|next| *next == digit).count();
    if text[1 + digits..].starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    Some((Element::Fraction { separator, digits, trimmed: digit == '9' }, 1 + digits))
}

pub(super) fn format(time: &GoTime, layout: &str) -> String {
    let mut out = String::with_capacity(layout.len() + 10);
    let mut rest = layout;
    while !rest.is_empty() {
        let (literal, element, after) = next_element(rest);
        out.push_str(literal);
        if let Some(element) = element {
            out.push_str(&formatted(time, element));
        }
        rest = after;
    }
    out
}

/// A number filled up with zeros after its sign.
fn padded(number: i64, width: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{:0width$}", number.unsigned_abs())
}

fn formatted(time: &GoTime, element: Element) -> String {
    let second = time.second_of_day();
    let hour = second / 3600;
    let hour12 = if hour % 12 == 0 { 12 } else { hour % 12 };
    match element {
        Element::LongMonth => month_name(time.date().month.into()),
        Element::Month => month_name(time.date().month.into())[..3].to_owned(),
        Element::NumericMonth => time.date().month.to_string(),
        Element::ZeroMonth => padded(time.date().month.into(), 2),
        Element::LongWeekday => weekday_name(time.weekday().into()),
        Element::Weekday => weekday_name(time.weekday().into())[..3].to_owned(),
        Element::Day => time.date().day.to_string(),
        Element::UnderDay => format!("{:2}", time.date().day),
        Element::ZeroDay => padded(time.date().day.into(), 2),
        Element::UnderYearDay => format!("{:3}", time.date().year_day()),
        Element::ZeroYearDay => padded(time.date().year_day(), 3),
        Element::Hour => padded(hour, 2),
        Element::Hour12 => hour12.to_string(),
        Element::ZeroHour12 => padded(hour12, 2),
        Element::Minute => (second / 60 % 60).to_string(),
        Element::ZeroMinute => padded(second / 60 % 60, 2),
        Element::Second => (second % 60).to_string(),
        Element::ZeroSecond => padded(second % 60, 2),
        Element::LongYear => padded(time.date().year, 4),
        Element::Year => padded(time.date().year.abs() % 100, 2),
        Element::UpperMeridiem => if hour >= 12 { "PM" } else { "AM" }.to_owned(),
        Element::LowerMeridiem => if hour >= 12 { "pm" } else { "am" }.to_owned(),
        Element::Abbreviation => abbreviation(time),
        Element::Offset { iso: true, .. } if time.clock().offset == 0 => "Z".to_owned(),
        Element::Offset { colons, precision, .. } => written_offset(time.clock().offset, colons, precision),
        Element::Fraction { separator, digits, trimmed } => {
            fraction(time.nanoseconds, separator, digits, trimmed)
        }
    }
}

/// The abbreviation of the zone, or its offset if it has none.
fn abbreviation(time: &GoTime) -> String {
    let clock = time.clock();
    if clock.abbreviation.is_empty() {
        return written_offset(clock.offset, false, OffsetPrecision::Minutes);
    }
    clock.abbreviation
}

fn written_offset(offset: i32, colons: bool, precision: OffsetPrecision) -> String {
    let sign = if offset / 60 < 0 { '-' } else { '+' };
    let minutes = (offset / 60).abs();
    let colon = if colons { ":" } else { "" };
    let (hours, minutes, seconds) = (minutes / 60, minutes % 60, offset.abs() % 60);
    match precision {
        OffsetPrecision::Hours => format!("{sign}{hours:02}"),
        OffsetPrecision::Minutes => format!("{sign}{hours:02}{colon}{minutes:02}"),
        OffsetPrecision::Seconds => format!("{sign}{hours:02}{colon}{minutes:02}{colon}{seconds:02}"),
    }
}

fn fraction(nanoseconds: i64, separator: char, digits: usize, trimmed: bool) -> String {
    if trimmed && nanoseconds == 0 {
        return String::new();
    }
    let all = format!("{nanoseconds:09}");
    let shown = all.get(..digits).unwrap_or(&all);
    let shown = if trimmed { shown.trim_end_matches('0') } else { shown };
    if trimmed && shown.is_empty() { String::new() } else { format!("{separator}{shown}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_as_go() {
        let time = GoTime::from_milliseconds(1_709_251_198_120);
        for (layout, want) in [
            ("2006-01-02T15:04:05.000Z07:00", "2024-02-29T23:59:58.120Z"),
            ("Mond Janet January Monday", "Mond Janet February Thursday"),
            ("_2006 __2 002 06", "_2024  60 060 24"),
            ("3:04PM pm .99 ,999 .0001", "11:59PM pm .12 ,12 .0002"),
            ("-0700 -07 Z070000", "+0000 +00 Z"),
        ] {
            assert_eq!(time.format(layout), want, "{layout}");
        }
    }
}

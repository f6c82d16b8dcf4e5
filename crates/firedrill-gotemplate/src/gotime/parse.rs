//! `time.Parse`.

use std::fmt::Write as _;
use std::rc::Rc;

use super::civil::Date;
use super::instant::{GoTime, SECONDS_PER_DAY};
use super::layout::{Element, OffsetPrecision, next_element};
use super::names::{month_number, weekday_prefix};
use super::parse_zone::{offset_seconds, zone_name_length};
use super::zone::Zone;

/// Why part of a value does not suit the layout.
enum Mismatch {
    Bad,
    OutOfRange(&'static str),
}

/// A number or the like and the rest of the value.
type Read<'a, T> = Result<(T, &'a str), Mismatch>;

#[derive(Default)]
struct Parts {
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
    year_day: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    nanosecond: i64,
    /// Afternoon, if AM or PM was read.
    afternoon: Option<bool>,
    utc: bool,
    offset: Option<i32>,
    zone_name: String,
}

impl GoTime {
    /// Parses `value` as `layout` would write a time; without a zone it is in UTC.
    ///
    /// # Errors
    /// `parsing time "x" as "2006": cannot parse "x" as "2006"` and the like.
    pub fn parse(layout: &str, value: &str) -> Result<Self, String> {
        let fail = |element: &str, rest: &str| {
            let [value, layout, rest, element] = [value, layout, rest, element].map(quote);
            format!("parsing time {value} as {layout}: cannot parse {rest} as {element}")
        };
        let mut parts = Parts::default();
        let (mut layout_rest, mut rest) = (layout, value);
        loop {
            let (literal, element, after) = next_element(layout_rest);
            rest = skip(rest, literal).map_err(|rest| fail(literal, rest))?;
            let Some(element) = element else {
                break;
            };
            let spelling = &layout_rest[literal.len()..layout_rest.len() - after.len()];
            layout_rest = after;
            rest = parts.element(element, rest, layout_rest).map_err(|mismatch| match mismatch {
                Mismatch::Bad => fail(spelling, rest),
                Mismatch::OutOfRange(what) => format!("parsing time {}: {what} out of range", quote(value)),
            })?;
        }
        if !rest.is_empty() {
            return Err(format!("parsing time {}: extra text: {}", quote(value), quote(rest)));
        }
        parts.finish().map_err(|problem| format!("parsing time {}: {problem}", quote(value)))
    }
}

/// As the errors of Go's `time` package quote: everything but printable ASCII byte by byte.
fn quote(text: &str) -> String {
    let mut out = "\"".to_owned();
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            ' '..='\u{7f}' => out.push(character),
            _ => {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "\\x{byte:02x}");
                }
            }
        }
    }
    out.push('"');
    out
}

/// Reads the literal text of a layout; runs of spaces match any number of them. On failure returns
/// where it stopped.
fn skip<'a>(value: &'a str, literal: &str) -> Result<&'a str, &'a str> {
    let (mut value, mut literal) = (value, literal);
    while let Some(expected) = literal.chars().next() {
        if expected == ' ' {
            if !value.is_empty() && !value.starts_with(' ') {
                return Err(value);
            }
            literal = literal.trim_start_matches(' ');
            value = value.trim_start_matches(' ');
            continue;
        }
        value = value.strip_prefix(expected).ok_or(value)?;
        literal = &literal[expected.len_utf8()..];
    }
    Ok(value)
}

/// One or two digits; exactly two if `fixed`.
fn two_digits(text: &str, fixed: bool) -> Read<'_, i64> {
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    if digits == 0 || (fixed && digits == 1) {
        return Err(Mismatch::Bad);
    }
    let number = text[..digits].parse().map_err(|_| Mismatch::Bad)?;
    Ok((number, &text[digits..]))
}

fn within(number: i64, range: std::ops::Range<i64>, what: &'static str) -> Result<i64, Mismatch> {
    if range.contains(&number) { Ok(number) } else { Err(Mismatch::OutOfRange(what)) }
}

/// A point or comma and digits, of which nine count.
fn fraction(text: &str, digits: usize) -> Read<'_, i64> {
    let shown = text.get(1..=digits).ok_or(Mismatch::Bad)?;
    if !text.starts_with(['.', ',']) || !shown.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Mismatch::Bad);
    }
    let counted = format!("{:0<9}", &shown[..shown.len().min(9)]);
    Ok((counted.parse().map_err(|_| Mismatch::Bad)?, &text[digits + 1..]))
}

fn fraction_digits(text: &str) -> usize {
    if text.starts_with(['.', ',']) { text[1..].bytes().take_while(u8::is_ascii_digit).count() } else { 0 }
}

impl Parts {
    /// Reads one element and returns the rest of the value.
    fn element<'a>(&mut self, element: Element, text: &'a str, layout: &str) -> Result<&'a str, Mismatch> {
        let rest;
        match element {
            Element::Year => {
                let year: i64;
                (year, rest) = two_digits(text, true)?;
                self.year = year + if year >= 69 { 1900 } else { 2000 };
            }
            Element::LongYear => {
                let digits =
                    text.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()));
                self.year = digits.and_then(|digits| digits.parse().ok()).ok_or(Mismatch::Bad)?;
                rest = &text[4..];
            }
            Element::Month | Element::LongMonth => {
                let (month, length) =
                    month_number(text, element == Element::LongMonth).ok_or(Mismatch::Bad)?;
                self.month = Some(month);
                rest = &text[length..];
            }
            Element::NumericMonth | Element::ZeroMonth => {
                let month;
                (month, rest) = two_digits(text, element == Element::ZeroMonth)?;
                self.month = Some(within(month, 1..13, "month")?);
            }
            Element::Weekday | Element::LongWeekday => {
                let length = weekday_prefix(text, element == Element::LongWeekday).ok_or(Mismatch::Bad)?;
                rest = &text[length..];
            }
            Element::Day | Element::UnderDay | Element::ZeroDay => {
                let padded = element == Element::UnderDay;
                let text = if padded { text.strip_prefix(' ').unwrap_or(text) } else { text };
                let day;
                (day, rest) = two_digits(text, element == Element::ZeroDay)?;
                self.day = Some(day);
            }
            Element::UnderYearDay | Element::ZeroYearDay => rest = self.year_day(element, text)?,
            _ => return self.clock_element(element, text, layout),
        }
        Ok(rest)
    }

    fn year_day<'a>(&mut self, element: Element, text: &'a str) -> Result<&'a str, Mismatch> {
        let padded = element == Element::UnderYearDay;
        let spaces = if padded { text.bytes().take(2).take_while(|byte| *byte == b' ').count() } else { 0 };
        let text = &text[spaces..];
        let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
        if digits == 0 || (!padded && digits != 3) {
            return Err(Mismatch::Bad);
        }
        self.year_day = text[..digits].parse().ok();
        Ok(&text[digits..])
    }

    fn clock_element<'a>(
        &mut self,
        element: Element,
        text: &'a str,
        layout: &str,
    ) -> Result<&'a str, Mismatch> {
        let mut rest;
        match element {
            Element::Hour => {
                (self.hour, rest) = two_digits(text, false)?;
                within(self.hour, 0..24, "hour")?;
            }
            Element::Hour12 | Element::ZeroHour12 => {
                (self.hour, rest) = two_digits(text, element == Element::ZeroHour12)?;
                within(self.hour, 0..13, "hour")?;
            }
            Element::Minute | Element::ZeroMinute => {
                (self.minute, rest) = two_digits(text, element == Element::ZeroMinute)?;
                within(self.minute, 0..60, "minute")?;
            }
            Element::Second | Element::ZeroSecond => {
                (self.second, rest) = two_digits(text, element == Element::ZeroSecond)?;
                within(self.second, 0..60, "second")?;
                let expected = matches!(next_element(layout).1, Some(Element::Fraction { .. }));
                let digits = fraction_digits(rest);
                if digits > 0 && !expected {
                    (self.nanosecond, rest) = fraction(rest, digits)?;
                }
            }
            Element::UpperMeridiem | Element::LowerMeridiem => {
                let names = if element == Element::UpperMeridiem { ["AM", "PM"] } else { ["am", "pm"] };
                let found = names.iter().position(|name| text.starts_with(name)).ok_or(Mismatch::Bad)?;
                self.afternoon = Some(found == 1);
                rest = &text[2..];
            }
            Element::Fraction { digits, trimmed: false, .. } => {
                (self.nanosecond, rest) = fraction(text, digits)?;
            }
            Element::Fraction { .. } => {
                rest = text;
                if fraction_digits(text) > 0 {
                    (self.nanosecond, rest) = fraction(text, fraction_digits(text))?;
                }
            }
            Element::Offset { iso, colons, precision } => rest = self.offset(text, iso, colons, precision)?,
            _ => rest = self.abbreviation(text)?,
        }
        Ok(rest)
    }

    fn offset<'a>(
        &mut self,
        text: &'a str,
        iso: bool,
        colons: bool,
        precision: OffsetPrecision,
    ) -> Result<&'a str, Mismatch> {
        if let Some(rest) = text.strip_prefix('Z').filter(|_| iso) {
            self.utc = true;
            return Ok(rest);
        }
        let (offset, length) = offset_seconds(text, colons, precision).map_err(|what| match what {
            "" => Mismatch::Bad,
            what => Mismatch::OutOfRange(what),
        })?;
        self.offset = Some(offset);
        Ok(&text[length..])
    }

    fn abbreviation<'a>(&mut self, text: &'a str) -> Result<&'a str, Mismatch> {
        if let Some(rest) = text.strip_prefix("UTC") {
            self.utc = true;
            return Ok(rest);
        }
        let length = zone_name_length(text).ok_or(Mismatch::Bad)?;
        text[..length].clone_into(&mut self.zone_name);
        Ok(&text[length..])
    }

    fn finish(mut self) -> Result<GoTime, &'static str> {
        match self.afternoon {
            Some(true) if self.hour < 12 => self.hour += 12,
            Some(false) if self.hour == 12 => self.hour = 0,
            _ => {}
        }
        if let Some(year_day) = self.year_day {
            let date = Date::from_days(Date::days_of(self.year, 1, year_day));
            if year_day < 1 || date.year != self.year {
                return Err("day-of-year out of range");
            }
            if self.month.is_some_and(|month| month != i64::from(date.month)) {
                return Err("day-of-year does not match month");
            }
            if self.day.is_some_and(|day| day != i64::from(date.day)) {
                return Err("day-of-year does not match day");
            }
            self.month = Some(date.month.into());
            self.day = Some(date.day.into());
        }
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        let days_in_month = Date::days_of(self.year, month + 1, 1) - Date::days_of(self.year, month, 1);
        if day < 1 || day > days_in_month {
            return Err("day out of range");
        }
        let days = Date::days_of(self.year, month, day);
        let seconds = days * SECONDS_PER_DAY + self.hour * 3600 + self.minute * 60 + self.second;
        Ok(self.in_its_zone(seconds))
    }

    fn in_its_zone(self, seconds: i64) -> GoTime {
        let fixed = |name: &str, offset| Zone::Fixed(Rc::from(name), offset);
        let (seconds, zone) = match self.offset {
            _ if self.utc => (seconds, Zone::Utc),
            // The server's zone, which is UTC, has the offset zero too.
            None | Some(0) if self.zone_name.is_empty() => (seconds, Zone::Utc),
            Some(offset) => (seconds - i64::from(offset), fixed(&self.zone_name, offset)),
            None => {
                let hours = self.zone_name.strip_prefix("GMT").and_then(|hours| hours.parse::<i32>().ok());
                (seconds, fixed(&self.zone_name, hours.unwrap_or(0) * 3600))
            }
        };
        GoTime::new(seconds, self.nanosecond, zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_as_go() {
        for (layout, value, want) in [
            ("2006-01-02 15:04:05 -0700", "2024-05-06 07:08:09 +0530", "2024-05-06 07:08:09 +0530 +0530"),
            ("Jan 2 2006", "feb 3 2020", "2020-02-03 00:00:00 +0000 UTC"),
            ("2006-01-02T15:04:05Z07:00", "2024-01-02T03:04:05.678Z", "2024-01-02 03:04:05.678 +0000 UTC"),
            ("2006 MST", "2024 PST", "2024-01-01 00:00:00 +0000 PST"),
            ("2006 002", "2024 366", "2024-12-31 00:00:00 +0000 UTC"),
            ("3:04PM", "12:30AM", "0000-01-01 00:30:00 +0000 UTC"),
        ] {
            assert_eq!(GoTime::parse(layout, value).expect(value).to_string(), want);
        }
        for (layout, value, want) in [
            ("2006-01-02", "bad", "parsing time \"bad\" as \"2006-01-02\": cannot parse \"bad\" as \"2006\""),
            ("2006-01-02", "2024-02-30", "parsing time \"2024-02-30\": day out of range"),
            ("2006", "2024x", "parsing time \"2024x\": extra text: \"x\""),
            ("15:04", "25:00", "parsing time \"25:00\": hour out of range"),
            (
                "2006-é",
                "2024-x",
                "parsing time \"2024-x\" as \"2006-\\xc3\\xa9\": cannot parse \"x\" as \"-\\xc3\\xa9\"",
            ),
        ] {
            assert_eq!(GoTime::parse(layout, value), Err(want.to_owned()));
        }
    }
}

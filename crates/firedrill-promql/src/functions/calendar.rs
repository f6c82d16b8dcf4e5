//! Parts of a UTC date: `year`, `month`, `day_of_month`, `day_of_week`, `day_of_year`,
//! `days_in_month`, `hour`, `minute`.
//!
//! The calendar is Go's: proleptic Gregorian, with a year 0, over the whole range of 64-bit seconds.

use super::function::Function;
use super::kernel::Kernel;

const fn part(name: &'static str, summary: &'static str, of: fn(i64) -> f64) -> Function {
    Function { variadic: 1, ..Function::of_vector(name, summary, Kernel::Calendar(of)) }
}

pub(super) static DAY_OF_MONTH: Function =
    part("day_of_month", "day of the month, 1 to 31", |seconds| f64::from(Date::of(seconds).day));
pub(super) static DAY_OF_WEEK: Function =
    part("day_of_week", "day of the week, 0 is Sunday", |seconds| day_of_week(seconds) as f64);
pub(super) static DAY_OF_YEAR: Function =
    part("day_of_year", "day of the year, 1 to 366", |seconds| f64::from(Date::of(seconds).day_of_year));
pub(super) static DAYS_IN_MONTH: Function =
    part("days_in_month", "length of the month, 28 to 31", |seconds| {
        f64::from(Date::of(seconds).days_in_month())
    });
pub(super) static HOUR: Function =
    part("hour", "hour of the day, 0 to 23", |seconds| (second_of_day(seconds) / HOUR_SECONDS) as f64);
pub(super) static MINUTE: Function = part("minute", "minute of the hour, 0 to 59", |seconds| {
    (second_of_day(seconds) % HOUR_SECONDS / 60) as f64
});
pub(super) static MONTH: Function =
    part("month", "month of the year, 1 to 12", |seconds| f64::from(Date::of(seconds).month));
pub(super) static YEAR: Function = part("year", "year", |seconds| Date::of(seconds).year as f64);

const HOUR_SECONDS: u64 = 3_600;
const DAY_SECONDS: u64 = 86_400;
/// Days of 400 Gregorian years, after which the calendar repeats.
const CYCLE_DAYS: u64 = 146_097;
/// Go counts from 1 March of this year, before everything 64-bit seconds can reach.
const ABSOLUTE_YEAR: i64 = -292_277_022_400;
/// Seconds from Go's absolute zero (0000-03-01 of [`ABSOLUTE_YEAR`]) to the Unix epoch, modulo 2^64.
const UNIX_TO_ABSOLUTE: u64 = absolute_offset();

/// Days from 0000-03-01 to 1970-01-01 in the proleptic Gregorian calendar.
const DAYS_TO_EPOCH: i64 = 719_468;

const fn absolute_offset() -> u64 {
    let cycles = (-ABSOLUTE_YEAR / 400) as u64;
    cycles.wrapping_mul(CYCLE_DAYS).wrapping_add(DAYS_TO_EPOCH as u64).wrapping_mul(DAY_SECONDS)
}

/// Seconds since Go's absolute zero; wraps modulo 2^64 as Go does.
const fn absolute(seconds: i64) -> u64 {
    (seconds as u64).wrapping_add(UNIX_TO_ABSOLUTE)
}

const fn second_of_day(seconds: i64) -> u64 {
    absolute(seconds) % DAY_SECONDS
}

/// Absolute zero was a Wednesday.
const fn day_of_week(seconds: i64) -> u64 {
    (absolute(seconds) / DAY_SECONDS + 3) % 7
}

/// The second of a time in milliseconds, as `1970-01-01T00:00:00Z`.
pub(super) fn rfc3339(time_ms: i64) -> String {
    let seconds = time_ms.div_euclid(1000);
    let Date { year, month, day, .. } = Date::of(seconds);
    let second = second_of_day(seconds);
    let (hour, minute) = (second / HOUR_SECONDS, second % HOUR_SECONDS / 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
}

struct Date {
    year: i64,
    month: u32,
    day: u32,
    day_of_year: u32,
}

impl Date {
    /// Years start in March while counting, so that the leap day is the last day.
    fn of(seconds: i64) -> Self {
        let days = absolute(seconds) / DAY_SECONDS;
        let cycle = days / CYCLE_DAYS;
        let day_of_cycle = days % CYCLE_DAYS;
        let year_of_cycle =
            (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
        let from_march =
            (day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100)) as u32;
        let march_month = (5 * from_march + 2) / 153;
        let day = from_march - (153 * march_month + 2) / 5 + 1;
        let march_year = ABSOLUTE_YEAR + (cycle * 400 + year_of_cycle) as i64;
        let next_year = march_month >= 10;
        let year = march_year + i64::from(next_year);
        let month = if next_year { march_month - 9 } else { march_month + 3 };
        let day_of_year =
            if next_year { from_march - 305 } else { from_march + 60 + u32::from(is_leap(year)) };
        Self { year, month, day, day_of_year }
    }

    fn days_in_month(&self) -> u32 {
        match self.month {
            2 => 28 + u32::from(is_leap(self.year)),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_gos_calendar() {
        for (seconds, year, month, day, day_of_year, weekday) in [
            (0, 1970, 1, 1, 1, 4),
            (-1, 1969, 12, 31, 365, 3),
            (951_782_400, 2000, 2, 29, 60, 2),
            (1_735_603_200, 2024, 12, 31, 366, 2),
            (-62_135_596_801, 0, 12, 31, 366, 0),
            (i64::MIN, 292_277_026_596, 12, 4, 339, 0),
        ] {
            let date = Date::of(seconds);
            assert_eq!(
                (date.year, date.month, date.day, date.day_of_year, day_of_week(seconds)),
                (year, month, day, day_of_year, weekday),
                "{seconds}"
            );
        }
    }

    #[test]
    fn prints_rfc_3339() {
        assert_eq!(rfc3339(1_735_603_200_999), "2024-12-31T00:00:00Z");
        assert_eq!(rfc3339(-1), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn the_smallest_time_wraps_as_in_go() {
        assert_eq!(second_of_day(i64::MIN) / HOUR_SECONDS, 15);
        assert_eq!(second_of_day(i64::MIN) % HOUR_SECONDS / 60, 30);
        assert_eq!(Date::of(i64::MIN).days_in_month(), 31);
        assert_eq!(Date::of(9_200_000_000_000_000_000).year, 291_536_396_232);
    }
}

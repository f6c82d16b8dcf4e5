//! The Gregorian calendar, extended to all years.

/// Days from 1970-01-01 to the first day of the era's year 0-03-01.
const EPOCH_SHIFT: i64 = 719_468;
const DAYS_PER_ERA: i64 = 146_097;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: u32,
    /// From 1.
    pub(super) day: u32,
}

impl Date {
    /// The date that many days after 1970-01-01.
    pub(super) fn from_days(days: i64) -> Self {
        let shifted = days + EPOCH_SHIFT;
        let era = shifted.div_euclid(DAYS_PER_ERA);
        let day_of_era = shifted.rem_euclid(DAYS_PER_ERA);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * march_month + 2) / 5 + 1) as u32;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 } as u32;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year, month, day }
    }

    /// Days from 1970-01-01; months and days beyond their ranges carry over, as in Go's `time.Date`.
    pub(super) fn days_of(year: i64, month: i64, day: i64) -> i64 {
        let year = year + (month - 1).div_euclid(12);
        let month = (month - 1).rem_euclid(12) + 1;
        let shifted_year = if month <= 2 { year - 1 } else { year };
        let era = shifted_year.div_euclid(400);
        let year_of_era = shifted_year.rem_euclid(400);
        let march_month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * march_month + 2) / 5;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT + day - 1
    }

    /// The day of the year, from 1.
    pub(super) fn year_day(self) -> i64 {
        let days = Self::days_of(self.year, i64::from(self.month), i64::from(self.day));
        days - Self::days_of(self.year, 1, 1) + 1
    }
}

/// The day of the week, from Sunday = 0.
pub(super) fn weekday(days: i64) -> u32 {
    (days + 4).rem_euclid(7) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_both_ways() {
        for (days, year, month, day) in
            [(0, 1970, 1, 1), (-719_162, 1, 1, 1), (19_782, 2024, 2, 29), (-719_529, -1, 12, 31)]
        {
            assert_eq!(Date::from_days(days), Date { year, month, day });
            assert_eq!(Date::days_of(year, i64::from(month), i64::from(day)), days);
        }
        assert_eq!(Date::days_of(2023, 14, 30), Date::days_of(2024, 3, 1));
        assert_eq!(weekday(0), 4);
        assert_eq!(Date::from_days(19_782).year_day(), 60);
    }
}

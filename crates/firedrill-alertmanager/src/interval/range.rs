//! The ranges that time intervals are made of.

/// Minutes of a day, from `start` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinuteRange {
    /// First minute, 0 to 1439.
    pub start: u32,
    /// One past the last minute, 1 to 1440.
    pub end: u32,
}

impl MinuteRange {
    pub(super) fn contains(self, minute: u32) -> bool {
        self.start <= minute && minute < self.end
    }
}

/// Weekdays (Sunday is 0), days of the month, months or years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inclusive {
    /// First value.
    pub begin: i64,
    /// Last value.
    pub end: i64,
}

impl Inclusive {
    pub(super) fn contains(self, value: i64) -> bool {
        self.begin <= value && value <= self.end
    }

    /// Whether the range holds a day of a month; negative days count from the month's end, which also
    /// bounds the range.
    pub(super) fn contains_day(self, day: i64, days_in_month: i64) -> bool {
        let from_end = |value: i64| if value < 0 { days_in_month + value + 1 } else { value };
        let (begin, end) = (from_end(self.begin), from_end(self.end).clamp(-days_in_month, days_in_month));
        begin <= days_in_month && begin.max(-days_in_month) <= day && day <= end
    }
}

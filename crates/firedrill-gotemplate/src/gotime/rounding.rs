//! `Round` and `Truncate`.

use super::duration::GoDuration;
use super::instant::{GoTime, NANOSECONDS, ZERO_TO_EPOCH};

impl GoDuration {
    pub(super) fn truncated(self, unit: Self) -> Self {
        if unit.0 <= 0 { self } else { Self(self.0 - self.0 % unit.0) }
    }

    /// To the nearest multiple, halves away from zero.
    pub(super) fn rounded(self, unit: Self) -> Self {
        if unit.0 <= 0 {
            return self;
        }
        let rest = self.0 % unit.0;
        let toward_zero = self.0 - rest;
        if less_than_half(rest.abs(), unit.0) {
            return Self(toward_zero);
        }
        Self(if self.0 < 0 { toward_zero.saturating_sub(unit.0) } else { toward_zero.saturating_add(unit.0) })
    }
}

impl GoTime {
    /// What is beyond a multiple of `unit` since the zero time.
    fn rest(&self, unit: GoDuration) -> i64 {
        let since_zero = (i128::from(self.seconds) + i128::from(ZERO_TO_EPOCH)) * i128::from(NANOSECONDS)
            + i128::from(self.nanoseconds);
        since_zero.rem_euclid(i128::from(unit.0)) as i64
    }

    pub(super) fn truncated(&self, unit: GoDuration) -> Self {
        if unit.0 <= 0 { self.clone() } else { self.add(GoDuration(-self.rest(unit))) }
    }

    pub(super) fn rounded(&self, unit: GoDuration) -> Self {
        if unit.0 <= 0 {
            return self.clone();
        }
        let rest = self.rest(unit);
        self.add(GoDuration(if less_than_half(rest, unit.0) { -rest } else { unit.0 - rest }))
    }
}

fn less_than_half(part: i64, whole: i64) -> bool {
    u64::try_from(part).is_ok_and(|part| part + part < whole as u64)
}

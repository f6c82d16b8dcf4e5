//! What a rule may see of samples that a real server would have written step by step.

/// Who writes a series, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origin {
    /// Position of the writer in the evaluation order: 0 for input samples, which are there before
    /// any rule runs, then the rules counted from 1.
    pub order: u32,
    /// A sample at time `t` is written at `t + delay_ms` (a group's `query_offset`).
    pub delay_ms: i64,
}

/// Who reads, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// Position in the evaluation order as in [`Origin::order`]; sees at its own moment only what
    /// lower orders wrote.
    pub order: u32,
    /// An evaluation for step time `t` runs at `t + ahead_ms` (a group's `query_offset`).
    pub ahead_ms: i64,
}

impl Reader {
    /// A reader that comes after all rules of its moment.
    pub const LAST: Self = Self { order: u32::MAX, ahead_ms: 0 };

    /// The time of the newest sample of a series from `origin` that an evaluation for `step` sees.
    pub fn newest_visible(&self, origin: Origin, step: i64) -> i64 {
        let until = step.saturating_add(self.ahead_ms).saturating_sub(origin.delay_ms);
        if origin.order < self.order { until } else { until.saturating_sub(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_and_later_rules_are_seen_one_step_late() {
        let reader = Reader { order: 2, ahead_ms: 0 };
        let wrote = |order| Origin { order, delay_ms: 0 };
        assert_eq!(reader.newest_visible(wrote(0), 60), 60);
        assert_eq!(reader.newest_visible(wrote(1), 60), 60);
        assert_eq!(reader.newest_visible(wrote(2), 60), 59);
        assert_eq!(reader.newest_visible(Origin { order: 1, delay_ms: 10 }, 60), 50);
    }
}

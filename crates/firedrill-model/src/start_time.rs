//! Start timestamps: since when the counter behind a sample has been counting.

/// The times of one sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleTimes {
    /// When it was taken, in milliseconds.
    pub time_ms: i64,
    /// Since when it counts, in milliseconds; 0 if unknown, as upstream.
    pub start_ms: i64,
}

impl SampleTimes {
    /// Whether the counter started between `previous` and this sample, so that it was reset whatever
    /// the values say.
    ///
    /// A start at the very time of the previous sample is one only if that sample has an earlier
    /// start itself: else it is a cumulative counter whose start was unknown at first.
    pub const fn starts_after(self, previous: Self) -> bool {
        if self.start_ms == 0 || self.start_ms >= self.time_ms {
            return false;
        }
        self.start_ms > previous.time_ms
            || (self.start_ms == previous.time_ms
                && previous.start_ms != 0
                && previous.start_ms < previous.time_ms)
    }

    /// Whether the sample claims to count from a new start that lies before the previous sample.
    pub const fn overlaps(self, previous: Self) -> bool {
        self.start_ms != 0 && self.start_ms < previous.time_ms && self.start_ms != previous.start_ms
    }

    /// Whether the counter started within the window that begins at `window_start_ms` and the sample
    /// is its first there: then it was zero at its start and nothing has to be extrapolated.
    pub const fn starts_within(self, window_start_ms: i64) -> bool {
        self.start_ms != 0 && self.start_ms > window_start_ms && self.start_ms < self.time_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_between_samples() {
        for (previous, current, want) in [
            ((100, 0), (200, 0), (false, false)),
            ((100, 0), (200, 150), (true, false)),
            ((100, 50), (200, 50), (false, false)),
            ((100, 50), (200, 100), (true, false)),
            ((100, 0), (200, 100), (false, false)),
            ((100, 100), (200, 100), (false, false)),
            ((100, 120), (200, 100), (false, false)),
            ((100, 50), (200, 200), (false, false)),
            ((100, 50), (200, 70), (false, true)),
        ] {
            let [earlier, later] =
                [previous, current].map(|(time_ms, start_ms)| SampleTimes { time_ms, start_ms });
            let found = (later.starts_after(earlier), later.overlaps(earlier));
            assert_eq!(found, want, "{previous:?} {current:?}");
        }
    }

    #[test]
    fn starts_within_the_window() {
        for (start_ms, want) in [(0, false), (50, false), (51, true), (99, true), (100, false), (101, false)]
        {
            assert_eq!(SampleTimes { time_ms: 100, start_ms }.starts_within(50), want, "{start_ms}");
        }
    }
}

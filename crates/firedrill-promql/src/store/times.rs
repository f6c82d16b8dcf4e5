//! Sample times of one series.

/// Ascending sample times in milliseconds. A regular grid is kept as three numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Times {
    /// `start`, `start + interval`, …
    Regular {
        /// First time.
        start: i64,
        /// Distance; irrelevant while `len` is below 2.
        interval: i64,
        /// Number of samples.
        len: usize,
    },
    /// Any ascending times.
    Explicit(Vec<i64>),
}

impl Default for Times {
    fn default() -> Self {
        Self::Regular { start: 0, interval: 0, len: 0 }
    }
}

impl Times {
    /// A regular grid.
    pub const fn regular(start: i64, interval: i64, len: usize) -> Self {
        Self::Regular { start, interval, len }
    }

    /// Number of samples.
    pub fn len(&self) -> usize {
        match self {
            Self::Regular { len, .. } => *len,
            Self::Explicit(times) => times.len(),
        }
    }

    /// Whether there is no sample.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The time of sample `index`.
    pub fn at(&self, index: usize) -> i64 {
        match self {
            Self::Regular { start, interval, .. } => start + interval * index as i64,
            Self::Explicit(times) => times[index],
        }
    }

    /// The first time.
    pub fn first(&self) -> Option<i64> {
        (!self.is_empty()).then(|| self.at(0))
    }

    /// The last time.
    pub fn last(&self) -> Option<i64> {
        self.len().checked_sub(1).map(|index| self.at(index))
    }

    /// A bound on the number of samples in any window of `range` milliseconds, both edges included.
    pub fn most_within(&self, range: i64) -> usize {
        match self {
            Self::Regular { interval, len, .. } if *interval > 0 => {
                usize::try_from(range / interval + 1).unwrap_or(0).min(*len)
            }
            _ => self.len(),
        }
    }

    /// Number of samples at or before `time`.
    pub fn count_until(&self, time: i64) -> usize {
        match self {
            Self::Regular { start, interval, len } => {
                if *len == 0 || time < *start {
                    0
                } else if *interval == 0 {
                    *len
                } else {
                    ((time.saturating_sub(*start) / interval) as usize).saturating_add(1).min(*len)
                }
            }
            Self::Explicit(times) => times.partition_point(|candidate| *candidate <= time),
        }
    }

    /// Appends a time that must lie after the last one.
    pub fn push(&mut self, time: i64) {
        match self {
            Self::Regular { start, len: len @ 0, .. } => {
                *start = time;
                *len = 1;
            }
            Self::Regular { start, interval, len: len @ 1 } => {
                *interval = time - *start;
                *len = 2;
            }
            Self::Regular { start, interval, len } if *start + *interval * *len as i64 == time => *len += 1,
            Self::Regular { .. } => {
                let mut times = self.to_vec();
                times.push(time);
                *self = Self::Explicit(times);
            }
            Self::Explicit(times) => times.push(time),
        }
    }

    /// Keeps the first `len` times.
    pub fn truncate(&mut self, len: usize) {
        match self {
            Self::Regular { len: current, .. } => *current = len.min(*current),
            Self::Explicit(times) => times.truncate(len),
        }
    }

    /// All times.
    pub fn to_vec(&self) -> Vec<i64> {
        match self {
            Self::Regular { start, interval, len } => {
                (0..*len as i64).map(|index| start + interval * index).collect()
            }
            Self::Explicit(times) => times.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_regular_until_a_time_breaks_the_grid() {
        let mut times = Times::default();
        for time in [10, 20, 30] {
            times.push(time);
        }
        assert_eq!(times, Times::regular(10, 10, 3));
        for (time, count) in [(9, 0), (10, 1), (19, 1), (20, 2), (30, 3), (99, 3)] {
            assert_eq!(times.count_until(time), count, "{time}");
        }
        times.push(45);
        assert_eq!(times, Times::Explicit(vec![10, 20, 30, 45]));
        assert_eq!(times.count_until(44), 3);
        assert_eq!(times.last(), Some(45));
    }
}

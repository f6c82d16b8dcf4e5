//! From instants to columns.

use firedrill_model::{Duration, Timestamp};

/// Distances of ticks that people read easily, in seconds.
const STEPS: &[i64] =
    &[1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800];

/// A stretch of time on so many columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    pub(super) columns: usize,
}

impl Axis {
    /// The column of an instant.
    pub(super) fn column(&self, at: Timestamp) -> usize {
        let length = (self.end - self.start).as_ms().max(1) as f64;
        let share = (at - self.start).as_ms().max(0) as f64 / length;
        ((share * self.columns as f64) as usize).min(self.columns.saturating_sub(1))
    }

    /// Labels above ticks: two lines.
    pub(super) fn drawn(&self) -> [String; 2] {
        let mut labels = vec![' '; self.columns + 12];
        let mut ticks = vec!['─'; self.columns];
        let step = self.step();
        let mut offset = Duration::ZERO;
        while self.start + offset <= self.end {
            let column = self.column(self.start + offset);
            ticks[column] = '┬';
            for (slot, letter) in labels[column..].iter_mut().zip(offset.to_string().chars()) {
                *slot = letter;
            }
            offset = Duration::from_ms(offset.as_ms() + step.as_ms());
        }
        let labels: String = labels.into_iter().collect();
        [labels.trim_end().to_owned(), ticks.into_iter().collect()]
    }

    /// The distance of ticks: at least twelve columns.
    fn step(&self) -> Duration {
        let length = (self.end - self.start).as_ms().max(1);
        let ticks = (self.columns as i64 / 12).max(1);
        let fits = |seconds: &&i64| **seconds * 1000 * ticks >= length;
        let seconds = STEPS.iter().find(fits).copied().unwrap_or(length / 1000 / ticks + 1);
        Duration::from_seconds(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_labelled() {
        let axis = Axis { start: Timestamp(0), end: Timestamp(90 * 60_000), columns: 60 };
        let [labels, ticks] = axis.drawn();
        assert_eq!(labels.split_whitespace().collect::<Vec<_>>(), ["0s", "30m", "1h", "1h30m"]);
        assert_eq!(ticks.chars().filter(|tick| *tick == '┬').count(), 4);
        assert_eq!(axis.column(Timestamp(90 * 60_000)), 59);
    }
}

//! The interval of a unit test.

use firedrill_scenario::scrape::GeneratedSeries;

use super::ExportError;

/// So many values may stand between start and end.
const MOST_VALUES: i64 = 100_000;
/// What samples between the points of a grid are moved to, in milliseconds.
const COARSE: i64 = 1000;

/// The points at which a unit test has its samples, in milliseconds from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) start: i64,
    pub(super) interval: i64,
}

impl Grid {
    /// The point of an instant: the next one where it lies between two, so that no evaluation at a whole
    /// second sees it before its time.
    pub(super) fn point(&self, at: i64) -> i64 {
        let distance = at - self.start;
        distance.div_euclid(self.interval) + i64::from(distance.rem_euclid(self.interval) != 0)
    }

    /// The coarsest grid on which all samples lie; seconds where that would be too fine.
    ///
    /// # Errors
    /// Samples of one series that would fall together.
    pub(super) fn of(series: &[GeneratedSeries], start: i64, end: i64) -> Result<Self, ExportError> {
        let offsets = |series: &GeneratedSeries| -> Vec<i64> {
            (0..series.times.len()).map(|index| series.times.at(index) - start).collect()
        };
        let interval = series.iter().flat_map(offsets).fold(0, greatest_common_divisor);
        let interval = if interval == 0 { COARSE } else { interval };
        if (end - start) / interval <= MOST_VALUES || interval >= COARSE {
            return Ok(Self { start, interval });
        }
        let grid = Self { start, interval: COARSE };
        for series in series {
            let points: Vec<_> =
                (0..series.times.len()).map(|index| grid.point(series.times.at(index))).collect();
            if points.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(ExportError::TooFine(series.labels.to_string()));
            }
        }
        Ok(grid)
    }
}

fn greatest_common_divisor(mut lhs: i64, mut rhs: i64) -> i64 {
    while rhs != 0 {
        (lhs, rhs) = (rhs, lhs % rhs);
    }
    lhs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_between_points_are_seen_at_the_next() {
        let grid = Grid { start: 0, interval: 1000 };
        let points: Vec<_> = [0, 1, 999, 1000, 59_600, 60_300].iter().map(|at| grid.point(*at)).collect();
        assert_eq!(points, [0, 1, 1, 1, 60, 61]);
    }

    #[test]
    fn divides_both() {
        for (lhs, rhs, want) in [(0, 15, 15), (15, 0, 15), (60, 45, 15), (60_000, 15_001, 1)] {
            assert_eq!(greatest_common_divisor(lhs, rhs), want, "{lhs} {rhs}");
        }
    }
}

//! The interval of a unit test.

use firedrill_scenario::scrape::GeneratedSeries;

use super::ExportError;

/// So many values may stand between start and end.
const MOST_VALUES: i64 = 2_000_000;

/// The greatest distance of which all sample times are multiples, in milliseconds from `start`.
pub(super) fn interval(series: &[GeneratedSeries], start: i64, end: i64) -> Result<i64, ExportError> {
    let times = series.iter().flat_map(|series| {
        (0..series.times.len()).map(|index| series.times.at(index) - start).filter(|time| *time > 0)
    });
    let interval = times.fold(0, greatest_common_divisor);
    let interval = if interval == 0 { 60_000 } else { interval };
    let values = (end - start) / interval;
    if values > MOST_VALUES {
        return Err(ExportError::TooFine(usize::try_from(values).unwrap_or(usize::MAX)));
    }
    Ok(interval)
}

fn greatest_common_divisor(mut lhs: i64, mut rhs: i64) -> i64 {
    while rhs != 0 {
        (lhs, rhs) = (rhs, lhs % rhs);
    }
    lhs
}

#[cfg(test)]
mod tests {
    use super::greatest_common_divisor;

    #[test]
    fn divides_both() {
        for (lhs, rhs, want) in [(0, 15, 15), (15, 0, 15), (60, 45, 15), (60_000, 15_001, 1)] {
            assert_eq!(greatest_common_divisor(lhs, rhs), want, "{lhs} {rhs}");
        }
    }
}

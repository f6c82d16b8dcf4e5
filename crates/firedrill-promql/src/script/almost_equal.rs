//! Comparison of numbers with the tolerance of Prometheus' tests.

use firedrill_model::{FloatHistogram, is_stale_nan};

/// Relative difference up to which numbers count as equal.
const EPSILON: f64 = 1e-6;

/// Whether two numbers are equal but for rounding; a staleness marker equals only itself. As
/// `almost.Equal` of `util/almost`.
pub(super) fn numbers(lhs: f64, rhs: f64) -> bool {
    if is_stale_nan(lhs) || is_stale_nan(rhs) {
        return is_stale_nan(lhs) && is_stale_nan(rhs);
    }
    if lhs == rhs || (lhs.is_nan() && rhs.is_nan()) {
        return true;
    }
    let magnitude = lhs.abs() + rhs.abs();
    let difference = (lhs - rhs).abs();
    if lhs == 0.0 || rhs == 0.0 || magnitude < f64::MIN_POSITIVE {
        return difference < EPSILON * f64::MIN_POSITIVE;
    }
    difference / magnitude.min(f64::MAX) < EPSILON
}

/// Whether two compacted histograms have the same layout and almost the same numbers; the counter
/// reset hint counts only if `with_hint`.
pub(super) fn histograms(expected: &FloatHistogram, found: &FloatHistogram, with_hint: bool) -> bool {
    let (expected, found) = (expected.clone().compacted(), found.clone().compacted());
    let alike = |lhs: &[f64], rhs: &[f64]| {
        lhs.len() == rhs.len() && lhs.iter().zip(rhs).all(|(lhs, rhs)| numbers(*lhs, *rhs))
    };
    expected.schema == found.schema
        && expected.custom_values == found.custom_values
        && expected.zero_threshold == found.zero_threshold
        && expected.positive_spans == found.positive_spans
        && expected.negative_spans == found.negative_spans
        && alike(
            &[expected.count, expected.sum, expected.zero_count],
            &[found.count, found.sum, found.zero_count],
        )
        && alike(&expected.positive_buckets, &found.positive_buckets)
        && alike(&expected.negative_buckets, &found.negative_buckets)
        && (!with_hint || expected.counter_reset_hint == found.counter_reset_hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tolerance() {
        for (lhs, rhs, want) in [
            (3.0, 3.000005, true),
            (3.0, 3.000007, false),
            (f64::NAN, f64::NAN, true),
            (f64::NAN, firedrill_model::stale_nan(), false),
            (f64::INFINITY, f64::INFINITY, true),
            (f64::INFINITY, 1.0, false),
            (1e-320, 0.0, true),
            (1e-9, 0.0, false),
        ] {
            assert_eq!(numbers(lhs, rhs), want, "{lhs} {rhs}");
        }
    }

    #[test]
    fn layout_counts_after_compaction_and_the_hint_on_demand() {
        let expected = FloatHistogram { count: 3.0, ..FloatHistogram::default() };
        let gauge = FloatHistogram {
            count: 3.000005,
            counter_reset_hint: firedrill_model::histogram::CounterResetHint::Gauge,
            positive_spans: vec![firedrill_model::histogram::BucketSpan { offset: 1, length: 1 }],
            positive_buckets: vec![0.0],
            ..FloatHistogram::default()
        };
        assert!(histograms(&expected, &gauge, false));
        assert!(!histograms(&expected, &gauge, true));
    }
}

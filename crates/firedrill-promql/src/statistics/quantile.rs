//! Quantiles by linear interpolation between neighbours.

use std::cmp::Ordering;

use super::go_sort_by;

/// The order of quantiles: NaN first.
pub(crate) fn nan_first(lhs: f64, rhs: f64) -> Ordering {
    match (lhs.is_nan(), rhs.is_nan()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => lhs.partial_cmp(&rhs).unwrap_or(Ordering::Equal),
    }
}

/// The result where the parameter or the number of values alone decides.
fn degenerate(q: f64, count: usize) -> Option<f64> {
    if count == 0 || q.is_nan() {
        Some(f64::NAN)
    } else if q < 0.0 {
        Some(f64::NEG_INFINITY)
    } else if q > 1.0 {
        Some(f64::INFINITY)
    } else {
        None
    }
}

/// Positions of the two neighbours of quantile `q` (0…1) and the weight of the upper one.
fn neighbours(q: f64, count: usize) -> (usize, usize, f64) {
    let rank = q * (count as f64 - 1.0);
    let lower = rank.floor();
    let position = lower as usize;
    (position, (position + 1).min(count - 1), rank - lower)
}

/// Both products are always computed: 0·∞ makes the result NaN.
fn interpolate(lower: f64, upper: f64, weight: f64) -> f64 {
    lower * (1.0 - weight) + upper * weight
}

/// The `q`-quantile of `values`, whose order is lost. NaN for no values or NaN `q`, ∓∞ for `q`
/// outside 0…1.
pub(crate) fn quantile(q: f64, values: &mut [f64]) -> f64 {
    if let Some(value) = degenerate(q, values.len()) {
        return value;
    }
    // Only where zeros of both signs tie does the order of equals show, and then it is that of Go.
    if values.iter().any(|value| *value == 0.0 && value.is_sign_negative()) {
        go_sort_by(values, |lhs, rhs| nan_first(*lhs, *rhs).is_lt());
        return quantile_of_sorted(q, values);
    }
    let (lower, upper, weight) = neighbours(q, values.len());
    let (_, &mut low, above) = values.select_nth_unstable_by(lower, |lhs, rhs| nan_first(*lhs, *rhs));
    let high = if upper == lower {
        low
    } else {
        above.iter().copied().min_by(|lhs, rhs| nan_first(*lhs, *rhs)).unwrap_or(low)
    };
    interpolate(low, high, weight)
}

/// The `q`-quantile of values that are sorted by [`nan_first`].
pub(crate) fn quantile_of_sorted(q: f64, sorted: &[f64]) -> f64 {
    degenerate(q, sorted.len()).unwrap_or_else(|| {
        let (lower, upper, weight) = neighbours(q, sorted.len());
        interpolate(sorted[lower], sorted[upper], weight)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interpolates() {
        for (q, values, want) in [
            (0.5, vec![3.0, 1.0, 2.0], 2.0),
            (0.25, vec![4.0, 1.0, 3.0, 2.0], 1.75),
            (0.0, vec![5.0, -1.0], -1.0),
            (1.0, vec![5.0, -1.0], 5.0),
            (-0.1, vec![5.0], f64::NEG_INFINITY),
            (1.1, vec![5.0], f64::INFINITY),
            (1.0, vec![f64::NAN, 2.0], 2.0),
        ] {
            assert_eq!(quantile(q, &mut values.clone()), want, "{q} {values:?}");
        }
        assert!(quantile(0.5, &mut []).is_nan());
        assert!(quantile(0.5, &mut [f64::INFINITY]).is_nan());
        assert!(quantile(0.0, &mut [f64::NAN, 2.0]).is_nan());
    }

    #[test]
    fn zeros_keep_the_sign_of_gos_order() {
        assert!(quantile(0.5, &mut [0.0, -0.0, -0.0]).is_sign_negative());
        assert!(quantile(0.5, &mut [-0.0, 0.0, -0.0]).is_sign_positive());
    }
}

//! Quantiles and fractions of classic histograms: cumulative counts at upper bounds (`le`).

use crate::dialect::Dialect;
use crate::statistics::go_sort_by;

/// One cumulative bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bucket {
    /// Upper bound, inclusive.
    pub(super) upper: f64,
    /// Observations up to the bound.
    pub(super) count: f64,
}

/// Counts relative differences up to here as equal when they fall from bucket to bucket.
const SMALL_DELTA_TOLERANCE: f64 = 1e-12;

/// Where counts had to be raised because they fell from one bucket to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Forced {
    /// Lowest bound of a raised bucket.
    pub(super) lowest: f64,
    /// Highest bound of a raised bucket.
    pub(super) highest: f64,
    /// Largest amount by which a count was raised.
    pub(super) largest_difference: f64,
}

impl Forced {
    /// Both repairs as one.
    pub(super) fn merged(self, other: Self) -> Self {
        Self {
            lowest: self.lowest.min(other.lowest),
            highest: self.highest.max(other.highest),
            largest_difference: self.largest_difference.max(other.largest_difference),
        }
    }
}

/// The value below which a `q`-th of the observations lie, interpolated within its bucket, and
/// whether counts had to be raised for it. `buckets` come in any order and are used up.
pub(super) fn quantile(q: f64, buckets: &mut Vec<Bucket>, dialect: &Dialect) -> (f64, Option<Forced>) {
    if q.is_nan() {
        return (f64::NAN, None);
    }
    if q < 0.0 {
        return (f64::NEG_INFINITY, None);
    }
    if q > 1.0 {
        return (f64::INFINITY, None);
    }
    if !prepare(buckets) {
        return (f64::NAN, None);
    }
    let forced = make_monotonic(buckets, dialect);
    (interpolated_quantile(q, buckets), forced)
}

fn interpolated_quantile(q: f64, buckets: &[Bucket]) -> f64 {
    let last = buckets.len() - 1;
    let observations = buckets[last].count;
    if last == 0 || observations == 0.0 {
        return f64::NAN;
    }
    let mut rank = q * observations;
    let position = first_reaching(&buckets[..last], rank);
    if position == last {
        return buckets[last - 1].upper;
    }
    let Bucket { upper, mut count } = buckets[position];
    if position == 0 {
        return if upper <= 0.0 { upper } else { upper * (rank / count) };
    }
    let below = buckets[position - 1];
    count -= below.count;
    rank -= below.count;
    below.upper + (upper - below.upper) * (rank / count)
}

/// Go's `sort.Search`; a NaN count is never reached.
fn first_reaching(buckets: &[Bucket], rank: f64) -> usize {
    let (mut low, mut high) = (0, buckets.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if buckets[middle].count >= rank {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The share of observations between two values.
pub(super) fn fraction(lower: f64, upper: f64, buckets: &mut Vec<Bucket>) -> f64 {
    if !prepare(buckets) {
        return f64::NAN;
    }
    let observations = buckets[buckets.len() - 1].count;
    if observations == 0.0 || lower.is_nan() || upper.is_nan() {
        return f64::NAN;
    }
    if lower >= upper {
        return 0.0;
    }
    let (mut lower_rank, mut upper_rank) = (None, None);
    let mut rank = 0.0;
    let mut lower_bound = if buckets[0].upper > 0.0 { 0.0 } else { f64::NEG_INFINITY };
    for &Bucket { upper: upper_bound, count } in &*buckets {
        let rank_of = |value: f64| {
            if lower_bound >= value {
                Some(rank)
            } else if upper_bound > value {
                Some(rank_within(value, lower_bound, upper_bound, rank, count))
            } else {
                None
            }
        };
        lower_rank = lower_rank.or_else(|| rank_of(lower));
        upper_rank = upper_rank.or_else(|| rank_of(upper));
        if lower_rank.is_some() && upper_rank.is_some() {
            break;
        }
        rank = count;
        lower_bound = upper_bound;
    }
    let limit = |rank: Option<f64>| rank.filter(|rank| *rank <= observations).unwrap_or(observations);
    (limit(upper_rank) - limit(lower_rank)) / observations
}

/// The rank of `value` inside the bucket that leads from `rank` to `count`.
fn rank_within(value: f64, lower: f64, upper: f64, rank: f64, count: f64) -> f64 {
    if lower == f64::NEG_INFINITY {
        return count;
    }
    rank + (count - rank) * (value - lower) / (upper - lower)
}

/// Sorts by bound and adds up buckets with the same bound; whether the last bound is +Inf.
fn prepare(buckets: &mut Vec<Bucket>) -> bool {
    let is_sorted = buckets.windows(2).all(|pair| pair[0].upper < pair[1].upper);
    if !is_sorted {
        go_sort_by(buckets, |lhs, rhs| lhs.upper < rhs.upper);
    }
    if buckets.last().is_none_or(|last| last.upper != f64::INFINITY) {
        return false;
    }
    buckets.dedup_by(|next, kept| {
        let same = next.upper == kept.upper;
        if same {
            kept.count += next.count;
        }
        same
    });
    true
}

/// Raises counts that are below their predecessor's.
fn make_monotonic(buckets: &mut [Bucket], dialect: &Dialect) -> Option<Forced> {
    let mut forced: Option<Forced> = None;
    let mut previous = buckets[0].count;
    for bucket in &mut buckets[1..] {
        if bucket.count == previous {
            continue;
        }
        if dialect.bucket_tolerance && almost_equal(previous, bucket.count) {
            bucket.count = previous;
        } else if bucket.count < previous {
            let repair = Forced {
                lowest: bucket.upper,
                highest: bucket.upper,
                largest_difference: previous - bucket.count,
            };
            forced = Some(forced.map_or(repair, |forced| forced.merged(repair)));
            bucket.count = previous;
        } else {
            previous = bucket.count;
        }
    }
    forced
}

/// Prometheus' `almost.Equal` for two counts that are not equal.
fn almost_equal(lhs: f64, rhs: f64) -> bool {
    let magnitude = lhs.abs() + rhs.abs();
    let difference = (lhs - rhs).abs();
    if lhs == 0.0 || rhs == 0.0 || magnitude < f64::MIN_POSITIVE {
        return difference < SMALL_DELTA_TOLERANCE * f64::MIN_POSITIVE;
    }
    difference / magnitude.min(f64::MAX) < SMALL_DELTA_TOLERANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(pairs: &[(f64, f64)]) -> Vec<Bucket> {
        pairs.iter().map(|&(upper, count)| Bucket { upper, count }).collect()
    }

    const INF: f64 = f64::INFINITY;

    #[test]
    fn quantiles_interpolate() {
        for (q, pairs, want) in [
            (0.5, &[(1.0, 0.0), (2.0, 10.0), (INF, 10.0)][..], 1.5),
            (0.5, &[(2.0, 10.0), (INF, 10.0)], 1.0),
            (0.5, &[(-1.0, 10.0), (INF, 10.0)], -1.0),
            (0.9, &[(1.0, 5.0), (INF, 10.0)], 1.0),
            (1.1, &[], INF),
            (-1.0, &[(1.0, 1.0)], f64::NEG_INFINITY),
            (0.5, &[(INF, 10.0), (1.0, 5.0), (1.0, 5.0)], 0.5),
        ] {
            assert_eq!(quantile(q, &mut buckets(pairs), &Dialect::V3).0, want, "{q} of {pairs:?}");
        }
        for pairs in [&[(1.0, 1.0)][..], &[(INF, 3.0)], &[(1.0, 0.0), (INF, 0.0)]] {
            assert!(quantile(0.5, &mut buckets(pairs), &Dialect::V3).0.is_nan(), "{pairs:?}");
        }
    }

    #[test]
    fn falling_counts_are_raised_and_told() {
        let pairs = [(1.0, 4.0), (2.0, 3.0), (4.0, 2.5), (INF, 8.0)];
        let (value, forced) = quantile(0.5, &mut buckets(&pairs), &Dialect::V3);
        assert_eq!(value, 1.0);
        assert_eq!(forced, Some(Forced { lowest: 2.0, highest: 4.0, largest_difference: 1.5 }));
    }

    #[test]
    fn fractions_count_what_lies_between() {
        let pairs = [(1.0, 4.0), (2.0, 8.0), (INF, 10.0)];
        for (lower, upper, want) in [
            (0.0, 1.0, 0.4),
            (0.5, 1.5, 0.4),
            (f64::NEG_INFINITY, INF, 1.0),
            (2.0, 1.0, 0.0),
            (3.0, INF, 0.2),
        ] {
            assert_eq!(fraction(lower, upper, &mut buckets(&pairs)), want, "{lower}..{upper}");
        }
    }
}

//! Histograms with different custom bounds: both are mapped to the bounds they share.

use super::compensated::{CompensatedBucket, CompensatedHistogram};
use crate::CompensatedSum;

/// The bounds that occur in both ascending lists.
pub(super) fn common_bounds(lhs: &[f64], rhs: &[f64]) -> Vec<f64> {
    let mut common = Vec::new();
    let mut rest = rhs;
    for &bound in lhs {
        while let [first, tail @ ..] = rest
            && *first < bound
        {
            rest = tail;
        }
        if rest.first() == Some(&bound) {
            common.push(bound);
        }
    }
    common
}

/// The bucket over `common` bounds that takes bucket `index` over `bounds`.
pub(super) fn target_bucket(index: i32, bounds: &[f64], common: &[f64]) -> usize {
    match bounds.get(index.max(0) as usize) {
        Some(&upper) => common.partition_point(|bound| *bound < upper),
        None => common.len(),
    }
}

impl CompensatedHistogram {
    /// Adds the buckets of `other`, which has other custom bounds; only the common ones remain. As
    /// `addCustomBucketsWithMismatches`.
    pub(super) fn reconcile_bounds(&mut self, other: &Self) {
        let common = common_bounds(&self.custom_values, &other.custom_values);
        let mut targets = vec![CompensatedSum::default(); common.len() + 1];
        for source in [&*self, other] {
            for &(index, count) in &source.positive {
                targets[target_bucket(index, &source.custom_values, &common)].add_both(count);
            }
        }
        self.positive = targets
            .into_iter()
            .enumerate()
            .filter(|(_, count)| !count.is_zero())
            .map(|(index, count)| -> CompensatedBucket { (index as i32, count) })
            .collect();
        self.custom_values = common;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_common_bounds_remain() {
        for (lhs, rhs, want) in [
            (&[1.0, 2.0, 3.0][..], &[2.0, 3.0, 4.0][..], &[2.0, 3.0][..]),
            (&[1.0], &[2.0], &[]),
            (&[], &[2.0], &[]),
            (&[f64::NAN, 1.0], &[1.0], &[1.0]),
        ] {
            assert_eq!(common_bounds(lhs, rhs), want, "{lhs:?} {rhs:?}");
        }
    }

    #[test]
    fn a_bucket_goes_to_the_first_common_bound_at_or_above_its_own() {
        let (bounds, common) = ([1.0, 2.0, 3.0], [2.0]);
        let targets: Vec<_> = (0..4).map(|index| target_bucket(index, &bounds, &common)).collect();
        assert_eq!(targets, [0, 0, 1, 1]);
    }
}

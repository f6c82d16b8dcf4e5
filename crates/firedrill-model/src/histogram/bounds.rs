//! Bounds of exponential buckets.

use std::sync::LazyLock;

use crate::go_math::ldexp;

/// The highest schema with exponential buckets.
pub(super) const MAX_EXPONENTIAL_SCHEMA: i32 = 8;
/// The lowest schema with exponential buckets.
pub(super) const MIN_EXPONENTIAL_SCHEMA: i32 = -4;

/// The factor between bound 2k and bound 2k+1 of schemas 1…8: 2^(2^-schema) as Prometheus'
/// built-in tables imply it; the first is one ulp below the rounded square root of 2.
const GROWTH: [u64; MAX_EXPONENTIAL_SCHEMA as usize] = [
    0x3ff6a09e667f3bcc,
    0x3ff306fe0a31b715,
    0x3ff172b83c7d517b,
    0x3ff0b5586cf9890f,
    0x3ff059b0d3158574,
    0x3ff02c9a3e778061,
    0x3ff0163da9fb3335,
    0x3ff00b1afa5abcbf,
];

/// Per schema the bounds within [0.5, 1), as `exponentialBounds` in `model/histogram/generic.go`.
/// They are rounded step by step, so they are not the doubles nearest to the powers of 2.
static FRACTIONS: LazyLock<Vec<Vec<f64>>> = LazyLock::new(|| {
    let mut tables = vec![vec![0.5]];
    for growth in GROWTH {
        let coarser = &tables[tables.len() - 1];
        let growth = f64::from_bits(growth);
        tables.push(coarser.iter().flat_map(|&bound| [bound, bound * growth]).collect());
    }
    tables
});

/// The upper bound of positive bucket `index` at an exponential `schema` (the lower bound of
/// bucket `index + 1`): 2^(index·2^-schema) as Prometheus computes it.
///
/// The last finite bound is `f64::MAX`; indexes above it give +Inf. Schemas above 8 count as 8,
/// below −1022 as −1022.
pub fn exponential_bound(index: i32, schema: i32) -> f64 {
    if schema < 0 {
        let exponent = i64::from(index).saturating_mul(1_i64 << (-i64::from(schema)).min(31));
        return if exponent == 1024 { f64::MAX } else { ldexp(1.0, exponent) };
    }
    let schema = schema.min(MAX_EXPONENTIAL_SCHEMA);
    let table = &FRACTIONS[schema as usize];
    let fraction = table[index as usize & (table.len() - 1)];
    let exponent = i64::from(index >> schema) + 1;
    if fraction == 0.5 && exponent == 1025 { f64::MAX } else { ldexp(fraction, exponent) }
}

/// The bucket of a schema coarser by `difference` into which bucket `index` falls.
pub(super) const fn merged_index(index: i32, difference: u32) -> i32 {
    // Any difference above 31 gives the same result as 31.
    let shift = if difference > 31 { 31 } else { difference };
    (index.wrapping_sub(1) >> shift).wrapping_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_those_of_prometheus() {
        for (index, schema, want) in [
            (0, 0, 1.0),
            (3, 0, 8.0),
            (-2, 0, 0.25),
            (3, 1, 2.82842712474619),
            (-3, 1, 0.35355339059327373),
            (2, 1, 2.0),
            (1, 8, 1.0027112750502025),
            (2, -1, 16.0),
            (64, -4, f64::MAX),
            (65, -4, f64::INFINITY),
            (1024, 0, f64::MAX),
            (1025, 0, f64::INFINITY),
            (-1075, 0, 0.0),
            (i32::MAX, -4, f64::INFINITY),
            (i32::MIN, -4, 0.0),
        ] {
            assert_eq!(exponential_bound(index, schema), want, "bucket {index} of schema {schema}");
        }
    }

    #[test]
    fn every_second_bucket_bound_is_one_of_the_next_coarser_schema() {
        for schema in -3..=8 {
            for index in -40..40 {
                let merged = merged_index(index, 1);
                assert!(exponential_bound(merged, schema - 1) >= exponential_bound(index, schema));
                assert!(exponential_bound(merged - 1, schema - 1) < exponential_bound(index, schema));
            }
        }
    }
}

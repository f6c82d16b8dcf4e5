//! Merging exponential buckets into those of a coarser schema.

use super::FloatHistogram;
use super::bounds::merged_index;
use super::compensated::{CompensatedBucket, CompensatedHistogram};

impl CompensatedHistogram {
    /// Reduces the resolution to `schema`; nothing happens unless it is coarser. Every source bucket
    /// has one in the result, empty or not.
    pub(super) fn reduce_to(&mut self, schema: i32) {
        if schema >= self.schema {
            return;
        }
        let difference = self.schema.abs_diff(schema);
        for side in [&mut self.positive, &mut self.negative] {
            let mut merged: Vec<CompensatedBucket> = Vec::with_capacity(side.len());
            for (index, count) in side.drain(..) {
                let index = merged_index(index, difference);
                match merged.last_mut() {
                    Some((last, target)) if *last == index => target.add_both(count),
                    _ => merged.push((index, count)),
                }
            }
            *side = merged;
        }
        self.schema = schema;
    }
}

impl FloatHistogram {
    /// A copy with the resolution of `schema`, unchanged unless it is coarser. Both schemas must be
    /// exponential ones.
    pub fn reduced_to(&self, schema: i32) -> Self {
        if schema >= self.schema {
            return self.clone();
        }
        let mut reduced = CompensatedHistogram::from(self);
        reduced.reduce_to(schema);
        reduced.into_plain()
    }
}

#[cfg(test)]
mod tests {
    use super::super::BucketSpan;
    use super::*;

    #[test]
    fn neighbours_merge_and_empty_buckets_stay() {
        let histogram = FloatHistogram {
            schema: 1,
            positive_spans: vec![BucketSpan { offset: -1, length: 4 }, BucketSpan { offset: 4, length: 1 }],
            positive_buckets: vec![1.0, 2.0, 4.0, 8.0, 0.0],
            ..FloatHistogram::default()
        };
        let reduced = histogram.reduced_to(0);
        assert_eq!(reduced.schema, 0);
        assert_eq!(reduced.positive_buckets, [3.0, 12.0, 0.0]);
        assert_eq!(
            reduced.positive_spans,
            [BucketSpan { offset: 0, length: 2 }, BucketSpan { offset: 2, length: 1 }]
        );
        assert_eq!(histogram.reduced_to(3), histogram);
    }
}

//! Buckets with their indexes and bounds.

use super::bounds::exponential_bound;
use super::{BucketSpan, FloatHistogram, Side};

/// One bucket, its bounds computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// Whether `lower` belongs to the bucket.
    pub lower_inclusive: bool,
    /// Whether `upper` belongs to the bucket.
    pub upper_inclusive: bool,
    /// Observations.
    pub count: f64,
}

/// The buckets of a layout in index order. Spans without counts yield nothing, so lying spans do
/// no harm.
pub(super) fn indexed<'a>(
    spans: &'a [BucketSpan],
    counts: &'a [f64],
) -> impl Iterator<Item = (i32, f64)> + use<'a> {
    let mut next = 0_i32;
    spans
        .iter()
        .flat_map(move |span| {
            let first = next.wrapping_add(span.offset);
            next = first.wrapping_add(span.length as i32);
            (0..span.length).map(move |position| first.wrapping_add(position as i32))
        })
        .zip(counts.iter().copied())
}

/// Maximal spans for buckets in index order.
pub(super) fn layout(buckets: impl IntoIterator<Item = (i32, f64)>) -> (Vec<BucketSpan>, Vec<f64>) {
    let mut spans: Vec<BucketSpan> = Vec::new();
    let mut counts = Vec::new();
    let mut next = 0_i32;
    for (index, count) in buckets {
        match spans.last_mut() {
            Some(span) if index == next => span.length += 1,
            _ => spans.push(BucketSpan { offset: index.wrapping_sub(next), length: 1 }),
        }
        next = index.wrapping_add(1);
        counts.push(count);
    }
    (spans, counts)
}

impl FloatHistogram {
    /// Index and count of the buckets of one side, in index order.
    pub(super) fn indexed(&self, side: Side) -> impl Iterator<Item = (i32, f64)> {
        let (spans, counts) = self.side(side);
        indexed(spans, counts)
    }

    /// Whether one side has a bucket, be it an empty one.
    pub(super) fn has_buckets(&self, side: Side) -> bool {
        !self.side(side).1.is_empty()
    }

    /// The upper bound of positive bucket `index`.
    pub(super) fn bound(&self, index: i32) -> f64 {
        if !self.has_custom_buckets() {
            return exponential_bound(index, self.schema);
        }
        match usize::try_from(index) {
            Err(_) => f64::NEG_INFINITY,
            Ok(index) => self.custom_values.get(index).copied().unwrap_or(f64::INFINITY),
        }
    }

    /// The bucket `index` of one side with its own bounds.
    pub(super) fn bucket(&self, side: Side, index: i32, count: f64) -> Bucket {
        let (inner, outer) = (self.bound(index.wrapping_sub(1)), self.bound(index));
        let (lower, upper) = match side {
            Side::Positive => (inner, outer),
            Side::Negative => (-outer, -inner),
        };
        let (lower_inclusive, upper_inclusive) =
            if self.has_custom_buckets() { (index == 0, true) } else { (lower < 0.0, upper > 0.0) };
        Bucket { lower, upper, lower_inclusive, upper_inclusive, count }
    }

    /// The zero bucket.
    pub(super) fn zero_bucket(&self) -> Bucket {
        Bucket {
            lower: -self.zero_threshold,
            upper: self.zero_threshold,
            lower_inclusive: true,
            upper_inclusive: true,
            count: self.zero_count,
        }
    }

    /// The buckets of one side in index order (from zero outward), with their own bounds.
    pub(super) fn side_buckets(&self, side: Side) -> impl Iterator<Item = Bucket> {
        self.indexed(side).map(move |(index, count)| self.bucket(side, index, count))
    }

    /// All buckets from the lowest value up, empty ones included; the zero bucket only if its count
    /// is above 0. Buckets that reach into the zero bucket are clamped to its edge. As
    /// `AllBucketIterator`.
    pub fn buckets(&self) -> Vec<Bucket> {
        let mut buckets: Vec<Bucket> = self.side_buckets(Side::Negative).collect();
        buckets.reverse();
        for bucket in &mut buckets {
            if bucket.upper < 0.0 && bucket.upper > -self.zero_threshold {
                bucket.upper = -self.zero_threshold;
            }
        }
        if self.zero_count > 0.0 {
            buckets.push(self.zero_bucket());
        }
        buckets.extend(self.side_buckets(Side::Positive).map(|mut bucket| {
            if bucket.lower > 0.0 && bucket.lower < self.zero_threshold {
                bucket.lower = self.zero_threshold;
            }
            bucket
        }));
        buckets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(offset: i32, length: u32) -> BucketSpan {
        BucketSpan { offset, length }
    }

    #[test]
    fn layout_inverts_indexed() {
        let spans = vec![span(-2, 2), span(3, 1)];
        let counts = vec![1.0, 2.0, 3.0];
        let buckets: Vec<_> = indexed(&spans, &counts).collect();
        assert_eq!(buckets, [(-2, 1.0), (-1, 2.0), (3, 3.0)]);
        assert_eq!(layout(buckets), (spans, counts));
    }

    #[test]
    fn lying_spans_yield_only_the_counts_there_are() {
        let spans = [span(i32::MAX, 0), span(i32::MAX, u32::MAX)];
        assert_eq!(indexed(&spans, &[1.0]).collect::<Vec<_>>(), [(-2, 1.0)]);
    }

    #[test]
    fn buckets_ascend_and_are_clamped_to_the_zero_bucket() {
        let histogram = FloatHistogram {
            zero_threshold: 0.7,
            zero_count: 3.0,
            positive_spans: vec![span(0, 2)],
            positive_buckets: vec![1.0, 2.0],
            negative_spans: vec![span(0, 2)],
            negative_buckets: vec![4.0, 5.0],
            ..FloatHistogram::default()
        };
        let bounds: Vec<_> = histogram.buckets().iter().map(|it| (it.lower, it.upper, it.count)).collect();
        assert_eq!(
            bounds,
            [(-2.0, -1.0, 5.0), (-1.0, -0.7, 4.0), (-0.7, 0.7, 3.0), (0.7, 1.0, 1.0), (1.0, 2.0, 2.0)]
        );
    }

    #[test]
    fn custom_buckets_end_in_infinities() {
        let histogram = FloatHistogram {
            schema: super::super::CUSTOM_BUCKETS_SCHEMA,
            custom_values: vec![-1.0, 5.0],
            positive_spans: vec![span(0, 3)],
            positive_buckets: vec![1.0, 2.0, 3.0],
            ..FloatHistogram::default()
        };
        let bounds: Vec<_> =
            histogram.buckets().iter().map(|it| (it.lower, it.upper, it.lower_inclusive)).collect();
        assert_eq!(
            bounds,
            [(f64::NEG_INFINITY, -1.0, true), (-1.0, 5.0, false), (5.0, f64::INFINITY, false)]
        );
    }
}

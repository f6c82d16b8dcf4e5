//! Equality as PromQL's `==` and `changes` understand it.

use super::{BucketSpan, FloatHistogram, Side};

/// Whether two lists hold the same bit patterns, so that NaN equals itself and −0 is not 0.
fn same_bits(lhs: &[f64], rhs: &[f64]) -> bool {
    lhs.len() == rhs.len() && lhs.iter().zip(rhs).all(|(left, right)| left.to_bits() == right.to_bits())
}

/// Spans with buckets, the offsets of empty ones added to the next.
fn occupied(spans: &[BucketSpan]) -> impl Iterator<Item = BucketSpan> {
    let mut skipped = 0_i32;
    spans.iter().filter_map(move |span| {
        let offset = skipped.wrapping_add(span.offset);
        skipped = if span.length == 0 { offset } else { 0 };
        (span.length > 0).then_some(BucketSpan { offset, length: span.length })
    })
}

impl PartialEq for FloatHistogram {
    /// Same schema and bounds, and the same bits in count, sum and buckets of the same layout;
    /// neither compacted nor looking at the counter reset hint. As `FloatHistogram.Equals`.
    fn eq(&self, other: &Self) -> bool {
        self.schema == other.schema
            && same_bits(
                &[self.count, self.sum, self.zero_count],
                &[other.count, other.sum, other.zero_count],
            )
            && self.zero_threshold == other.zero_threshold
            && (!self.has_custom_buckets() || self.custom_values == other.custom_values)
            && Side::BOTH.into_iter().all(|side| {
                let ((spans, buckets), (other_spans, other_buckets)) = (self.side(side), other.side(side));
                occupied(spans).eq(occupied(other_spans)) && same_bits(buckets, other_buckets)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::super::CounterResetHint;
    use super::*;

    #[test]
    fn bits_and_layout_decide() {
        let base = FloatHistogram {
            sum: f64::NAN,
            count: 3.0,
            positive_spans: vec![BucketSpan { offset: 1, length: 2 }],
            positive_buckets: vec![1.0, 2.0],
            ..FloatHistogram::default()
        };
        let changed = |change: fn(&mut FloatHistogram)| {
            let mut copy = base.clone();
            change(&mut copy);
            copy
        };
        assert_eq!(base, changed(|it| it.counter_reset_hint = CounterResetHint::Gauge));
        assert_eq!(
            base,
            changed(|it| it.positive_spans =
                vec![BucketSpan { offset: -1, length: 0 }, BucketSpan { offset: 2, length: 2 }])
        );
        assert_eq!(base, changed(|it| it.custom_values = vec![1.0]));
        assert_ne!(base, changed(|it| it.zero_count = -0.0));
        assert_ne!(
            base,
            changed(|it| {
                it.positive_spans[0].length = 3;
                it.positive_buckets.push(0.0);
            })
        );
        assert_ne!(base, changed(|it| it.schema = 1));
    }
}

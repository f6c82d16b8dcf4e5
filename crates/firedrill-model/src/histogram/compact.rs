//! Bringing the layout of buckets into its smallest form.

use super::buckets::layout;
use super::{FloatHistogram, Side};

/// Joins any two buckets that a histogram of valid observations can have: schema 8 covers all
/// doubles with fewer buckets. A limit, because the indexes of an invalid histogram may lie 2^32
/// apart.
pub(super) const ANY_GAP: u32 = 1 << 20;

impl FloatHistogram {
    /// Only buckets that are not empty, in maximal spans (`Compact(0)`).
    pub fn compacted(mut self) -> Self {
        self.compact_gaps(0);
        self
    }

    /// Cuts empty buckets off, but keeps or fills in runs of at most `longest_gap` of them between
    /// others, as `Compact(longest_gap)`.
    pub(super) fn compact_gaps(&mut self, longest_gap: u32) {
        for side in Side::BOTH {
            let mut filled: Vec<(i32, f64)> = Vec::new();
            for (index, count) in self.indexed(side).filter(|(_, count)| *count != 0.0) {
                if let Some(&(last, _)) = filled.last() {
                    let gap = i64::from(index) - i64::from(last) - 1;
                    if gap > 0 && gap <= i64::from(longest_gap) {
                        filled.extend((last + 1..index).map(|empty| (empty, 0.0)));
                    }
                }
                filled.push((index, count));
            }
            let (spans, buckets) = layout(filled);
            self.set_side(side, spans, buckets);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::BucketSpan;
    use super::*;

    fn span(offset: i32, length: u32) -> BucketSpan {
        BucketSpan { offset, length }
    }

    #[test]
    fn empty_buckets_go_or_are_filled_in() {
        for (longest_gap, spans, buckets) in [
            (0, vec![span(1, 1), span(1, 1), span(2, 1)], vec![1.0, 2.0, 3.0]),
            (1, vec![span(1, 3), span(2, 1)], vec![1.0, 0.0, 2.0, 3.0]),
            (ANY_GAP, vec![span(1, 6)], vec![1.0, 0.0, 2.0, 0.0, 0.0, 3.0]),
        ] {
            let mut histogram = FloatHistogram {
                positive_spans: vec![span(0, 4), span(0, 0), span(2, 2)],
                positive_buckets: vec![0.0, 1.0, -0.0, 2.0, 3.0, 0.0],
                ..FloatHistogram::default()
            };
            histogram.compact_gaps(longest_gap);
            assert_eq!((histogram.positive_spans, histogram.positive_buckets), (spans, buckets));
        }
    }
}

//! What a time series database changes about histograms.

use super::buckets::layout;
use super::compensated::CompensatedHistogram;
use super::{CounterResetHint, FloatHistogram, Side};

impl FloatHistogram {
    /// The hint that Prometheus' storage gives back for this histogram, stored after `previous` (the
    /// sample right before it, if that is a histogram and no staleness marker): gauges stay gauges,
    /// any other is "not reset" unless it had to start a new chunk.
    ///
    /// Follows `appendable` of `tsdb/chunkenc/float_histogram.go`; chunks that end because of their
    /// size or age are not modelled.
    pub fn stored_hint(&self, previous: Option<&Self>) -> CounterResetHint {
        match previous {
            _ if self.counter_reset_hint == CounterResetHint::Gauge => CounterResetHint::Gauge,
            Some(previous) if self.continues_chunk_of(previous) => CounterResetHint::NotReset,
            _ => CounterResetHint::Unknown,
        }
    }

    /// Whether one chunk holds this histogram and `previous`, the sample right before it: both are
    /// gauges or neither is, with the same kind of buckets, and no counter has become smaller.
    pub fn continues_chunk_of(&self, previous: &Self) -> bool {
        let is_gauge = |histogram: &Self| histogram.counter_reset_hint == CounterResetHint::Gauge;
        let is_same_kind = self.schema == previous.schema
            && self.zero_threshold == previous.zero_threshold
            && self.custom_values == previous.custom_values
            && is_gauge(self) == is_gauge(previous);
        if is_gauge(self) || !is_same_kind {
            return is_same_kind;
        }
        if self.counter_reset_hint == CounterResetHint::Reset
            || self.count < previous.count
            || self.zero_count < previous.zero_count
        {
            return false;
        }
        let previous = CompensatedHistogram::from(previous);
        !self.has_smaller_bucket(Side::Positive, &previous.positive)
            && !self.has_smaller_bucket(Side::Negative, &previous.negative)
    }

    /// This histogram with empty buckets added where `other` has any, as all histograms of a chunk
    /// get them; `None` where no bucket is missing.
    pub fn with_buckets_of(&self, other: &Self) -> Option<Self> {
        let mut wider = None;
        for side in Side::BOTH {
            let own: Vec<(i32, f64)> = self.indexed(side).collect();
            let is_missing = |index: i32| own.binary_search_by_key(&index, |bucket| bucket.0).is_err();
            let missing = other.indexed(side).map(|(index, _)| index).filter(|index| is_missing(*index));
            let mut all: Vec<(i32, f64)> = missing.map(|index| (index, 0.0)).collect();
            if all.is_empty() {
                continue;
            }
            all.extend(&own);
            all.sort_by_key(|bucket| bucket.0);
            let (spans, buckets) = layout(all);
            wider.get_or_insert_with(|| self.clone()).set_side(side, spans, buckets);
        }
        wider
    }
}

#[cfg(test)]
mod tests {
    use super::super::BucketSpan;
    use super::*;

    #[test]
    fn hints_after_storing() {
        use CounterResetHint::{Gauge, NotReset, Reset, Unknown};
        let of = |count: f64, schema, counter_reset_hint| FloatHistogram {
            counter_reset_hint,
            schema,
            count,
            ..FloatHistogram::default()
        };
        for (previous, current, want) in [
            (None, of(1.0, 0, NotReset), Unknown),
            (None, of(1.0, 0, Gauge), Gauge),
            (Some(of(1.0, 0, Unknown)), of(2.0, 0, Unknown), NotReset),
            (Some(of(1.0, 0, Unknown)), of(2.0, 0, Reset), Unknown),
            (Some(of(3.0, 0, Unknown)), of(2.0, 0, NotReset), Unknown),
            (Some(of(1.0, 0, Unknown)), of(2.0, 1, Unknown), Unknown),
            (Some(of(1.0, 0, Gauge)), of(2.0, 0, Unknown), Unknown),
            (Some(of(3.0, 0, Gauge)), of(2.0, 0, Gauge), Gauge),
        ] {
            assert_eq!(current.stored_hint(previous.as_ref()), want, "{previous:?} {current:?}");
        }
    }

    #[test]
    fn histograms_of_a_chunk_have_the_same_buckets() {
        let of = |offset, positive_buckets: &[f64]| FloatHistogram {
            positive_spans: vec![BucketSpan { offset, length: positive_buckets.len() as u32 }],
            positive_buckets: positive_buckets.to_vec(),
            ..FloatHistogram::default()
        };
        let split = FloatHistogram {
            positive_spans: vec![BucketSpan { offset: 1, length: 1 }, BucketSpan { offset: 1, length: 1 }],
            ..of(1, &[1.0, 0.0])
        };
        for (narrow, other, want) in [
            (of(1, &[1.0]), of(0, &[5.0, 6.0, 7.0]), Some(of(0, &[0.0, 1.0, 0.0]))),
            (of(1, &[1.0]), of(3, &[5.0]), Some(split)),
            (of(0, &[1.0, 2.0]), of(1, &[5.0]), None),
        ] {
            assert_eq!(narrow.with_buckets_of(&other), want);
        }
    }
}

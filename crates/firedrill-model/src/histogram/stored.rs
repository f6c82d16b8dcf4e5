//! What becomes of counter reset hints in a time series database.

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
            Some(previous)
                if previous.counter_reset_hint != CounterResetHint::Gauge
                    && self.continues_chunk_of(previous) =>
            {
                CounterResetHint::NotReset
            }
            _ => CounterResetHint::Unknown,
        }
    }

    /// Whether one chunk can hold both: the same layout of values, and nothing has become smaller.
    fn continues_chunk_of(&self, previous: &Self) -> bool {
        let is_same_kind = self.schema == previous.schema
            && self.zero_threshold == previous.zero_threshold
            && self.custom_values == previous.custom_values;
        if !is_same_kind
            || self.counter_reset_hint == CounterResetHint::Reset
            || self.count < previous.count
            || self.zero_count < previous.zero_count
        {
            return false;
        }
        let previous = CompensatedHistogram::from(previous);
        !self.has_smaller_bucket(Side::Positive, &previous.positive)
            && !self.has_smaller_bucket(Side::Negative, &previous.negative)
    }
}

#[cfg(test)]
mod tests {
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
}

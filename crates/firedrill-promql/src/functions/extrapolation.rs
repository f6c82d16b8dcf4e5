//! Extrapolation of a sampled difference to the edges of its window.

/// Where the samples of a window lie in it; in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placement {
    /// From the start of the window to the first sample.
    pub(super) before_ms: i64,
    /// From the first to the last sample.
    pub(super) sampled_ms: i64,
    /// From the last sample to the end of the window.
    pub(super) after_ms: i64,
    /// Number of intervals between samples.
    pub(super) intervals: u32,
    /// From the moment the counter is known to have been zero to the last sample.
    pub(super) since_start_ms: Option<i64>,
}

/// By how much a difference grows when it is extrapolated to the edges of the window, or by half an
/// interval where the edge is more than 1.1 intervals away. As `extrapolatedRate` in
/// `promql/functions.go`.
///
/// Made for one placement, because neighbouring windows mostly share theirs and divisions are what
/// a rate costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extrapolation {
    placement: Placement,
    /// Seconds from the first to the last sample.
    sampled: f64,
    average: f64,
    threshold: f64,
    /// Seconds before the first sample; a nearer zero point takes their place.
    before: f64,
    after: f64,
    /// The zero point is compared after the threshold (since 3).
    zero_point_after_threshold: bool,
    /// What the factor is divided by, for a rate.
    divisor: Option<f64>,
    /// The factor where no zero point is near.
    unlimited: f64,
}

impl Extrapolation {
    pub(super) fn new(placement: Placement, zero_point_after_threshold: bool, divisor: Option<f64>) -> Self {
        let sampled = seconds(placement.sampled_ms);
        let average = if placement.intervals == 0 { 0.0 } else { sampled / f64::from(placement.intervals) };
        let mut extrapolation = Self {
            placement,
            sampled,
            average,
            threshold: average * 1.1,
            before: seconds(placement.before_ms),
            after: 0.0,
            zero_point_after_threshold,
            divisor,
            unlimited: 1.0,
        };
        extrapolation.after = extrapolation.thresholded(seconds(placement.after_ms));
        let before = extrapolation.thresholded(extrapolation.before);
        if zero_point_after_threshold {
            extrapolation.before = before;
        }
        extrapolation.unlimited = extrapolation.extended_by(before);
        extrapolation
    }

    /// Whether it was made for `placement`.
    pub(super) fn fits(&self, placement: &Placement) -> bool {
        self.placement == *placement
    }

    /// The factor for a counter that has `value` at its first sample and grows by `growth`: it is
    /// not extrapolated beyond the point where it would be zero.
    pub(super) fn counter_factor(&self, value: f64, growth: f64) -> f64 {
        if growth > 0.0 && value >= 0.0 && self.placement.since_start_ms.is_none() {
            let zero_point = self.sampled * (value / growth);
            if zero_point < self.before {
                let before =
                    if self.zero_point_after_threshold { zero_point } else { self.thresholded(zero_point) };
                return self.extended_by(before);
            }
        }
        self.unlimited
    }

    /// The factor for a gauge.
    pub(super) fn gauge_factor(&self) -> f64 {
        self.unlimited
    }

    fn thresholded(&self, gap: f64) -> f64 {
        if gap >= self.threshold { self.average / 2.0 } else { gap }
    }

    /// The factor with `before` seconds before the first sample.
    fn extended_by(&self, before: f64) -> f64 {
        let (sampled, before) = match self.placement.since_start_ms {
            Some(since_start_ms) => (seconds(since_start_ms), 0.0),
            None => (self.sampled, before),
        };
        let factor = if sampled == 0.0 { 1.0 } else { ((sampled + before) + self.after) / sampled };
        self.divisor.map_or(factor, |divisor| factor / divisor)
    }
}

fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACEMENT: Placement = Placement {
        before_ms: 5_000,
        sampled_ms: 30_000,
        after_ms: 5_000,
        intervals: 2,
        since_start_ms: None,
    };

    #[test]
    fn a_counter_is_not_extrapolated_below_zero() {
        let new = Extrapolation::new(PLACEMENT, true, None);
        assert_eq!(new.gauge_factor(), 40.0 / 30.0);
        assert_eq!(new.counter_factor(1.0, 10.0), 38.0 / 30.0);
        assert_eq!(new.counter_factor(100.0, 10.0), 40.0 / 30.0);
    }

    #[test]
    fn the_order_of_threshold_and_zero_point_differs() {
        let placement = Placement { before_ms: 25_000, ..PLACEMENT };
        let old = Extrapolation::new(placement, false, None);
        let new = Extrapolation::new(placement, true, None);
        assert_eq!(old.counter_factor(6.0, 10.0), (30.0 + 7.5 + 5.0) / 30.0);
        assert_eq!(new.counter_factor(6.0, 10.0), (30.0 + 7.5 + 5.0) / 30.0);
        assert_eq!(old.counter_factor(4.0, 10.0), (30.0 + 12.0 + 5.0) / 30.0);
        assert_eq!(new.counter_factor(4.0, 10.0), (30.0 + 7.5 + 5.0) / 30.0);
    }
}

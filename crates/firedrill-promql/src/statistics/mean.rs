//! Arithmetic means.

use super::CompensatedSum;

/// A running mean: a compensated sum that turns into an incremental mean where it overflows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mean {
    /// The sum so far, or the mean so far once `incremental`.
    state: CompensatedSum,
    count: f64,
    incremental: bool,
}

impl Mean {
    /// The mean of one value.
    pub(crate) const fn starting_at(first: f64) -> Self {
        Self { state: CompensatedSum::starting_at(first), count: 1.0, incremental: false }
    }

    /// Adds one value as Prometheus 3 does.
    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        let previous_count = self.count;
        self.count += 1.0;
        if !self.incremental {
            let mut next = self.state;
            next.add(value, true);
            if !next.sum.is_infinite() {
                self.state = next;
                return;
            }
            self.incremental = true;
            self.state.sum /= previous_count;
            self.state.compensation /= previous_count;
        }
        let weight = previous_count / self.count;
        self.state.sum *= weight;
        self.state.compensation *= weight;
        self.state.add(value / self.count, true);
    }

    /// The mean.
    pub(crate) fn value(self) -> f64 {
        if self.incremental {
            self.state.total()
        } else {
            self.state.sum / self.count + self.state.compensation / self.count
        }
    }

    /// The mean of a window as Prometheus 2.42's `avg_over_time`: incremental from the start.
    pub(crate) fn incremental_of(values: &[f64]) -> f64 {
        let mut mean = CompensatedSum::default();
        let mut count = 0.0;
        for &value in values {
            count += 1.0;
            if !absorbs(mean.sum, value) {
                mean.add(value / count - mean.sum / count, false);
            }
        }
        mean.finite_total()
    }

    /// Adds one value as Prometheus 2.42's `avg` does: incremental, not compensated.
    #[inline]
    pub(crate) fn add_uncompensated(&mut self, value: f64) {
        self.incremental = true;
        self.count += 1.0;
        if !absorbs(self.state.sum, value) {
            self.state.sum += value / self.count - self.state.sum / self.count;
        }
    }

    /// The mean that [`Self::add_uncompensated`] has gathered.
    pub(crate) const fn uncompensated_value(self) -> f64 {
        self.state.sum
    }
}

/// An infinite mean stays whatever follows but NaN and the other infinity.
fn absorbs(mean: f64, value: f64) -> bool {
    mean.is_infinite() && !value.is_nan() && (value.is_finite() || (mean > 0.0) == (value > 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(values: &[f64]) -> f64 {
        let mut mean = Mean::starting_at(values[0]);
        for &value in &values[1..] {
            mean.add(value);
        }
        mean.value()
    }

    #[test]
    fn overflow_switches_to_the_incremental_form() {
        assert_eq!(mean(&[1.0, 2.0, 4.5]), 2.5);
        assert_eq!(mean(&[f64::MAX, f64::MAX]), f64::MAX);
        assert_eq!(mean(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(mean(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(mean(&[-0.0]).is_sign_positive());
    }

    #[test]
    fn the_old_form_keeps_an_infinite_mean() {
        assert_eq!(Mean::incremental_of(&[f64::INFINITY, 1.0, f64::INFINITY]), f64::INFINITY);
        assert!(Mean::incremental_of(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert_eq!(Mean::incremental_of(&[1.0, 3.0]), 2.0);
    }
}

//! What arithmetic on histograms needs of compensated sums.

use crate::CompensatedSum;

impl CompensatedSum {
    /// Adds the other's sum, then its compensation.
    pub(super) fn add_both(&mut self, other: Self) {
        self.add(other.sum, true);
        if other.compensation != 0.0 {
            self.add(other.compensation, true);
        }
    }

    /// Both parts times `factor`.
    pub(super) fn scaled(self, factor: f64) -> Self {
        Self { sum: self.sum * factor, compensation: self.compensation * factor }
    }

    /// Both parts divided by `divisor`.
    pub(super) fn divided(self, divisor: f64) -> Self {
        Self { sum: self.sum / divisor, compensation: self.compensation / divisor }
    }

    /// Whether neither part holds anything.
    pub(super) fn is_zero(self) -> bool {
        self.sum == 0.0 && self.compensation == 0.0
    }
}

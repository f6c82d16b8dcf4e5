//! Compensated summation.

/// A sum with the rounding errors it has collected (Kahan's method as improved by Neumaier).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct RunningSum {
    /// The rounded sum; the same as without compensation.
    pub(super) sum: f64,
    /// What rounding has cost so far.
    pub(super) compensation: f64,
}

impl RunningSum {
    pub(super) const fn of(value: f64) -> Self {
        Self { sum: value, compensation: 0.0 }
    }

    /// As `kahansum.Inc` of Prometheus: an infinite sum forgets the compensation.
    pub(super) fn add(&mut self, value: f64) {
        let total = self.sum + value;
        if total.is_infinite() {
            self.compensation = 0.0;
        } else if self.sum.abs() >= value.abs() {
            self.compensation += (self.sum - total) + value;
        } else {
            self.compensation += (value - total) + self.sum;
        }
        self.sum = total;
    }

    /// Adds the other's sum, then its compensation.
    pub(super) fn add_both(&mut self, other: Self) {
        self.add(other.sum);
        if other.compensation != 0.0 {
            self.add(other.compensation);
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

    /// Sum plus compensation.
    pub(super) fn total(self) -> f64 {
        self.sum + self.compensation
    }

    pub(super) fn is_zero(self) -> bool {
        self.sum == 0.0 && self.compensation == 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_rounding_loses() {
        for (values, sum, total) in [
            ([1e16, 1.0, 1.0], 1e16, 1e16 + 2.0),
            ([1.0, 1e100, -1e100], 0.0, 1.0),
            ([f64::MAX, f64::MAX, 1.0], f64::INFINITY, f64::INFINITY),
        ] {
            let mut running = RunningSum::default();
            for value in values {
                running.add(value);
            }
            assert_eq!((running.sum, running.total()), (sum, total));
        }
    }
}

//! Kahan–Neumaier summation.

/// A sum and what its roundings lost, as Prometheus' `kahansum.Inc`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CompensatedSum {
    /// The plain sum.
    pub sum: f64,
    /// What is to be added to it.
    pub compensation: f64,
}

impl CompensatedSum {
    /// A sum that starts at `first`.
    pub const fn starting_at(first: f64) -> Self {
        Self { sum: first, compensation: 0.0 }
    }

    /// Adds one value. `guarded`: an infinite sum resets the compensation (which would become NaN).
    #[inline]
    pub fn add(&mut self, value: f64, guarded: bool) {
        let total = self.sum + value;
        if guarded && total.is_infinite() {
            self.compensation = 0.0;
        } else if self.sum.abs() >= value.abs() {
            self.compensation += (self.sum - total) + value;
        } else {
            self.compensation += (value - total) + self.sum;
        }
        self.sum = total;
    }

    /// Sum plus compensation.
    pub fn total(self) -> f64 {
        self.sum + self.compensation
    }

    /// Sum plus compensation, or an infinite sum alone.
    pub fn finite_total(self) -> f64 {
        if self.sum.is_infinite() { self.sum } else { self.total() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_values_survive_large_ones() {
        for (values, want) in [
            (&[1e16, 1.0, -1e16, 3.0][..], 4.0),
            (&[1e100, 1.0, -1e100], 1.0),
            (&[f64::INFINITY, 1.0], f64::INFINITY),
            (&[f64::MAX, f64::MAX], f64::INFINITY),
        ] {
            let mut sum = CompensatedSum::default();
            for &value in values {
                sum.add(value, true);
            }
            assert_eq!(sum.finite_total(), want, "{values:?}");
        }
    }
}

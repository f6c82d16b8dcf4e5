//! Variances: Welford's method, with and without compensation.

use super::CompensatedSum;

/// The variance of a window, compensated as in `stdvar_over_time`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CompensatedVariance {
    count: f64,
    mean: CompensatedSum,
    squares: CompensatedSum,
}

impl CompensatedVariance {
    /// Adds one value; `guarded` as in [`CompensatedSum::add`].
    #[inline]
    pub(crate) fn add(&mut self, value: f64, guarded: bool) {
        self.count += 1.0;
        let delta = value - self.mean.total();
        self.mean.add(delta / self.count, guarded);
        self.squares.add(delta * (value - self.mean.total()), guarded);
    }

    /// The population variance.
    pub(crate) fn value(self) -> f64 {
        self.squares.total() / self.count
    }
}

/// The variance of a group, not compensated, as in the aggregation `stdvar`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Variance {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Variance {
    /// The variance of one value: 0; NaN where the value is not finite and `starts_non_finite`.
    pub(crate) fn starting_at(first: f64, starts_non_finite: bool) -> Self {
        let squares = if starts_non_finite && !first.is_finite() { f64::NAN } else { 0.0 };
        Self { count: 1.0, mean: first, squares }
    }

    /// Adds one value.
    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        self.count += 1.0;
        let delta = value - self.mean;
        self.mean += delta / self.count;
        self.squares += delta * (value - self.mean);
    }

    /// The population variance.
    pub(crate) fn value(self) -> f64 {
        self.squares / self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_agree_on_simple_numbers() {
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        let mut compensated = CompensatedVariance::default();
        let mut plain = Variance::starting_at(values[0], true);
        for value in values {
            compensated.add(value, true);
        }
        for value in &values[1..] {
            plain.add(*value);
        }
        assert_eq!(compensated.value(), 4.0);
        assert_eq!(plain.value(), 4.0);
    }

    #[test]
    fn an_infinite_value_alone() {
        assert!(Variance::starting_at(f64::INFINITY, true).value().is_nan());
        assert_eq!(Variance::starting_at(f64::INFINITY, false).value(), 0.0);
    }
}

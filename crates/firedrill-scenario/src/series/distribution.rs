//! Distributions of observed values, such as latencies.

use firedrill_promql::gomath::{exp, ln};

use super::quantity::{QuantityError, quantity};

/// How observed values are spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// `constant(200ms)`: all are equal.
    Constant(f64),
    /// `uniform(100ms, 300ms)`.
    Uniform {
        /// The smallest.
        low: f64,
        /// The largest.
        high: f64,
    },
    /// `normal(200ms, 30ms)`: mean and standard deviation.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        deviation: f64,
    },
    /// `lognormal(120ms, 1.6)`: two thirds lie between the median divided and multiplied by the factor.
    Lognormal {
        /// The median.
        median: f64,
        /// The geometric standard deviation, above 1.
        factor: f64,
    },
    /// `exponential(80ms)`: by its mean.
    Exponential {
        /// The mean.
        mean: f64,
    },
}

/// Why a text is no distribution.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DistributionError {
    /// A number in it is none.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// Unknown name, or other parameters.
    #[error(
        "{0:?} is no distribution; there are constant(200ms), uniform(100ms, 300ms), normal(200ms, 30ms), \
         lognormal(120ms, 1.6) and exponential(80ms)"
    )]
    Unknown(String),
    /// Parameters that mean nothing.
    #[error("{0}")]
    Meaningless(&'static str),
}

impl Distribution {
    /// Reads `lognormal(120ms, 1.6)` and the like.
    ///
    /// # Errors
    /// See [`DistributionError`].
    pub fn parse(text: &str) -> Result<Self, DistributionError> {
        let unknown = || DistributionError::Unknown(text.to_owned());
        let (name, rest) = text.trim().split_once('(').ok_or_else(unknown)?;
        let inner = rest.strip_suffix(')').ok_or_else(unknown)?;
        let numbers = inner.split(',').map(quantity).collect::<Result<Vec<_>, _>>()?;
        let distribution = match (name.trim(), numbers.as_slice()) {
            ("constant", [value]) => Self::Constant(*value),
            ("uniform", [low, high]) => Self::Uniform { low: *low, high: *high },
            ("normal", [mean, deviation]) => Self::Normal { mean: *mean, deviation: *deviation },
            ("lognormal", [median, factor]) => Self::Lognormal { median: *median, factor: *factor },
            ("exponential", [mean]) => Self::Exponential { mean: *mean },
            _ => return Err(unknown()),
        };
        distribution.check()?;
        Ok(distribution)
    }

    fn check(self) -> Result<(), DistributionError> {
        let reason = match self {
            Self::Uniform { low, high } if low >= high => "the first bound must lie below the second",
            Self::Normal { deviation, .. } if deviation <= 0.0 => "the standard deviation must be above 0",
            Self::Lognormal { median, .. } if median <= 0.0 => "the median must be above 0",
            Self::Lognormal { factor, .. } if factor <= 1.0 => "the factor must be above 1",
            Self::Exponential { mean } if mean <= 0.0 => "the mean must be above 0",
            _ => return Ok(()),
        };
        Err(DistributionError::Meaningless(reason))
    }

    /// The share of values that are at most `bound`.
    pub fn share_within(self, bound: f64) -> f64 {
        if bound == f64::INFINITY {
            return 1.0;
        }
        match self {
            Self::Constant(value) => f64::from(u8::from(value <= bound)),
            Self::Uniform { low, high } => ((bound - low) / (high - low)).clamp(0.0, 1.0),
            Self::Normal { mean, deviation } => standard_normal((bound - mean) / deviation),
            Self::Lognormal { .. } | Self::Exponential { .. } if bound <= 0.0 => 0.0,
            Self::Lognormal { median, factor } => standard_normal((ln(bound) - ln(median)) / ln(factor)),
            Self::Exponential { mean } => 1.0 - exp(-bound / mean),
        }
    }

    /// The mean of the values.
    pub fn mean(self) -> f64 {
        match self {
            Self::Constant(value) => value,
            Self::Uniform { low, high } => f64::midpoint(low, high),
            Self::Normal { mean, .. } | Self::Exponential { mean } => mean,
            Self::Lognormal { median, factor } => median * exp(ln(factor) * ln(factor) / 2.0),
        }
    }
}

/// The cumulative standard normal distribution, by formula 26.2.17 of Abramowitz and Stegun: right to
/// seven digits.
fn standard_normal(deviations: f64) -> f64 {
    const SCALE: f64 = 0.231_641_9;
    const TERMS: [f64; 5] = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    // The series is not exact in the middle, where medians lie.
    if deviations == 0.0 {
        return 0.5;
    }
    let distance = deviations.abs();
    let ratio = 1.0 / (1.0 + SCALE * distance);
    let series = TERMS.iter().rev().fold(0.0, |sum, term| (sum + term) * ratio);
    let density =
        exp(-distance * distance / 2.0) * std::f64::consts::FRAC_1_SQRT_2 * std::f64::consts::FRAC_2_SQRT_PI
            / 2.0;
    let beyond = density * series;
    if deviations > 0.0 { 1.0 - beyond } else { beyond }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_the_distribution() {
        for (text, bound, want) in [
            ("constant(200ms)", 0.2, 1.0),
            ("constant(200ms)", 0.19, 0.0),
            ("uniform(100ms, 300ms)", 0.15, 0.25),
            ("normal(200ms, 30ms)", 0.2, 0.5),
            ("normal(200ms, 30ms)", 0.23, 0.841_344_7),
            ("normal(200ms, 30ms)", 0.17, 0.158_655_3),
            ("lognormal(120ms, 1.6)", 0.12, 0.5),
            ("lognormal(120ms, 1.6)", 0.192, 0.841_344_7),
            ("lognormal(120ms, 1.6)", 0.0, 0.0),
            ("exponential(80ms)", 0.08, 0.632_120_6),
            ("exponential(80ms)", f64::INFINITY, 1.0),
        ] {
            let share = Distribution::parse(text).expect(text).share_within(bound);
            assert!((share - want).abs() < 2e-7, "{text} {bound}: {share}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "lognormal",
            "lognormal(1",
            "gamma(1)",
            "normal(1)",
            "uniform(2, 1)",
            "lognormal(1, 1)",
            "normal(x, 1)",
        ] {
            assert!(Distribution::parse(text).is_err(), "{text}");
        }
    }
}

//! Shapes of a value over time.

use firedrill_model::Duration;
use firedrill_promql::gomath::sin;

use super::quantity::{QuantityError, quantity};
use crate::random::Random;

/// A value over time, with noise on top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// Without noise.
    pub shape: CurveShape,
    /// How far noise goes up and down.
    pub noise: Noise,
}

/// How far a value strays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Noise {
    /// By up to this much.
    Absolute(f64),
    /// By up to this share of the value.
    Relative(f64),
}

/// A value over time, without noise. Times count from when the curve begins to hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CurveShape {
    /// `40`.
    Constant(f64),
    /// `ramp 0 to 100 over 10m`: then it stays.
    Ramp {
        /// Where it starts.
        from: f64,
        /// Where it ends.
        to: f64,
        /// How long it takes.
        over: Duration,
    },
    /// `step 0 to 5 at 10m`.
    Step {
        /// Before.
        from: f64,
        /// After.
        to: f64,
        /// When.
        at: Duration,
    },
    /// `spike 10 to 90 at 20m for 5m`.
    Spike {
        /// Before and after.
        from: f64,
        /// In between.
        to: f64,
        /// When.
        at: Duration,
        /// For how long.
        lasting: Duration,
    },
    /// `sawtooth 0 to 10 every 5m`.
    Sawtooth {
        /// Where each tooth starts.
        from: f64,
        /// Where it ends.
        to: f64,
        /// The length of a tooth.
        every: Duration,
    },
    /// `diurnal 10 to 100 peak 14h`: a wave of a day.
    Diurnal {
        /// At its lowest.
        low: f64,
        /// At its highest.
        high: f64,
        /// When it is highest.
        peak: Duration,
    },
    /// `walk 50 by 2 within 0 to 100`: every minute up or down.
    Walk {
        /// Where it starts.
        from: f64,
        /// The most it moves in a minute.
        by: f64,
        /// Never below.
        low: f64,
        /// Never above.
        high: f64,
    },
}

/// Why a text is no curve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CurveError {
    /// A number in it is none.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A duration in it is none.
    #[error(transparent)]
    Duration(#[from] firedrill_model::duration::DurationError),
    /// Its words make no curve.
    #[error(
        "{0:?} is no value over time; it reads as `40`, `200/s ± 10%`, `ramp 0 to 100 over 10m`, `step 0 to 5 at 10m`, \
         `spike 10 to 90 at 20m for 5m`, `sawtooth 0 to 10 every 5m`, `diurnal 10 to 100 peak 14h` or \
         `walk 50 by 2 within 0 to 100`"
    )]
    Unknown(String),
    /// Something has no length.
    #[error("{0:?} needs a length above 0")]
    NoLength(String),
}

/// A walk moves once in so many milliseconds.
const WALK_STEP_MS: i64 = 60_000;

const DAY_MS: f64 = 86_400_000.0;

impl Curve {
    /// A value that never changes.
    pub const fn constant(value: f64) -> Self {
        Self { shape: CurveShape::Constant(value), noise: Noise::Absolute(0.0) }
    }

    /// Reads a curve; see [`CurveShape`] for the forms, each with or without `± 5` or `± 10%`.
    ///
    /// # Errors
    /// See [`CurveError`].
    pub fn parse(text: &str) -> Result<Self, CurveError> {
        let (shape, noise) = match text.split_once('±').or_else(|| text.split_once("+-")) {
            Some((shape, noise)) => (shape, noise.trim()),
            None => (text, ""),
        };
        let noise = match noise {
            "" => Noise::Absolute(0.0),
            share if share.ends_with('%') => Noise::Relative(quantity(share)?),
            amount => Noise::Absolute(quantity(amount)?),
        };
        Ok(Self { shape: parse_shape(shape.trim())?, noise })
    }

    /// The values at `0, step, 2·step, …`, `count` of them, in milliseconds since the curve begins.
    pub(super) fn points(&self, step: i64, count: usize, random: &mut Random) -> Vec<f64> {
        let mut walked = Walked::default();
        let point = |idx: usize| {
            let time = step.saturating_mul(idx as i64);
            let value = match self.shape {
                CurveShape::Walk { .. } => walked.at(&self.shape, time, random),
                shape => shape.at(time),
            };
            match self.noise {
                Noise::Absolute(0.0) | Noise::Relative(0.0) => value,
                Noise::Absolute(amount) => value + amount * random.symmetric(),
                Noise::Relative(share) => value * (1.0 + share * random.symmetric()),
            }
        };
        (0..count).map(point).collect()
    }
}

fn parse_shape(text: &str) -> Result<CurveShape, CurveError> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let length = |word: &str| {
        let length = Duration::parse(word)?;
        if length > Duration::ZERO { Ok(length) } else { Err(CurveError::NoLength(text.to_owned())) }
    };
    Ok(match words.as_slice() {
        [value] => CurveShape::Constant(quantity(value)?),
        ["ramp", from, "to", to, "over", over] => {
            CurveShape::Ramp { from: quantity(from)?, to: quantity(to)?, over: length(over)? }
        }
        ["step", from, "to", to, "at", at] => {
            CurveShape::Step { from: quantity(from)?, to: quantity(to)?, at: Duration::parse(at)? }
        }
        ["spike", from, "to", to, "at", at, "for", lasting] => CurveShape::Spike {
            from: quantity(from)?,
            to: quantity(to)?,
            at: Duration::parse(at)?,
            lasting: length(lasting)?,
        },
        ["sawtooth", from, "to", to, "every", every] => {
            CurveShape::Sawtooth { from: quantity(from)?, to: quantity(to)?, every: length(every)? }
        }
        ["diurnal", low, "to", high, "peak", peak] => {
            CurveShape::Diurnal { low: quantity(low)?, high: quantity(high)?, peak: Duration::parse(peak)? }
        }
        ["walk", from, "by", by, "within", low, "to", high] => CurveShape::Walk {
            from: quantity(from)?,
            by: quantity(by)?,
            low: quantity(low)?,
            high: quantity(high)?,
        },
        _ => return Err(CurveError::Unknown(text.to_owned())),
    })
}

impl CurveShape {
    fn at(self, time: i64) -> f64 {
        match self {
            Self::Constant(value) | Self::Walk { from: value, .. } => value,
            Self::Ramp { from, to, over } => {
                from + (to - from) * (time as f64 / over.as_ms() as f64).clamp(0.0, 1.0)
            }
            Self::Step { from, to, at } => {
                if time < at.as_ms() {
                    from
                } else {
                    to
                }
            }
            Self::Spike { from, to, at, lasting } => {
                let end = at.as_ms().saturating_add(lasting.as_ms());
                if (at.as_ms()..end).contains(&time) { to } else { from }
            }
            Self::Sawtooth { from, to, every } => {
                from + (to - from) * (time % every.as_ms()) as f64 / every.as_ms() as f64
            }
            Self::Diurnal { low, high, peak } => {
                let quarters = (time - peak.as_ms()) as f64 / DAY_MS + 0.25;
                let wave = sin(std::f64::consts::TAU * quarters);
                low + (high - low) * (1.0 + wave) / 2.0
            }
        }
    }
}

/// How far a walk has come.
#[derive(Debug, Default)]
struct Walked {
    steps: i64,
    value: Option<f64>,
}

impl Walked {
    fn at(&mut self, shape: &CurveShape, time: i64, random: &mut Random) -> f64 {
        let CurveShape::Walk { from, by, low, high } = *shape else { return shape.at(time) };
        let value = self.value.get_or_insert(from);
        while self.steps < time / WALK_STEP_MS {
            *value = (*value + by * random.symmetric()).max(low).min(high);
            self.steps += 1;
        }
        *value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(text: &str, step_seconds: i64, count: usize) -> Vec<f64> {
        let curve = Curve::parse(text).expect(text);
        curve.points(step_seconds * 1000, count, &mut Random::named(1, "curve"))
    }

    #[test]
    fn every_form_reads_and_has_its_shape() {
        for (text, step, want) in [
            ("40", 60, vec![40.0, 40.0]),
            ("ramp 0 to 100 over 10m", 300, vec![0.0, 50.0, 100.0, 100.0]),
            ("step 0 to 5 at 10m", 300, vec![0.0, 0.0, 5.0]),
            ("spike 10 to 90 at 5m for 5m", 300, vec![10.0, 90.0, 10.0]),
            ("sawtooth 0 to 10 every 10m", 300, vec![0.0, 5.0, 0.0, 5.0]),
            ("diurnal 10 to 30 peak 12h", 43_200, vec![10.0, 30.0, 10.0]),
        ] {
            assert_eq!(points(text, step, want.len()), want, "{text}");
        }
    }

    #[test]
    fn noise_and_walks_stay_in_their_bounds() {
        for (text, low, high) in [
            ("100 ± 10%", 90.0, 110.0),
            ("100 +- 5", 95.0, 105.0),
            ("walk 50 by 20 within 40 to 60", 40.0, 60.0),
        ] {
            let values = points(text, 60, 200);
            assert!(values.iter().all(|value| (low..=high).contains(value)), "{text}: {values:?}");
            assert!(values.iter().any(|value| *value != values[0]), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in
            ["", "up", "ramp 0 to 1", "ramp 0 to 1 over 0s", "ramp a to 1 over 5m", "spike 1 to 2", "1 ± x"]
        {
            assert!(Curve::parse(text).is_err(), "{text}");
        }
    }
}

//! When Prometheus scrapes a target.

use firedrill_model::Duration;

use crate::random::Random;

/// How Prometheus scrapes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScrapeModel {
    /// From one scrape to the next.
    pub interval: Duration,
    /// How much earlier or later than planned a scrape may be; below half the interval.
    pub jitter: Duration,
    /// The share of scrapes that fail at random, 0 to 1.
    pub missed: f64,
}

impl Default for ScrapeModel {
    /// As Prometheus: every minute.
    fn default() -> Self {
        Self { interval: Duration::from_seconds(60), jitter: Duration::ZERO, missed: 0.0 }
    }
}

/// One planned scrape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scrape {
    /// When, in milliseconds from the start.
    pub(super) time: i64,
    /// Which one of the run it is, from 0.
    pub(super) ordinal: usize,
    /// Whether the target answers.
    pub(super) answers: bool,
    /// Whether Prometheus knows what the scrape before this one gave.
    pub(super) remembers: bool,
}

/// The scrapes of one target, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule(pub(super) Vec<Scrape>);

impl Schedule {
    /// Scrapes of a target that always answers, from the start to `length` after it, both included.
    /// A target has its own stream of random numbers, by its name.
    pub fn new(model: &ScrapeModel, length: Duration, seed: u64, target: &str) -> Self {
        let mut random = Random::named(seed, &format!("scrape {target}"));
        let interval = model.interval.as_ms().max(1);
        let jitter = model.jitter.as_ms().clamp(0, (interval - 1) / 2);
        let count = usize::try_from(length.as_ms() / interval).map_or(0, |count| count + 1);
        let scrapes = (0..count).map(|ordinal| {
            let planned = ordinal as i64 * interval;
            let delay = if jitter > 0 { (random.symmetric() * jitter as f64) as i64 } else { 0 };
            let answers = model.missed <= 0.0 || random.unit() >= model.missed;
            Scrape { time: (planned + delay).max(0), ordinal, answers, remembers: true }
        });
        Self(scrapes.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(jitter_ms: i64, missed: f64) -> Vec<Scrape> {
        let model = ScrapeModel {
            interval: Duration::from_seconds(15),
            jitter: Duration::from_ms(jitter_ms),
            missed,
        };
        Schedule::new(&model, Duration::from_seconds(600), 1, "a").0
    }

    #[test]
    fn scrapes_follow_the_interval() {
        let times: Vec<_> = schedule(0, 0.0).iter().map(|scrape| scrape.time).collect();
        assert_eq!((times.len(), times[0], times[1], times[40]), (41, 0, 15_000, 600_000));
    }

    #[test]
    fn jitter_moves_scrapes_but_never_past_each_other() {
        let scrapes = schedule(60_000, 0.0);
        assert!(scrapes.windows(2).all(|pair| pair[0].time < pair[1].time));
        assert!(scrapes.iter().any(|scrape| scrape.time % 15_000 != 0));
    }

    #[test]
    fn some_scrapes_are_missed() {
        let missed = schedule(0, 0.2).iter().filter(|scrape| !scrape.answers).count();
        assert!((2..16).contains(&missed), "{missed}");
    }
}

//! The waits between attempts.

use firedrill_model::Duration;

const INITIAL: Duration = Duration::from_ms(500);
const MAXIMUM: Duration = Duration::from_seconds(60);

/// Exponential backoff: 0.5 s, then half as much again each time, at most a minute. Upstream varies
/// each wait at random by up to a half; virtual time waits for the middle and says how far the real
/// one can be from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    next: Duration,
}

impl Backoff {
    /// Before the first wait.
    pub const fn new() -> Self {
        Self { next: INITIAL }
    }

    /// The next wait, and how much shorter or longer it may be.
    pub fn wait(&mut self) -> (Duration, Duration) {
        let wait = self.next;
        self.next = Duration::from_ms(wait.as_ms() * 3 / 2).min(MAXIMUM);
        (wait, Duration::from_ms(wait.as_ms() / 2))
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_by_half_up_to_a_minute() {
        let mut backoff = Backoff::new();
        let waits: Vec<_> = (0..14).map(|_| backoff.wait().0.as_ms()).collect();
        assert_eq!(waits[..4], [500, 750, 1125, 1687]);
        assert_eq!(waits[13], 60_000);
    }
}

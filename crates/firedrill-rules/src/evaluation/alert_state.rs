//! The alert state machine.

use firedrill_model::{Duration, Timestamp};

/// How long an alert that was resolved is remembered, as in `rules/alerting.go`.
pub const RESOLVED_RETENTION: Duration = Duration::from_seconds(15 * 60);

/// Where an alert stands after an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AlertState {
    /// The expression does not hold, and did not fire lately.
    #[default]
    Inactive,
    /// The expression holds, not yet for long enough.
    Pending {
        /// Since when it holds.
        since: Timestamp,
    },
    /// The alert fires.
    Firing {
        /// Since when the expression held.
        since: Timestamp,
        /// When the alert began to fire.
        fired_at: Timestamp,
        /// Since when it fires on only because of `keep_firing_for`.
        kept_since: Option<Timestamp>,
    },
    /// The alert fired and does no longer.
    Resolved {
        /// Since when the expression held.
        since: Timestamp,
        /// When the alert began to fire.
        fired_at: Timestamp,
        /// When it stopped.
        at: Timestamp,
    },
}

/// The waiting times of an alerting rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AlertTiming {
    /// `for`.
    pub hold_duration: Duration,
    /// `keep_firing_for`.
    pub keep_firing_for: Duration,
}

impl AlertState {
    /// The state after an evaluation at `now` in which the expression `holds` for this alert or not.
    pub fn next(self, holds: bool, now: Timestamp, timing: AlertTiming) -> Self {
        if holds { self.holding(now, timing) } else { self.missing(now, timing) }
    }

    fn holding(self, now: Timestamp, timing: AlertTiming) -> Self {
        let since = match self {
            Self::Firing { since, fired_at, .. } => {
                return Self::Firing { since, fired_at, kept_since: None };
            }
            Self::Pending { since } => since,
            Self::Inactive | Self::Resolved { .. } => now,
        };
        if now - since >= timing.hold_duration {
            Self::Firing { since, fired_at: now, kept_since: None }
        } else {
            Self::Pending { since }
        }
    }

    fn missing(self, now: Timestamp, timing: AlertTiming) -> Self {
        match self {
            Self::Inactive | Self::Pending { .. } => Self::Inactive,
            Self::Firing { since, fired_at, kept_since } => {
                let kept_since = kept_since.unwrap_or(now);
                if now - kept_since < timing.keep_firing_for {
                    Self::Firing { since, fired_at, kept_since: Some(kept_since) }
                } else {
                    Self::Resolved { since, fired_at, at: now }
                }
            }
            Self::Resolved { at, .. } if now - at > RESOLVED_RETENTION => Self::Inactive,
            resolved @ Self::Resolved { .. } => resolved,
        }
    }

    /// Since when the expression holds, while the alert is pending or firing.
    pub fn active_since(self) -> Option<Timestamp> {
        match self {
            Self::Pending { since } | Self::Firing { since, .. } => Some(since),
            Self::Inactive | Self::Resolved { .. } => None,
        }
    }

    /// Whether the alert fires.
    pub fn is_firing(self) -> bool {
        matches!(self, Self::Firing { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One letter per minute: `P`ending, `F`iring, `R`esolved, `.` for inactive.
    fn trace(holds: &str, for_minutes: i64, keep_minutes: i64) -> String {
        let timing = AlertTiming {
            hold_duration: Duration::from_seconds(for_minutes * 60),
            keep_firing_for: Duration::from_seconds(keep_minutes * 60),
        };
        let mut state = AlertState::default();
        let step = |(minute, holds): (usize, char)| {
            state = state.next(holds == '1', Timestamp(minute as i64 * 60_000), timing);
            match state {
                AlertState::Inactive => '.',
                AlertState::Pending { .. } => 'P',
                AlertState::Firing { .. } => 'F',
                AlertState::Resolved { .. } => 'R',
            }
        };
        holds.chars().enumerate().map(step).collect()
    }

    #[test]
    fn follows_prometheus() {
        for (holds, hold, keep, want) in [
            ("0110", 0, 0, ".FFR"),
            ("0111101", 2, 0, ".PPFFRP"),
            ("01010", 2, 0, ".P.P."),
            ("0110000", 0, 2, ".FFFFRR"),
            ("01101100", 0, 2, ".FFFFFFF"),
            ("10000000000000000000", 0, 0, "FRRRRRRRRRRRRRRRR..."),
        ] {
            assert_eq!(trace(holds, hold, keep), want, "{holds} for {hold}m keep {keep}m");
        }
    }
}

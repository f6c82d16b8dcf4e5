//! What Alertmanager keeps of an alert.

use std::sync::Arc;

use firedrill_model::{Labels, Timestamp};

use crate::Fingerprint;

/// Whether an alert is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertStatus {
    /// Its end lies ahead.
    Firing,
    /// Its end has passed.
    Resolved,
}

impl AlertStatus {
    /// `firing` or `resolved`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Firing => "firing",
            Self::Resolved => "resolved",
        }
    }
}

/// An accepted alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// The identity: hash of the labels.
    pub fingerprint: Fingerprint,
    /// The labels.
    pub labels: Labels,
    /// The annotations of the latest post.
    pub annotations: Labels,
    /// When it began.
    pub starts_at: Timestamp,
    /// When it ends or ended.
    pub ends_at: Timestamp,
    /// Whether the end is `resolve_timeout` after the latest post and not the sender's.
    pub ends_by_timeout: bool,
    /// Where the sender explains the alert.
    pub generator_url: Arc<str>,
    /// Counts accepted posts of the whole server; upstream's `UpdatedAt`, without ties.
    pub revision: u64,
}

impl Alert {
    /// Whether the alert is over at `now`.
    pub fn is_resolved(&self, now: Timestamp) -> bool {
        self.ends_at <= now
    }

    /// The status at `now`.
    pub fn status(&self, now: Timestamp) -> AlertStatus {
        if self.is_resolved(now) { AlertStatus::Resolved } else { AlertStatus::Firing }
    }

    /// Whether a later post of the same alert continues this one: their intervals overlap strictly.
    /// Otherwise the later one replaces it.
    pub fn is_continued_by(&self, newer: &Self) -> bool {
        let inside = |instant: Timestamp| self.starts_at < instant && instant < self.ends_at;
        inside(newer.ends_at) || inside(newer.starts_at)
    }

    /// This alert with a later post of it merged in, as `Alert.Merge` does at `now`.
    pub fn merged_with(&self, newer: Self, now: Timestamp) -> Self {
        let mut merged = newer;
        merged.starts_at = merged.starts_at.min(self.starts_at);
        let keeps_end = if merged.is_resolved(now) { self.is_resolved(now) } else { !self.ends_by_timeout };
        if keeps_end {
            merged.ends_at = merged.ends_at.max(self.ends_at);
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1000;

    fn alert(starts_at: i64, ends_at: i64, ends_by_timeout: bool) -> Alert {
        let labels = Labels::from_pairs([("alertname", "A")]);
        Alert {
            fingerprint: Fingerprint::of(&labels),
            labels,
            annotations: Labels::empty(),
            starts_at: Timestamp(starts_at),
            ends_at: Timestamp(ends_at),
            ends_by_timeout,
            generator_url: Arc::from(""),
            revision: 0,
        }
    }

    #[test]
    fn overlapping_posts_continue_an_alert() {
        let old = alert(100, 2000, false);
        for (starts_at, ends_at, want) in [
            (150, 2500, true),
            (50, 1500, true),
            (50, 100, false),
            (50, 2000, false),
            (100, 2000, false),
            (100, 2500, false),
            (2000, 2500, false),
        ] {
            assert_eq!(old.is_continued_by(&alert(starts_at, ends_at, false)), want, "{starts_at} {ends_at}");
        }
    }

    #[test]
    fn merging_keeps_the_earliest_start_and_the_right_end() {
        for (old, new, want) in [
            // Both firing: a later end that was given wins, one by timeout does not.
            ((100, 3000, false), (200, 2000, false), (100, 3000)),
            ((100, 3000, true), (200, 2000, false), (100, 2000)),
            ((100, 2000, true), (200, 3000, true), (100, 3000)),
            // Resolved explicitly: at once, whatever was promised.
            ((100, 3000, false), (200, 900, false), (100, 900)),
            // Both resolved: the later end.
            ((100, 950, false), (200, 900, false), (100, 950)),
            // Fires again.
            ((100, 900, false), (200, 2000, false), (100, 2000)),
        ] {
            let merged = alert(old.0, old.1, old.2).merged_with(alert(new.0, new.1, new.2), Timestamp(NOW));
            assert_eq!((merged.starts_at.0, merged.ends_at.0), want, "{old:?} {new:?}");
        }
    }
}

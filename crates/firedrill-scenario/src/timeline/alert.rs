//! Alerts and their states.

use std::fmt;

use firedrill_model::{Duration, Labels, Timestamp};
use serde::{Deserialize, Serialize};

use super::serialised::{duration, labels, number, optional_timestamp};

/// A rule and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuleReference {
    /// Path of the rule file, as the scenario's path and `rules:` make it.
    pub file: String,
    /// Name of the group.
    pub group: String,
    /// Position in the group, from 0.
    pub index: usize,
    /// The alert or the recorded metric.
    pub name: String,
    /// Line of the rule's expression in the file, from 1.
    pub line: usize,
    /// Column of the rule's expression in the file, in bytes from 1.
    pub column: usize,
}

/// An alert that went from one state to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertChange {
    /// The rule behind it.
    pub rule: RuleReference,
    /// All labels, `alertname` included, without the external ones.
    #[serde(with = "labels")]
    pub labels: Labels,
    /// The annotations as rendered at this evaluation.
    #[serde(with = "labels")]
    pub annotations: Labels,
    /// What the expression gave at this evaluation, or the last time it held.
    #[serde(with = "number")]
    pub value: f64,
    /// The state before.
    pub from: AlertState,
    /// The state after.
    pub to: AlertState,
    /// Since when the expression holds; absent once it does not.
    #[serde(with = "optional_timestamp")]
    pub active_since: Option<Timestamp>,
    /// The rule's `for`.
    #[serde(with = "duration")]
    pub hold_duration: Duration,
}

/// The state of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// The expression does not hold, and the alert did not fire before.
    Inactive,
    /// The expression holds, not yet for long enough.
    Pending,
    /// The alert fires.
    Firing,
    /// The alert fired and does no longer. It leaves this state only for pending or firing; that
    /// Prometheus forgets it after 15 minutes is no change.
    Resolved,
}

impl fmt::Display for AlertState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Inactive => "inactive",
            Self::Pending => "pending",
            Self::Firing => "firing",
            Self::Resolved => "resolved",
        })
    }
}

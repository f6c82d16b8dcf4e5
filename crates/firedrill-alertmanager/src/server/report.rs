//! What happened at a flush, for explanations.

use std::sync::Arc;

use firedrill_model::{Labels, Timestamp};

use crate::Fingerprint;
use crate::alert::{Alert, AlertStatus};
use crate::notify::{Decision, IntegrationKind};

/// One flush of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlushReport {
    /// The tick.
    pub tick: Timestamp,
    /// The group.
    pub group_key: Arc<str>,
    /// The group's labels.
    pub group_labels: Labels,
    /// Position of the route in the tree.
    pub route: usize,
    /// The receiver.
    pub receiver: Arc<str>,
    /// All alerts of the group.
    pub alerts: Vec<AlertReport>,
    /// What each integration did; empty where everything was muted.
    pub integrations: Vec<IntegrationReport>,
}

/// An alert at a flush.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertReport {
    /// The alert.
    pub alert: Arc<Alert>,
    /// Its status.
    pub status: AlertStatus,
    /// What kept it out of the notification.
    pub muting: Option<Muting>,
}

/// Why an alert is kept out of a notification. A resolved alert that is muted is never notified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Muting {
    /// By an inhibit rule.
    Inhibited {
        /// Position of the rule.
        rule: usize,
        /// The source alert.
        source: Fingerprint,
    },
    /// None of the route's active intervals holds.
    OutsideActiveIntervals(Vec<String>),
    /// These of the route's mute intervals hold.
    MuteIntervals(Vec<String>),
    /// By silences with these identities.
    Silenced(Vec<String>),
}

/// An integration at a flush.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntegrationReport {
    /// The kind.
    pub kind: IntegrationKind,
    /// Its position among the receiver's integrations of that kind.
    pub index: usize,
    /// Whether it had something to say.
    pub verdict: Verdict,
    /// See [`crate::notify::Notification::depends_on_latency`].
    pub depends_on_latency: bool,
}

/// What an integration made of a flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The comparison with the log decided.
    Decided(Decision),
    /// There was news, but only resolved alerts, which the integration does not send; the log is
    /// written all the same.
    ResolvedNotSent,
}

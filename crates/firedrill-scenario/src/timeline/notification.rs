//! What receivers were sent, and what they were not.

use std::collections::BTreeMap;
use std::fmt;

use firedrill_model::quote::quote;
use firedrill_model::{Labels, Timestamp};
use serde::{Deserialize, Serialize};

use super::serialised::{labels, optional_timestamp, timestamp};

/// A notification: one request to one integration of a receiver. Attempts that fail and are retried
/// are one notification, seen when it got through or was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// The receiver.
    pub receiver: String,
    /// The kind of its integration, such as `pagerduty`.
    pub integration: String,
    /// Position among the receiver's integrations of that kind.
    pub index: usize,
    /// The Alertmanager replica that sent it, from 1.
    pub replica: u32,
    /// Whether anything in it fires.
    pub status: NotificationStatus,
    /// The group's key.
    pub group_key: String,
    /// The group's labels.
    #[serde(with = "labels")]
    pub group_labels: Labels,
    /// The alerts in it, in its order.
    pub alerts: Vec<NotifiedAlert>,
    /// What the receiver is shown, rendered: the integration's own fields by name, nested ones with
    /// dots (`summary`, `details.firing`).
    pub fields: BTreeMap<String, String>,
    /// Whether nothing changed since the last notification and `repeat_interval` alone caused it.
    pub is_repeat: bool,
    /// Why it was sent, in Alertmanager's terms.
    pub reason: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether how fast the receiver answers decides that it is sent at this flush.
    pub depends_on_latency: bool,
}

/// Whether a notification or an alert in it fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationStatus {
    /// Something fires.
    Firing,
    /// Everything is resolved.
    Resolved,
}

/// An alert in a notification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotifiedAlert {
    /// Its status.
    pub status: NotificationStatus,
    /// Its labels, external ones included.
    #[serde(with = "labels")]
    pub labels: Labels,
    /// Its annotations.
    #[serde(with = "labels")]
    pub annotations: Labels,
    /// Since when the expression holds.
    #[serde(with = "timestamp")]
    pub starts_at: Timestamp,
    /// When it was resolved.
    #[serde(with = "optional_timestamp")]
    pub ends_at: Option<Timestamp>,
}

/// What became of a notification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The receiver took it.
    Delivered,
    /// It was given up; the text says why.
    Failed(String),
}

/// An alert that was kept out of a notification. Seen at every flush at which that is so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Muted {
    /// The receiver that was not sent the alert.
    pub receiver: String,
    /// The group's key.
    pub group_key: String,
    /// The alert's labels, external ones included.
    #[serde(with = "labels")]
    pub labels: Labels,
    /// What kept it out.
    pub by: Muting,
}

/// What keeps an alert out of a notification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Muting {
    /// A silence.
    Silence {
        /// Its comment.
        comment: String,
    },
    /// An inhibit rule.
    Inhibition {
        /// The rule's name, or its position, from 1, where it has none.
        rule: String,
        /// Labels of the alert that inhibits.
        #[serde(with = "labels")]
        source: Labels,
    },
    /// A mute time interval that holds.
    MuteInterval {
        /// Its name.
        name: String,
    },
    /// The route's active time intervals, none of which holds.
    OutsideActiveIntervals {
        /// Their names.
        names: Vec<String>,
    },
}

impl Notification {
    /// What tells notifications of one instant apart.
    pub(super) fn key(&self) -> impl Ord + '_ {
        (
            (&self.receiver, &self.integration, self.index, self.replica),
            (&self.group_key, self.status, &self.outcome, &self.alerts, &self.fields),
        )
    }
}

impl fmt::Display for Muting {
    /// `silenced by "maintenance CHG-881"`, `inhibited by ClusterDown{cluster="eu-1"}`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silence { comment } => write!(formatter, "silenced by {}", quote(comment)),
            Self::Inhibition { rule, source } => {
                let name = source.get("alertname").unwrap_or_default();
                let labels = source.filtered(|label| label != "alertname");
                write!(formatter, "inhibited by {name}{labels} (rule {rule})")
            }
            Self::MuteInterval { name } => write!(formatter, "muted by interval {name}"),
            Self::OutsideActiveIntervals { names } => {
                write!(formatter, "muted outside interval {}", names.join(", "))
            }
        }
    }
}

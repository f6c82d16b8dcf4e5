//! One request that a receiver sees.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::{Duration, Labels, Timestamp};

use super::{IntegrationKind, Reason, Response};
use crate::alert::{Alert, AlertStatus};

/// An alert inside a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotifiedAlert {
    /// The alert as it was at the flush.
    pub alert: Arc<Alert>,
    /// Its status at the flush.
    pub status: AlertStatus,
}

/// One attempt to notify, whether it succeeds or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// When the request reaches the receiver.
    pub at: Timestamp,
    /// How much earlier or later a real server, which retries at random intervals, may send it.
    pub jitter: Duration,
    /// The tick of the group that caused it.
    pub tick: Timestamp,
    /// The receiver.
    pub receiver: Arc<str>,
    /// The kind of integration.
    pub kind: IntegrationKind,
    /// Its position among the receiver's integrations of that kind.
    pub index: usize,
    /// Firing if any alert in it fires.
    pub status: AlertStatus,
    /// Why it is sent.
    pub reason: Reason,
    /// The group.
    pub group_key: Arc<str>,
    /// The group's labels.
    pub group_labels: Labels,
    /// The labels of the route (0.34), not yet rendered.
    pub route_labels: Arc<BTreeMap<String, String>>,
    /// The alerts in the order of the message.
    pub alerts: Vec<NotifiedAlert>,
    /// How many more alerts `max_alerts` cuts off.
    pub truncated_alerts: usize,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// How the receiver answers.
    pub response: Response,
    /// Whether a real server might decide otherwise because of some milliseconds: a repeat that is due
    /// just at a tick, as with a repeat interval that is a multiple of the group interval.
    pub depends_on_latency: bool,
}

impl Notification {
    /// The labels that all alerts of the notification share.
    pub fn common_labels(&self) -> Labels {
        self.common(|alert| &alert.labels)
    }

    /// The annotations that all alerts of the notification share.
    pub fn common_annotations(&self) -> Labels {
        self.common(|alert| &alert.annotations)
    }

    fn common(&self, pairs: impl Fn(&Alert) -> &Labels) -> Labels {
        let Some((first, rest)) = self.alerts.split_first() else { return Labels::empty() };
        let first = pairs(&first.alert);
        let shared = first
            .iter()
            .filter(|(name, value)| rest.iter().all(|other| pairs(&other.alert).get(name) == Some(*value)));
        Labels::from_sorted_verbatim(shared)
    }
}

//! What a notification is about.

use std::collections::BTreeMap;

use crate::gotime::GoTime;

/// Labels or annotations; absent is Go's nil map, which differs from an empty one in JSON.
pub type KeyValues = Option<BTreeMap<String, String>>;

/// The dot of a notification's templates: `template.Data`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NotificationData {
    /// The name of the receiver. The server passes it quoted as a regular expression.
    pub receiver: String,
    /// `firing` if any alert is, else `resolved`.
    pub status: String,
    /// The alerts of the group; absent is a nil slice.
    pub alerts: Option<Vec<Alert>>,
    /// Why the notification is sent.
    pub notification_reason: String,
    /// The labels the alerts are grouped by.
    pub group_labels: KeyValues,
    /// The labels all alerts have.
    pub common_labels: KeyValues,
    /// The annotations all alerts have.
    pub common_annotations: KeyValues,
    /// The labels of the route, which are templates themselves.
    pub route_labels: KeyValues,
    /// Alertmanager's own URL.
    pub external_url: String,
}

/// One alert of a notification: `template.Alert`.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// `firing` or `resolved`.
    pub status: String,
    /// Its labels.
    pub labels: KeyValues,
    /// Its annotations.
    pub annotations: KeyValues,
    /// When it started.
    pub starts_at: GoTime,
    /// When it ended; the zero time while it fires.
    pub ends_at: GoTime,
    /// What generated it.
    pub generator_url: String,
    /// The hash of its labels, in hexadecimal.
    pub fingerprint: String,
}

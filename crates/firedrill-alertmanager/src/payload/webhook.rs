//! The body of a webhook, version 4.

use std::collections::BTreeMap;

use firedrill_model::Labels;
use serde::{Serialize, Serializer};

use super::quote_meta::quote_meta;
use super::{go_json, go_time};
use crate::Switches;
use crate::alert::AlertStatus;
use crate::notify::{Notification, NotifiedAlert};

/// The message, its fields in upstream's order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'n> {
    receiver: String,
    status: &'static str,
    alerts: Vec<MessageAlert<'n>>,
    #[serde(rename = "notification_reason", skip_serializing_if = "Option::is_none")]
    notification_reason: Option<&'static str>,
    #[serde(serialize_with = "pairs")]
    group_labels: &'n Labels,
    #[serde(serialize_with = "pairs")]
    common_labels: &'n Labels,
    #[serde(serialize_with = "pairs")]
    common_annotations: &'n Labels,
    #[serde(skip_serializing_if = "Option::is_none")]
    route_labels: Option<&'n BTreeMap<String, String>>,
    #[serde(rename = "externalURL")]
    external_url: &'n str,
    version: &'static str,
    group_key: &'n str,
    truncated_alerts: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MessageAlert<'n> {
    status: &'static str,
    #[serde(serialize_with = "pairs")]
    labels: &'n Labels,
    #[serde(serialize_with = "pairs")]
    annotations: &'n Labels,
    starts_at: String,
    ends_at: String,
    #[serde(rename = "generatorURL")]
    generator_url: &'n str,
    fingerprint: String,
}

fn pairs<S: Serializer>(labels: &&Labels, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(labels.iter())
}

/// The JSON that a webhook receives, as the release writes it. `route_labels` are the rendered labels of
/// the route, which are sent since 0.34.
pub fn webhook_body(
    notification: &Notification,
    external_url: &str,
    route_labels: &BTreeMap<String, String>,
    switches: Switches,
) -> String {
    let (common_labels, common_annotations) =
        (notification.common_labels(), notification.common_annotations());
    go_json::encode(&Message {
        receiver: quote_meta(&notification.receiver),
        status: notification.status.as_str(),
        alerts: notification.alerts.iter().map(alert).collect(),
        notification_reason: switches.notification_reason.then_some(notification.reason.as_str()),
        group_labels: &notification.group_labels,
        common_labels: &common_labels,
        common_annotations: &common_annotations,
        route_labels: switches.route_labels.then_some(route_labels),
        external_url,
        version: "4",
        group_key: &notification.group_key,
        truncated_alerts: notification.truncated_alerts,
    })
}

fn alert(notified: &NotifiedAlert) -> MessageAlert<'_> {
    let alert = &notified.alert;
    MessageAlert {
        status: notified.status.as_str(),
        labels: &alert.labels,
        annotations: &alert.annotations,
        starts_at: go_time::print(alert.starts_at),
        ends_at: match notified.status {
            AlertStatus::Firing => go_time::ZERO.to_owned(),
            AlertStatus::Resolved => go_time::print(alert.ends_at),
        },
        generator_url: &alert.generator_url,
        fingerprint: alert.fingerprint.to_string(),
    }
}

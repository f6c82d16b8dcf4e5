//! A notification as templates see it.

use std::collections::BTreeMap;

use firedrill_gotemplate::alertmanager::{Alert, NotificationData};
use firedrill_gotemplate::gotime::GoTime;
use firedrill_model::Labels;

use super::quote_meta::quote_meta;
use crate::alert::AlertStatus;
use crate::notify::{Notification, NotifiedAlert};

/// The data of the templates of a notification, as the server passes it.
///
/// ```
/// use firedrill_alertmanager::alert::PostedAlert;
/// use firedrill_alertmanager::config::load;
/// use firedrill_alertmanager::payload::notification_data;
/// use firedrill_alertmanager::{Alertmanager, Options};
/// use firedrill_gotemplate::alertmanager::{NotificationTemplates, Passed, Version};
/// use firedrill_gotemplate::gotime::GoTime;
/// use firedrill_model::{Labels, Timestamp};
///
/// let text = "{route: {receiver: team, group_by: [alertname]}, \
///             receivers: [{name: team, slack_configs: [{api_url: 'http://slack.example'}]}]}";
/// let config = load(text, firedrill_alertmanager::Version::NEWEST).config.expect("a valid configuration");
/// let mut server = Alertmanager::new(&config, Options::default(), Timestamp(0));
/// let labels = Labels::from_pairs([("alertname", "Stuck"), ("cluster", "eu1")]);
/// server.receive(&[PostedAlert::firing(labels)], Timestamp(0));
/// let sent = server.advance(Timestamp(30_000));
///
/// let templates = NotificationTemplates::with_defaults(Version::default());
/// let title = templates.parse(r#"{{ template "slack.default.title" . }}"#)?;
/// let data = notification_data(&sent[0], "http://alertmanager.example");
/// let now = GoTime::from_milliseconds(30_000);
/// assert_eq!(title.render(&templates, &data, Passed::ByPointer, &now)?, "[FIRING:1] Stuck (eu1)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn notification_data(notification: &Notification, external_url: &str) -> NotificationData {
    NotificationData {
        receiver: quote_meta(&notification.receiver),
        status: notification.status.as_str().to_owned(),
        alerts: Some(notification.alerts.iter().map(alert).collect()),
        notification_reason: notification.reason.as_str().to_owned(),
        group_labels: Some(key_values(&notification.group_labels)),
        common_labels: Some(key_values(&notification.common_labels())),
        common_annotations: Some(key_values(&notification.common_annotations())),
        route_labels: Some(notification.route_labels.as_ref().clone()),
        external_url: external_url.to_owned(),
    }
}

fn alert(notified: &NotifiedAlert) -> Alert {
    let alert = &notified.alert;
    Alert {
        status: notified.status.as_str().to_owned(),
        labels: Some(key_values(&alert.labels)),
        annotations: Some(key_values(&alert.annotations)),
        starts_at: GoTime::from_milliseconds(alert.starts_at.as_ms()),
        ends_at: match notified.status {
            AlertStatus::Firing => GoTime::zero(),
            AlertStatus::Resolved => GoTime::from_milliseconds(alert.ends_at.as_ms()),
        },
        generator_url: alert.generator_url.to_string(),
        fingerprint: alert.fingerprint.to_string(),
    }
}

fn key_values(labels: &Labels) -> BTreeMap<String, String> {
    labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

//! `webhook_configs`.

use firedrill_gotemplate::alertmanager::RenderError;
use firedrill_model::Labels;

use super::integration_type::HTTP_FIELDS;
use super::{IntegrationKind, IntegrationType};
use crate::alert::AlertStatus;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, exactly_one, field};
use crate::json::{Json, Object};
use crate::notify::NotifiedAlert;
use crate::payload::{Draft, Rendering, ZERO, print_time};
use crate::settings::Settings;

pub(crate) static WEBHOOK: IntegrationType = IntegrationType {
    kind: IntegrationKind::Webhook,
    key: "webhook_configs",
    go_type: "[]*config.WebhookConfig",
    moved_to: Some("[]*webhook.WebhookConfig"),
    schema: Schema::of(&[
        field("url", Type::TemplateUrl),
        field("url_file", Type::Text).since(26),
        field("max_alerts", Type::Uint64),
        field("timeout", Type::GoDuration).since(28),
        field("payload", Type::Anything).since(32),
    ])
    .called(&[(25, "config.plain"), (34, "webhook.plain")])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    message,
    ..IntegrationType::USUAL
};

fn check(values: &Settings, reader: &Reader) -> Result<(), String> {
    if reader.version.is_at_least(26) {
        return exactly_one(values, "url", "url_file");
    }
    if values.is_set("url") { Ok(()) } else { Err("missing URL in webhook config".to_owned()) }
}

fn message(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let settings = rendering.settings;
    let url = if rendering.version.is_at_least(31) {
        rendering.text_of(settings, "url")?
    } else {
        settings.text("url").to_owned()
    };
    let body = match settings.structure("payload") {
        Some(payload) => rendering.structure(payload)?,
        None => body(rendering),
    };
    Ok(Draft::post(url, body))
}

/// The message of version 4, its fields in upstream's order.
fn body(rendering: &Rendering<'_>) -> Json {
    let (notification, data) = (rendering.notification, rendering.data());
    let switches = rendering.version.switches();
    let alerts = notification.alerts.iter().map(alert).collect();
    let mut body = Object::new()
        .with("receiver", data.receiver.as_str())
        .with("status", data.status.as_str())
        .with("alerts", Json::List(alerts));
    if switches.notification_reason {
        body = body.with("notification_reason", data.notification_reason.as_str());
    }
    let mut body = body
        .with("groupLabels", pairs(&notification.group_labels))
        .with("commonLabels", pairs(&notification.common_labels()))
        .with("commonAnnotations", pairs(&notification.common_annotations()));
    if switches.route_labels {
        let labels = data.route_labels.iter().flatten();
        let labels = labels.map(|(name, text)| (name.clone(), Json::from(text.as_str())));
        body = body.with("routeLabels", Json::Object(labels.collect()));
    }
    let body = body
        .with("externalURL", data.external_url.as_str())
        .with("version", "4")
        .with("groupKey", &*notification.group_key)
        .with("truncatedAlerts", Json::Int(notification.truncated_alerts as i128));
    body.into()
}

fn alert(notified: &NotifiedAlert) -> Json {
    let alert = &notified.alert;
    let ends_at = match notified.status {
        AlertStatus::Firing => ZERO.to_owned(),
        AlertStatus::Resolved => print_time(alert.ends_at),
    };
    Object::new()
        .with("status", notified.status.as_str())
        .with("labels", pairs(&alert.labels))
        .with("annotations", pairs(&alert.annotations))
        .with("startsAt", print_time(alert.starts_at))
        .with("endsAt", ends_at)
        .with("generatorURL", &*alert.generator_url)
        .with("fingerprint", alert.fingerprint.to_string())
        .into()
}

fn pairs(labels: &Labels) -> Json {
    Json::Object(labels.iter().map(|(name, value)| (name.to_owned(), Json::from(value))).collect())
}

//! `pagerduty_configs`.

use std::collections::BTreeMap;

use firedrill_gotemplate::alertmanager::RenderError;

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::alert::AlertStatus;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, blank, field, shipped, template};
use crate::json::{Json, Object};
use crate::payload::{Draft, Rendering, dedup_key};
use crate::settings::Settings;

static IMAGE: Schema =
    Schema::of(&[field("src", Type::Text), field("alt", Type::Text), field("href", Type::Text)])
        .called(&[(25, "config.PagerdutyImage")]);

static LINK: Schema = Schema::of(&[field("href", Type::Text), field("text", Type::Text)])
    .called(&[(25, "config.PagerdutyLink")]);

pub(crate) static PAGERDUTY: IntegrationType = IntegrationType {
    kind: IntegrationKind::PagerDuty,
    key: "pagerduty_configs",
    go_type: "[]*config.PagerdutyConfig",
    schema: Schema::of(&[
        blank("service_key").hidden(),
        field("service_key_file", Type::Text),
        blank("routing_key").hidden(),
        field("routing_key_file", Type::Text),
        field("url", Type::Url),
        template("client", shipped!("pagerduty.default.client")),
        template("client_url", shipped!("pagerduty.default.clientURL")),
        template("description", shipped!("pagerduty.default.description")),
        field("details", Type::TextMapOrAnything),
        field("images", Type::Structs(&IMAGE, "[]config.PagerdutyImage")),
        field("links", Type::Structs(&LINK, "[]config.PagerdutyLink")),
        blank("source").since(26),
        template("severity", "error"),
        blank("class"),
        blank("component"),
        blank("group"),
        field("timeout", Type::GoDuration).since(30),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    retried_statuses: &[429],
    inherited: &[Inherited { fields: &[("url", "pagerduty_url")], missing: &[] }],
    names: &[("payload.", "")],
    message,
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    let keys = ["routing_key", "routing_key_file", "service_key", "service_key_file"];
    if !keys.iter().any(|key| values.is_set(key)) {
        return Err("missing service or routing key in PagerDuty config".to_owned());
    }
    at_most_one(values, "routing_key", "routing_key_file")?;
    at_most_one(values, "service_key", "service_key_file")
}

/// PagerDuty's limits: characters of a summary, bytes of an event.
const MAX_SUMMARY: usize = 1024;
const MAX_EVENT: usize = 512_000;
const URL_V2: &str = "https://events.pagerduty.com/v2/enqueue";
const URL_V1: &str = "https://events.pagerduty.com/generic/2010-04-15/create_event.json";
/// The details of every event, with their templates since 0.30 and before.
const DETAILS: [(&str, &str, &str); 4] = [
    (
        "firing",
        "{{ .Alerts.Firing | toJson }}",
        r#"{{ template "pagerduty.default.instances" .Alerts.Firing }}"#,
    ),
    ("num_firing", "{{ .Alerts.Firing | len }}", "{{ .Alerts.Firing | len }}"),
    ("num_resolved", "{{ .Alerts.Resolved | len }}", "{{ .Alerts.Resolved | len }}"),
    (
        "resolved",
        "{{ .Alerts.Resolved | toJson }}",
        r#"{{ template "pagerduty.default.instances" .Alerts.Resolved }}"#,
    ),
];

fn message(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let (url, event): (&str, Event) =
        if ["service_key", "service_key_file"].iter().any(|name| rendering.settings.is_set(name)) {
            (URL_V1, event_v1)
        } else {
            let url = rendering.settings.text("url");
            (if url.is_empty() { URL_V2 } else { url }, event_v2)
        };
    let body: Json = event(rendering, details(rendering)?)?.into();
    if body.encode().len() <= MAX_EVENT {
        return Ok(Draft::post(url, body));
    }
    let notice =
        "Custom details have been removed because the original event exceeds the maximum size of 512KB";
    let instead = Object::new().with("error", notice);
    Ok(Draft::post(url, event(rendering, instead.into())?))
}

/// Makes an event with details.
type Event = fn(&Rendering<'_>, Json) -> Result<Object, RenderError>;

fn event_v2(rendering: &Rendering<'_>, details: Json) -> Result<Object, RenderError> {
    let settings = rendering.settings;
    let source = if settings.has("source") { rendering.text("source")? } else { String::new() };
    let source = if source.is_empty() { rendering.text("client")? } else { source };
    let payload = Object::new()
        .with("summary", rendering.truncated("description", MAX_SUMMARY)?)
        .with("source", source)
        .with("severity", rendering.text("severity")?)
        .with_some("class", rendering.text("class")?)
        .with_some("component", rendering.text("component")?)
        .with_some("group", rendering.text("group")?)
        .with("custom_details", details);
    let images = attached(rendering, "images", &["src", "alt", "href"], "src")?;
    let links = attached(rendering, "links", &["href", "text"], "href")?;
    Ok(Object::new()
        .with_some("routing_key", rendering.text("routing_key")?)
        .with("dedup_key", dedup_key(&rendering.notification.group_key))
        .with("event_action", action(rendering))
        .with("payload", payload)
        .with_some("client", rendering.text("client")?)
        .with_some("client_url", rendering.text("client_url")?)
        .with_items("images", images)
        .with_items("links", links))
}

fn event_v1(rendering: &Rendering<'_>, details: Json) -> Result<Object, RenderError> {
    let mut event = Object::new()
        .with_some("service_key", rendering.text("service_key")?)
        .with("incident_key", dedup_key(&rendering.notification.group_key))
        .with("event_type", action(rendering))
        .with_some("description", rendering.truncated("description", MAX_SUMMARY)?);
    if rendering.notification.status == AlertStatus::Firing {
        event = event
            .with_some("client", rendering.text("client")?)
            .with_some("client_url", rendering.text("client_url")?);
    }
    Ok(event.with("details", details))
}

fn action(rendering: &Rendering<'_>) -> &'static str {
    match rendering.notification.status {
        AlertStatus::Firing => "trigger",
        AlertStatus::Resolved => "resolve",
    }
}

/// The details of the configuration, and those of every event that it does not replace.
fn details(rendering: &Rendering<'_>) -> Result<Json, RenderError> {
    let nests = rendering.version.is_at_least(30);
    let mut details: BTreeMap<String, Json> = BTreeMap::new();
    for (name, nested, flat) in DETAILS {
        details.insert(name.to_owned(), Json::from(if nests { nested } else { flat }));
    }
    if let Some(Json::Object(entries)) = rendering.settings.structure("details") {
        details.extend(entries.iter().cloned());
    }
    let texts = rendering.settings.text_map("details").iter();
    details.extend(texts.map(|(name, template)| (name.clone(), Json::from(template.as_str()))));
    let details = Json::Object(details.into_iter().collect());
    if nests { rendering.structure(&details) } else { rendering.flat(&details) }
}

/// Images or links; those without address are left out.
fn attached(
    rendering: &Rendering<'_>,
    list: &str,
    names: &[&str],
    address: &str,
) -> Result<Vec<Json>, RenderError> {
    let mut attached = Vec::new();
    for item in rendering.settings.children(list) {
        let mut object = Object::new();
        for name in names {
            object = object.with(name, rendering.text_of(item, name)?);
        }
        if !rendering.text_of(item, address)?.is_empty() {
            attached.push(object.into());
        }
    }
    Ok(attached)
}

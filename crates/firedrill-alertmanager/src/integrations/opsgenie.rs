//! `opsgenie_configs`.

use std::collections::BTreeMap;

use firedrill_gotemplate::alertmanager::RenderError;

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::alert::AlertStatus;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, blank, field, shipped, template};
use crate::config::template_syntax;
use crate::json::{Json, Object};
use crate::payload::{Draft, DraftRequest, Rendering, dedup_key};
use crate::settings::Settings;

const RESPONDER_TYPES: [&str; 5] = ["team", "teams", "user", "escalation", "schedule"];

static RESPONDER: Schema = Schema::of(&[
    field("id", Type::Text),
    field("name", Type::Text),
    field("username", Type::Text),
    field("type", Type::Text),
])
.called(&[(25, "config.OpsGenieConfigResponder"), (34, "opsgenie.OpsGenieConfigResponder")]);

pub(crate) static OPSGENIE: IntegrationType = IntegrationType {
    kind: IntegrationKind::OpsGenie,
    key: "opsgenie_configs",
    go_type: "[]*config.OpsGenieConfig",
    moved_to: Some("[]*opsgenie.OpsGenieConfig"),
    schema: Schema::of(&[
        field("api_key", Type::Secret),
        field("api_key_file", Type::Text),
        field("api_url", Type::Url),
        template("message", shipped!("opsgenie.default.message")),
        template("description", shipped!("opsgenie.default.description")),
        template("source", shipped!("opsgenie.default.source")),
        field("details", Type::TextMap),
        blank("entity"),
        field("responders", Type::Structs(&RESPONDER, "[]config.OpsGenieConfigResponder")),
        blank("actions"),
        blank("tags"),
        blank("note"),
        blank("priority"),
        field("update_alerts", Type::Flag),
    ])
    .called(&[(25, "config.plain"), (34, "opsgenie.plain")])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    refuses_null: false,
    retried_statuses: &[429],
    inherited: &[
        Inherited {
            fields: &[("api_key", "opsgenie_api_key"), ("api_key_file", "opsgenie_api_key_file")],
            missing: &[(25, "no global OpsGenie API Key set either inline or in a file")],
        },
        Inherited { fields: &[("api_url", "opsgenie_api_url")], missing: &[] },
    ],
    message,
    ..IntegrationType::USUAL
};

fn check(values: &Settings, reader: &Reader) -> Result<(), String> {
    at_most_one(values, "api_key", "api_key_file")?;
    values.children("responders").iter().try_for_each(|responder| check_responder(responder, reader))
}

fn check_responder(responder: &Settings, reader: &Reader) -> Result<(), String> {
    let text = |name| responder.text(name);
    let (id, name, username, kind) = (text("id"), text("name"), text("username"), text("type"));
    let shown = format!("opsGenieConfig responder {{{id} {name} {username} {kind}}}");
    if id.is_empty() && name.is_empty() && username.is_empty() {
        return Err(format!("{shown} has to have at least one of id, username or name specified"));
    }
    if kind.contains("{{") {
        let complaint = if reader.switches.integration_packages {
            "contains invalid template syntax"
        } else {
            "is not a valid template"
        };
        return template_syntax::check(kind).map_err(|error| format!("{shown} type {complaint}: {error}"));
    }
    let kind = kind.to_lowercase();
    if RESPONDER_TYPES.contains(&kind.as_str()) {
        return Ok(());
    }
    let shown = format!("opsGenieConfig responder {{{id} {name} {username} {kind}}}");
    Err(format!("{shown} type does not match valid options ^({})$", RESPONDER_TYPES.join("|")))
}

const API_URL: &str = "https://api.opsgenie.com/";
/// The most characters of a message.
const MAX_MESSAGE: usize = 130;

fn message(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let settings = rendering.settings;
    let api_url = if settings.is_set("api_url") { settings.text("api_url") } else { API_URL };
    let alerts = format!("{}/v2/alerts", api_url.trim_end_matches('/'));
    let alias = dedup_key(&rendering.notification.group_key);
    let of_alias = |what: &str| format!("{alerts}/{alias}/{what}?identifierType=alias");
    let source = rendering.text("source")?;
    if rendering.notification.status == AlertStatus::Resolved {
        return Ok(Draft::post(of_alias("close"), Object::new().with("source", source)));
    }
    let message = rendering.truncated("message", MAX_MESSAGE)?;
    let description = rendering.text("description")?;
    let body = Object::new()
        .with("alias", alias.as_str())
        .with("message", message.as_str())
        .with_some("description", description.clone())
        .with("details", details(rendering)?)
        .with("source", source)
        .with_items("responders", responders(rendering)?)
        .with_items("tags", parts(&rendering.text("tags")?).map(Json::from).collect())
        .with_some("note", rendering.text("note")?)
        .with_some("priority", rendering.text("priority")?)
        .with_some("entity", rendering.text("entity")?)
        .with_items("actions", parts(&rendering.text("actions")?).map(Json::from).collect());
    let mut requests = vec![DraftRequest { method: "POST", url: alerts.clone(), body: body.into() }];
    if settings.is_set("update_alerts") {
        for (name, text) in [("message", message), ("description", description)] {
            let body = Object::new().with_some(name, text).into();
            requests.push(DraftRequest { method: "PUT", url: of_alias(name), body });
        }
    }
    Ok(Draft::Http(requests))
}

/// The common labels and the details of the configuration, which win.
fn details(rendering: &Rendering<'_>) -> Result<Json, RenderError> {
    let mut details: BTreeMap<String, String> = rendering.data().common_labels.clone().unwrap_or_default();
    for (name, template) in rendering.settings.text_map("details") {
        details.insert(name.clone(), rendering.expand(template)?);
    }
    Ok(Json::Object(details.into_iter().map(|(name, text)| (name, Json::Text(text))).collect()))
}

fn responders(rendering: &Rendering<'_>) -> Result<Vec<Json>, RenderError> {
    let mut responders = Vec::new();
    for configured in rendering.settings.children("responders") {
        let [id, name, username, kind] =
            ["id", "name", "username", "type"].map(|field| rendering.text_of(configured, field));
        let (id, name, username, kind) = (id?, name?, username?, kind?);
        if [&id, &name, &username, &kind].iter().all(|text| text.is_empty()) {
            continue;
        }
        if kind == "teams" {
            responders.extend(
                parts(&name).map(|team| Object::new().with("name", team).with("type", "team").into()),
            );
            continue;
        }
        let responder = Object::new()
            .with_some("id", id)
            .with_some("name", name)
            .with_some("username", username)
            .with("type", kind);
        responders.push(responder.into());
    }
    Ok(responders)
}

/// The parts of a text between commas that are not empty; white space is taken off the whole text, not off
/// each part.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.trim().split(',').filter(|part| !part.is_empty())
}

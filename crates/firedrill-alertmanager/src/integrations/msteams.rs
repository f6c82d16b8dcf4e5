//! `msteams_configs` and `msteamsv2_configs`.

use firedrill_gotemplate::alertmanager::RenderError;

use super::integration_type::HTTP_FIELDS;
use super::{IntegrationKind, IntegrationType};
use crate::alert::AlertStatus;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, exactly_one, field, shipped, template};
use crate::json::{Json, Object};
use crate::payload::{Draft, Rendering};
use crate::settings::Settings;

pub(crate) static MSTEAMS: IntegrationType = IntegrationType {
    kind: IntegrationKind::MsTeams,
    key: "msteams_configs",
    go_type: "[]*config.MSTeamsConfig",
    schema: Schema::of(&[
        field("webhook_url", Type::SecretUrl),
        field("webhook_url_file", Type::Text),
        template("title", shipped!("msteams.default.title")),
        template("summary", shipped!("msteams.default.summary")),
        template("text", shipped!("msteams.default.text")),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    since: 26,
    message: card,
    constants: &["@context", "type"],
    ..IntegrationType::USUAL
};

pub(crate) static MSTEAMS_V2: IntegrationType = IntegrationType {
    kind: IntegrationKind::MsTeamsV2,
    key: "msteamsv2_configs",
    go_type: "[]*config.MSTeamsV2Config",
    schema: Schema::of(&[
        field("webhook_url", Type::SecretUrl),
        field("webhook_url_file", Type::Text),
        template("title", shipped!("msteamsv2.default.title")),
        template("text", shipped!("msteamsv2.default.text")),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    since: 28,
    message: adaptive_card,
    names: &[
        ("attachments.0.content.body.0.text", "title"),
        ("attachments.0.content.body.0.color", "color"),
        ("attachments.0.content.body.1.text", "text"),
    ],
    constants: &["attachments.", "type"],
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    exactly_one(values, "webhook_url", "webhook_url_file")
}

fn card(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let color = match rendering.notification.status {
        AlertStatus::Firing => "8C1A1A",
        AlertStatus::Resolved => "2DC72D",
    };
    let body = Object::new()
        .with("@context", "http://schema.org/extensions")
        .with("type", "MessageCard")
        .with_some("title", rendering.text("title")?)
        .with_some("summary", rendering.text("summary")?)
        .with_some("text", rendering.text("text")?)
        .with("themeColor", color);
    Ok(Draft::post(rendering.settings.text("webhook_url"), body))
}

fn adaptive_card(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let color = match rendering.notification.status {
        AlertStatus::Firing => "Attention",
        AlertStatus::Resolved => "Good",
    };
    let title = Object::new()
        .with("type", "TextBlock")
        .with("text", rendering.text("title")?)
        .with("weight", "Bolder")
        .with("size", "Medium")
        .with("wrap", Json::Bool(true))
        .with("style", "heading")
        .with("color", color);
    let text = Object::new()
        .with("type", "TextBlock")
        .with("text", rendering.text("text")?)
        .with("wrap", Json::Bool(true));
    let content = Object::new()
        .with("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
        .with("type", "AdaptiveCard")
        .with("version", "1.2")
        .with_items("body", vec![title.into(), text.into()])
        .with("msteams", Object::new().with("width", "full"));
    let attachment = Object::new()
        .with("contentType", "application/vnd.microsoft.card.adaptive")
        .with("contentUrl", Json::Null)
        .with("content", content);
    let body = Object::new().with("type", "message").with_items("attachments", vec![attachment.into()]);
    Ok(Draft::post(rendering.settings.text("webhook_url"), body))
}

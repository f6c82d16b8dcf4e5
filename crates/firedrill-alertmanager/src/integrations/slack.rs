//! `slack_configs`.

use firedrill_gotemplate::alertmanager::RenderError;

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, blank, field, required, shipped, template};
use crate::json::{Json, Object};
use crate::payload::{Draft, Rendering};
use crate::settings::Settings;

const POST_MESSAGE: &str = "https://slack.com/api/chat.postMessage";

static CONFIRMATION: Schema = Schema::of(&[
    field("text", Type::Text),
    field("title", Type::Text),
    field("ok_text", Type::Text),
    field("dismiss_text", Type::Text),
])
.held_as("*config.SlackConfirmationField")
.checked(|values, _| required(values, "text", "missing text in Slack confirmation configuration"));

static ACTION: Schema = Schema::of(&[
    field("type", Type::Text),
    field("text", Type::Text),
    field("url", Type::Text),
    field("style", Type::Text),
    field("name", Type::Text),
    field("value", Type::Text),
    field("confirm", Type::Struct(&CONFIRMATION)),
])
.checked(|values, _| {
    required(values, "type", "missing type in Slack action configuration")?;
    required(values, "text", "missing text in Slack action configuration")?;
    if values.is_set("url") || values.is_set("name") {
        return Ok(());
    }
    Err("missing name or url in Slack action configuration".to_owned())
});

static FIELD: Schema =
    Schema::of(&[field("title", Type::Text), field("value", Type::Text), field("short", Type::Flag)])
        .checked(|values, _| {
            required(values, "title", "missing title in Slack field configuration")?;
            required(values, "value", "missing value in Slack field configuration")
        });

pub(crate) static SLACK: IntegrationType = IntegrationType {
    kind: IntegrationKind::Slack,
    key: "slack_configs",
    go_type: "[]*config.SlackConfig",
    schema: Schema::of(&[
        field("api_url", Type::SecretUrl),
        field("api_url_file", Type::Text),
        field("app_token", Type::Secret).since(30),
        field("app_token_file", Type::Text).since(30),
        field("app_url", Type::Url).since(30),
        blank("channel"),
        template("username", shipped!("slack.default.username")),
        template("color", shipped!("slack.default.color")),
        template("title", shipped!("slack.default.title")),
        template("title_link", shipped!("slack.default.titlelink")),
        template("pretext", shipped!("slack.default.pretext")),
        template("text", shipped!("slack.default.text")),
        blank("message_text").since(32),
        field("fields", Type::Structs(&FIELD, "[]*config.SlackField")),
        field("short_fields", Type::Flag),
        template("footer", shipped!("slack.default.footer")),
        template("fallback", shipped!("slack.default.fallback")),
        template("callback_id", shipped!("slack.default.callbackid")),
        template("icon_emoji", shipped!("slack.default.iconemoji")),
        template("icon_url", shipped!("slack.default.iconurl")),
        blank("image_url"),
        blank("thumb_url"),
        field("link_names", Type::Flag),
        field("mrkdwn_in", Type::Texts),
        field("actions", Type::Structs(&ACTION, "[]*config.SlackAction")),
        field("timeout", Type::GoDuration).since(30),
        field("update_message", Type::Flag).since(32),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    refuses_null: false,
    sends_resolved: false,
    inherited: &[Inherited {
        fields: &[
            ("api_url", "slack_api_url"),
            ("api_url_file", "slack_api_url_file"),
            ("app_token", "slack_app_token"),
            ("app_token_file", "slack_app_token_file"),
        ],
        missing: &[
            (25, "no global Slack API URL set either inline or in a file"),
            (30, "no Slack API URL nor App token set either inline or in a file"),
        ],
    }],
    check_with_global,
    names: &[("text", "message_text"), ("attachments.0.", "")],
    message,
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    at_most_one(values, "api_url", "api_url_file")?;
    at_most_one(values, "app_token", "app_token_file")?;
    let any = |names: [&str; 2]| names.iter().any(|name| values.is_set(name));
    if any(["api_url", "api_url_file"]) && any(["app_token", "app_token_file"]) {
        return Err(
            "at most one of api_url/api_url_file & app_token/app_token_file must be configured".to_owned()
        );
    }
    if values.is_set("update_message") {
        match values.text("api_url") {
            POST_MESSAGE => {}
            "" => return Err("update_message without api_url, at which Alertmanager crashes".to_owned()),
            _ => {
                return Err(format!(
                    "update_message can only be used with bot tokens. api_url must be set to {POST_MESSAGE}"
                ));
            }
        }
    }
    Ok(())
}

fn check_with_global(settings: &Settings, global: &Settings, _: &Reader) -> Result<(), String> {
    let any = |of: &Settings, names: [&str; 2]| names.iter().any(|name| of.is_set(name));
    let has_url = any(settings, ["api_url", "api_url_file"]);
    let has_token = any(settings, ["app_token", "app_token_file"]);
    // A URL in `global` beside the token is the older way to post with a token in `http_config`.
    let global_has_url = any(global, ["slack_api_url", "slack_api_url_file"]);
    let global_has_token = any(global, ["slack_app_token", "slack_app_token_file"]);
    let uses_token = has_token || (!has_url && !global_has_url && global_has_token);
    if uses_token && settings.child("http_config").is_some_and(|http| http.is_set("authorization")) {
        return Err("http authorization can't be set when using Slack App tokens".to_owned());
    }
    Ok(())
}

/// The most characters of a title.
const MAX_TITLE: usize = 1024;

fn message(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let settings = rendering.settings;
    let mut body = Object::new()
        .with_some("channel", rendering.text("channel")?)
        .with_some("username", rendering.text("username")?)
        .with_some("icon_emoji", rendering.text("icon_emoji")?)
        .with_some("icon_url", rendering.text("icon_url")?);
    if settings.is_set("link_names") {
        body = body.with("link_names", Json::Bool(true));
    }
    let body = body
        .with_some("text", rendering.text("message_text")?)
        .with_items("attachments", vec![attachment(rendering)?.into()]);
    let url = if settings.is_set("app_token") || settings.is_set("app_token_file") {
        settings.text("app_url")
    } else {
        settings.text("api_url")
    };
    Ok(Draft::post(if url.is_empty() && !settings.is_set("api_url_file") { POST_MESSAGE } else { url }, body))
}

fn attachment(rendering: &Rendering<'_>) -> Result<Object, RenderError> {
    let settings = rendering.settings;
    let marked = match settings.texts("mrkdwn_in") {
        [] => ["fallback", "pretext", "text"].map(Json::from).to_vec(),
        names => names.iter().map(|name| Json::from(name.as_str())).collect(),
    };
    let fields = settings.children("fields").iter().map(|field| attachment_field(rendering, field));
    let actions = settings.children("actions").iter().map(|action| button(rendering, action));
    Ok(Object::new()
        .with_some("title", rendering.truncated("title", MAX_TITLE)?)
        .with_some("title_link", rendering.text("title_link")?)
        .with_some("pretext", rendering.text("pretext")?)
        .with("text", rendering.text("text")?)
        .with("fallback", rendering.text("fallback")?)
        .with("callback_id", rendering.text("callback_id")?)
        .with_items("fields", fields.collect::<Result<_, _>>()?)
        .with_items("actions", actions.collect::<Result<_, _>>()?)
        .with_some("image_url", rendering.text("image_url")?)
        .with_some("thumb_url", rendering.text("thumb_url")?)
        .with("footer", rendering.text("footer")?)
        .with_some("color", color(rendering)?)
        .with_items("mrkdwn_in", marked))
}

/// 0.25 has no template of the default, only a text.
fn color(rendering: &Rendering<'_>) -> Result<String, RenderError> {
    const COLOR: &str = r#"{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}"#;
    if rendering.version.is_at_least(26) || rendering.settings.has("color") {
        return rendering.text("color");
    }
    rendering.expand(COLOR)
}

/// A button that opens an address, or one that sends a value, perhaps after asking.
fn button(rendering: &Rendering<'_>, action: &Settings) -> Result<Json, RenderError> {
    if action.is_set("url") {
        return Ok(texts(rendering, action, &["type", "text", "url", "style"])?.into());
    }
    let button = texts(rendering, action, &["type", "text", "style", "name", "value"])?;
    let Some(confirm) = action.child("confirm") else { return Ok(button.into()) };
    let confirm = texts(rendering, confirm, &["text", "title", "ok_text", "dismiss_text"])?;
    Ok(button.with("confirm", confirm).into())
}

fn attachment_field(rendering: &Rendering<'_>, field: &Settings) -> Result<Json, RenderError> {
    let is_short = field.flag("short").unwrap_or(rendering.settings.is_set("short_fields"));
    Ok(texts(rendering, field, &["title", "value"])?.with("short", Json::Bool(is_short)).into())
}

/// The texts of a struct that are not empty.
fn texts(rendering: &Rendering<'_>, of: &Settings, names: &[&str]) -> Result<Object, RenderError> {
    names
        .iter()
        .try_fold(Object::new(), |object, name| Ok(object.with_some(name, rendering.text_of(of, name)?)))
}

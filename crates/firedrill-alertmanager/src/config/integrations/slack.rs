//! `slack_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, field, field_since, required};

const POST_MESSAGE: &str = "https://slack.com/api/chat.postMessage";

static CONFIRMATION: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("text", Type::Text),
        field("title", Type::Text),
        field("ok_text", Type::Text),
        field("dismiss_text", Type::Text),
    ],
    check: Some(|values, _| required(values, "text", "missing text in Slack confirmation configuration")),
};

static ACTION: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("type", Type::Text),
        field("text", Type::Text),
        field("url", Type::Text),
        field("style", Type::Text),
        field("name", Type::Text),
        field("value", Type::Text),
        field("confirm", Type::Struct(&CONFIRMATION)),
    ],
    check: Some(|values, _| {
        required(values, "type", "missing type in Slack action configuration")?;
        required(values, "text", "missing text in Slack action configuration")?;
        if values.is_set("url") || values.is_set("name") {
            return Ok(());
        }
        Err("missing name or url in Slack action configuration".to_owned())
    }),
};

static FIELD: Schema = Schema {
    go_type: "config.plain",
    fields: &[field("title", Type::Text), field("value", Type::Text), field("short", Type::Flag)],
    check: Some(|values, _| {
        required(values, "title", "missing title in Slack field configuration")?;
        required(values, "value", "missing value in Slack field configuration")
    }),
};

pub(in crate::config) static SLACK: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_url", Type::SecretUrl),
        field("api_url_file", Type::Text),
        field_since(30, "app_token", Type::Text),
        field_since(30, "app_token_file", Type::Text),
        field_since(30, "app_url", Type::Url),
        field("channel", Type::Text),
        field("username", Type::Text),
        field("color", Type::Text),
        field("title", Type::Text),
        field("title_link", Type::Text),
        field("pretext", Type::Text),
        field("text", Type::Text),
        field_since(32, "message_text", Type::Text),
        field("fields", Type::Structs(&FIELD, "[]*config.SlackField")),
        field("short_fields", Type::Flag),
        field("footer", Type::Text),
        field("fallback", Type::Text),
        field("callback_id", Type::Text),
        field("icon_emoji", Type::Text),
        field("icon_url", Type::Text),
        field("image_url", Type::Text),
        field("thumb_url", Type::Text),
        field("link_names", Type::Flag),
        field("mrkdwn_in", Type::Texts),
        field("actions", Type::Structs(&ACTION, "[]*config.SlackAction")),
        field_since(30, "timeout", Type::GoDuration),
        field_since(32, "update_message", Type::Flag),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    at_most_one(values, "api_url", "api_url_file")?;
    at_most_one(values, "app_token", "app_token_file")?;
    let any = |names: [&str; 2]| names.iter().any(|name| values.is_set(name));
    if any(["api_url", "api_url_file"]) && any(["app_token", "app_token_file"]) {
        return Err(
            "at most one of api_url/api_url_file & app_token/app_token_file must be configured".to_owned()
        );
    }
    if values.is_set("update_message") {
        match values.url("api_url") {
            Some(url) if url.text == POST_MESSAGE => {}
            Some(_) => {
                return Err(format!(
                    "update_message can only be used with bot tokens. api_url must be set to {POST_MESSAGE}"
                ));
            }
            None => return Err("update_message without api_url, at which Alertmanager crashes".to_owned()),
        }
    }
    Ok(())
}

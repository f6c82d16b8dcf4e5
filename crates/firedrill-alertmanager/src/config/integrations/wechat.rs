//! `wechat_configs`.

use firedrill_model::quote::quote;

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, field, field_since};

pub(in crate::config) static WECHAT: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_secret", Type::Text),
        field_since(28, "api_secret_file", Type::Text),
        field("corp_id", Type::Text),
        field("message", Type::Text),
        field("api_url", Type::Url),
        field("to_user", Type::Text),
        field("to_party", Type::Text),
        field("to_tag", Type::Text),
        field("agent_id", Type::Text),
        field("message_type", Type::Text),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    at_most_one(values, "api_secret", "api_secret_file")?;
    match values.text("message_type") {
        "" | "text" | "markdown" => Ok(()),
        other => Err(format!(
            "weChat message type {} does not match valid options ^(text|markdown)$",
            quote(other)
        )),
    }
}

//! `telegram_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, field, field_since, required};

pub(in crate::config) static TELEGRAM: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_url", Type::Url),
        field("bot_token", Type::Text),
        field_since(26, "bot_token_file", Type::Text),
        field("chat_id", Type::Int64),
        field_since(31, "chat_id_file", Type::Text),
        field_since(27, "message_thread_id", Type::Int),
        field("message", Type::Text),
        field("disable_notifications", Type::Flag),
        field("parse_mode", Type::Text),
    ],
    check: Some(check),
};

fn check(values: &Values, reader: &Reader) -> Result<(), String> {
    // Since 0.31 the token may come from `global`.
    if !reader.version.is_at_least(31) {
        let has_token = values.is_set("bot_token") || values.is_set("bot_token_file");
        if !has_token {
            let message = if reader.version.is_at_least(26) {
                "missing bot_token or bot_token_file on telegram_config"
            } else {
                "missing bot_token on telegram_config"
            };
            return Err(message.to_owned());
        }
    }
    at_most_one(values, "bot_token", "bot_token_file")?;
    if reader.version.is_at_least(31) {
        if !values.is_set("chat_id") && !values.is_set("chat_id_file") {
            return Err("missing chat_id or chat_id_file on telegram_config".to_owned());
        }
        at_most_one(values, "chat_id", "chat_id_file")?;
    } else {
        required(values, "chat_id", "missing chat_id on telegram_config")?;
    }
    match values.text("parse_mode") {
        "" | "Markdown" | "MarkdownV2" | "HTML" => Ok(()),
        _ => Err("unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string"
            .to_owned()),
    }
}

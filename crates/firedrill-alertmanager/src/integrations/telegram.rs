//! `telegram_configs`.

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, field, required, shipped, template};
use crate::settings::Settings;

pub(crate) static TELEGRAM: IntegrationType = IntegrationType {
    kind: IntegrationKind::Telegram,
    key: "telegram_configs",
    go_type: "[]*config.TelegramConfig",
    schema: Schema::of(&[
        field("api_url", Type::Url),
        field("bot_token", Type::Secret),
        field("bot_token_file", Type::Text).since(26),
        field("chat_id", Type::Int64),
        field("chat_id_file", Type::Text).since(31),
        field("message_thread_id", Type::Int).since(27),
        template("message", shipped!("telegram.default.message")),
        field("disable_notifications", Type::Flag),
        field("parse_mode", Type::Text),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    inherited: &[Inherited {
        fields: &[("bot_token", "telegram_bot_token"), ("bot_token_file", "telegram_bot_token_file")],
        missing: &[(25, "missing bot_token or bot_token_file on telegram_config")],
    }],
    ..IntegrationType::USUAL
};

fn check(values: &Settings, reader: &Reader) -> Result<(), String> {
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

//! `discord_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, exactly_one, field, field_since, required};

pub(in crate::config) static DISCORD: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("webhook_url", Type::SecretUrl),
        field_since(26, "webhook_url_file", Type::Text),
        field_since(28, "content", Type::Text),
        field_since(28, "username", Type::Text),
        field_since(28, "avatar_url", Type::Text),
        field("title", Type::Text),
        field("message", Type::Text),
    ],
    check: Some(check),
};

fn check(values: &Values, reader: &Reader) -> Result<(), String> {
    if reader.version.is_at_least(26) {
        exactly_one(values, "webhook_url", "webhook_url_file")
    } else {
        required(values, "webhook_url", "no discord webhook URL provided")
    }
}

//! `pushover_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, exactly_one, field, field_since, required};

pub(in crate::config) static PUSHOVER: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("user_key", Type::Text),
        field_since(26, "user_key_file", Type::Text),
        field("token", Type::Text),
        field_since(26, "token_file", Type::Text),
        field("title", Type::Text),
        field("message", Type::Text),
        field("url", Type::Text),
        field("url_title", Type::Text),
        field_since(26, "device", Type::Text),
        field("sound", Type::Text),
        field("priority", Type::Text),
        field("retry", Type::FractionalDuration),
        field("expire", Type::FractionalDuration),
        field_since(27, "ttl", Type::FractionalDuration),
        field("html", Type::Flag),
        field_since(29, "monospace", Type::Flag),
    ],
    check: Some(check),
};

fn check(values: &Values, reader: &Reader) -> Result<(), String> {
    if !reader.version.is_at_least(26) {
        required(values, "user_key", "missing user key in Pushover config")?;
        return required(values, "token", "missing token in Pushover config");
    }
    exactly_one(values, "user_key", "user_key_file")?;
    exactly_one(values, "token", "token_file")?;
    if values.is_set("html") && values.is_set("monospace") {
        return Err("at most one of monospace & html must be configured".to_owned());
    }
    Ok(())
}

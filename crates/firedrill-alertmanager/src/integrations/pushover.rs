//! `pushover_configs`.

use super::integration_type::HTTP_FIELDS;
use super::{IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, blank, exactly_one, field, required, shipped, template};
use crate::settings::Settings;

pub(crate) static PUSHOVER: IntegrationType = IntegrationType {
    kind: IntegrationKind::Pushover,
    key: "pushover_configs",
    go_type: "[]*config.PushoverConfig",
    schema: Schema::of(&[
        field("user_key", Type::Secret),
        field("user_key_file", Type::Text).since(26),
        field("token", Type::Secret),
        field("token_file", Type::Text).since(26),
        template("title", shipped!("pushover.default.title")),
        template("message", shipped!("pushover.default.message")),
        template("url", shipped!("pushover.default.url")),
        blank("url_title"),
        blank("device").since(26),
        blank("sound"),
        template("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}"),
        field("retry", Type::FractionalDuration),
        field("expire", Type::FractionalDuration),
        field("ttl", Type::FractionalDuration).since(27),
        field("html", Type::Flag),
        field("monospace", Type::Flag).since(29),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    ..IntegrationType::USUAL
};

fn check(values: &Settings, reader: &Reader) -> Result<(), String> {
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

//! `msteams_configs` and `msteamsv2_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, exactly_one, field};

pub(in crate::config) static MSTEAMS: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("webhook_url", Type::SecretUrl),
        field("webhook_url_file", Type::Text),
        field("title", Type::Text),
        field("summary", Type::Text),
        field("text", Type::Text),
    ],
    check: Some(check),
};

pub(in crate::config) static MSTEAMS_V2: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("webhook_url", Type::SecretUrl),
        field("webhook_url_file", Type::Text),
        field("title", Type::Text),
        field("text", Type::Text),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    exactly_one(values, "webhook_url", "webhook_url_file")
}

//! `webhook_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, exactly_one, field, field_since};

pub(in crate::config) static WEBHOOK: Schema = Schema {
    go_type: "webhook.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("url", Type::TemplateUrl),
        field_since(26, "url_file", Type::Text),
        field("max_alerts", Type::Uint64),
        field_since(28, "timeout", Type::GoDuration),
        field_since(32, "payload", Type::Anything),
    ],
    check: Some(check),
};

fn check(values: &Values, reader: &Reader) -> Result<(), String> {
    if reader.version.is_at_least(26) {
        return exactly_one(values, "url", "url_file");
    }
    if values.is_set("url") { Ok(()) } else { Err("missing URL in webhook config".to_owned()) }
}

//! `incidentio_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, exactly_one, field};

pub(in crate::config) static INCIDENTIO: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("url", Type::Url),
        field("url_file", Type::Text),
        field("alert_source_token", Type::Text),
        field("alert_source_token_file", Type::Text),
        field("max_alerts", Type::Uint64),
        field("timeout", Type::GoDuration),
        field("metadata", Type::TextMap),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    exactly_one(values, "url", "url_file")?;
    at_most_one(values, "alert_source_token", "alert_source_token_file")
}

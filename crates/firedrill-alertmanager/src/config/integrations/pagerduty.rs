//! `pagerduty_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, field, field_since};

static IMAGE: Schema = Schema {
    go_type: "config.plain",
    fields: &[field("src", Type::Text), field("alt", Type::Text), field("href", Type::Text)],
    check: None,
};

static LINK: Schema = Schema {
    go_type: "config.plain",
    fields: &[field("href", Type::Text), field("text", Type::Text)],
    check: None,
};

pub(in crate::config) static PAGERDUTY: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("service_key", Type::Text),
        field("service_key_file", Type::Text),
        field("routing_key", Type::Text),
        field("routing_key_file", Type::Text),
        field("url", Type::Url),
        field("client", Type::Text),
        field("client_url", Type::Text),
        field("description", Type::Text),
        field("details", Type::TextMapOrAnything),
        field("images", Type::Structs(&IMAGE, "[]config.PagerdutyImage")),
        field("links", Type::Structs(&LINK, "[]config.PagerdutyLink")),
        field_since(26, "source", Type::Text),
        field("severity", Type::Text),
        field("class", Type::Text),
        field("component", Type::Text),
        field("group", Type::Text),
        field_since(30, "timeout", Type::GoDuration),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    let keys = ["routing_key", "routing_key_file", "service_key", "service_key_file"];
    if !keys.iter().any(|key| values.is_set(key)) {
        return Err("missing service or routing key in PagerDuty config".to_owned());
    }
    at_most_one(values, "routing_key", "routing_key_file")?;
    at_most_one(values, "service_key", "service_key_file")
}

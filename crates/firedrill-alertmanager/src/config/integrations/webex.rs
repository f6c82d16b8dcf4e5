//! `webex_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, field, required};

pub(in crate::config) static WEBEX: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_url", Type::Url),
        field("message", Type::Text),
        field("room_id", Type::Text),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    required(values, "room_id", "missing room_id on webex_config")?;
    if values.child("http_config").is_some_and(|it| it.is_set("authorization")) {
        return Ok(());
    }
    Err("missing webex_configs.http_config.authorization".to_owned())
}

//! `rocketchat_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, field};

static FIELD: Schema = Schema {
    go_type: "config.RocketchatAttachmentField",
    fields: &[field("short", Type::Flag), field("title", Type::Text), field("value", Type::Text)],
    check: None,
};

static ACTION: Schema = Schema {
    go_type: "config.RocketchatAttachmentAction",
    fields: &[
        field("type", Type::Text),
        field("text", Type::Text),
        field("url", Type::Text),
        field("msg", Type::Text),
    ],
    check: None,
};

pub(in crate::config) static ROCKETCHAT: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_url", Type::Url),
        field("token_id", Type::Text),
        field("token_id_file", Type::Text),
        field("token", Type::Text),
        field("token_file", Type::Text),
        field("channel", Type::Text),
        field("color", Type::Text),
        field("title", Type::Text),
        field("title_link", Type::Text),
        field("text", Type::Text),
        field("fields", Type::Structs(&FIELD, "[]*config.RocketchatAttachmentField")),
        field("short_fields", Type::Flag),
        field("emoji", Type::Text),
        field("icon_url", Type::Text),
        field("image_url", Type::Text),
        field("thumb_url", Type::Text),
        field("link_names", Type::Flag),
        field("actions", Type::Structs(&ACTION, "[]*config.RocketchatAttachmentAction")),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    at_most_one(values, "token", "token_file")?;
    at_most_one(values, "token_id", "token_id_file")
}

//! `mattermost_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, field, required};

static FIELD: Schema = Schema {
    go_type: "config.plain",
    fields: &[field("title", Type::Text), field("value", Type::Text), field("short", Type::Flag)],
    check: Some(|values, _| {
        required(values, "title", "missing title in Mattermost field configuration")?;
        required(values, "value", "missing value in Mattermost field configuration")
    }),
};

static ATTACHMENT: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("fallback", Type::Text),
        field("color", Type::Text),
        field("pretext", Type::Text),
        field("text", Type::Text),
        field("author_name", Type::Text),
        field("author_link", Type::Text),
        field("author_icon", Type::Text),
        field("title", Type::Text),
        field("title_link", Type::Text),
        field("fields", Type::Structs(&FIELD, "[]*config.MattermostField")),
        field("thumb_url", Type::Text),
        field("footer", Type::Text),
        field("footer_icon", Type::Text),
        field("image_url", Type::Text),
    ],
    check: None,
};

static PRIORITY: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("priority", Type::Text),
        field("requested_ack", Type::Flag),
        field("persistent_notifications", Type::Flag),
    ],
    check: None,
};

static PROPS: Schema = Schema { go_type: "config.plain", fields: &[field("card", Type::Text)], check: None };

pub(in crate::config) static MATTERMOST: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("webhook_url", Type::SecretUrl),
        field("webhook_url_file", Type::Text),
        field("channel", Type::Text),
        field("username", Type::Text),
        field("text", Type::Text),
        field("icon_url", Type::Text),
        field("icon_emoji", Type::Text),
        field("attachments", Type::Structs(&ATTACHMENT, "[]*config.MattermostAttachment")),
        field("type", Type::Text),
        field("props", Type::Struct(&PROPS)),
        field("priority", Type::Struct(&PRIORITY)),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    at_most_one(values, "webhook_url", "webhook_url_file")
}

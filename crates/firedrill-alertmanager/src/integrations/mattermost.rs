//! `mattermost_configs`.

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, blank, field, required, shipped, template};
use crate::settings::Settings;

static FIELD: Schema =
    Schema::of(&[field("title", Type::Text), field("value", Type::Text), field("short", Type::Flag)])
        .checked(|values, _| {
            required(values, "title", "missing title in Mattermost field configuration")?;
            required(values, "value", "missing value in Mattermost field configuration")
        });

static ATTACHMENT: Schema = Schema::of(&[
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
]);

static PRIORITY: Schema = Schema::of(&[
    field("priority", Type::Text),
    field("requested_ack", Type::Flag),
    field("persistent_notifications", Type::Flag),
]);

static PROPS: Schema = Schema::of(&[field("card", Type::Text)]);

pub(crate) static MATTERMOST: IntegrationType = IntegrationType {
    kind: IntegrationKind::Mattermost,
    key: "mattermost_configs",
    go_type: "[]*config.MattermostConfig",
    since: 30,
    schema: Schema::of(&[
        field("webhook_url", Type::SecretUrl),
        field("webhook_url_file", Type::Text),
        blank("channel"),
        template("username", shipped!("mattermost.default.username")),
        template("text", shipped!("mattermost.default.text")),
        blank("icon_url"),
        blank("icon_emoji"),
        field("attachments", Type::Structs(&ATTACHMENT, "[]*config.MattermostAttachment")),
        field("type", Type::Text),
        field("props", Type::Struct(&PROPS)),
        field("priority", Type::Struct(&PRIORITY)),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    inherited: &[Inherited {
        fields: &[
            ("webhook_url", "mattermost_webhook_url"),
            ("webhook_url_file", "mattermost_webhook_url_file"),
        ],
        missing: &[(25, "missing webhook_url or webhook_url_file on mattermost_config")],
    }],
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    at_most_one(values, "webhook_url", "webhook_url_file")
}

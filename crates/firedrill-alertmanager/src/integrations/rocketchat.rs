//! `rocketchat_configs`.

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, blank, field, shipped, template};
use crate::settings::Settings;

static FIELD: Schema =
    Schema::of(&[field("short", Type::Flag), field("title", Type::Text), field("value", Type::Text)])
        .called(&[(28, "config.RocketchatAttachmentField")]);

static ACTION: Schema = Schema::of(&[
    field("type", Type::Text),
    field("text", Type::Text),
    field("url", Type::Text),
    field("msg", Type::Text),
])
.called(&[(28, "config.RocketchatAttachmentAction")]);

pub(crate) static ROCKETCHAT: IntegrationType = IntegrationType {
    kind: IntegrationKind::RocketChat,
    key: "rocketchat_configs",
    go_type: "[]*config.RocketchatConfig",
    schema: Schema::of(&[
        field("api_url", Type::Url),
        field("token_id", Type::Secret),
        field("token_id_file", Type::Text),
        field("token", Type::Secret),
        field("token_file", Type::Text),
        blank("channel"),
        template("color", r#"{{ if eq .Status "firing" }}red{{ else }}green{{ end }}"#),
        template("title", shipped!("rocketchat.default.title")),
        template("title_link", shipped!("rocketchat.default.titlelink")),
        template("text", shipped!("rocketchat.default.text")),
        field("fields", Type::Structs(&FIELD, "[]*config.RocketchatAttachmentField")),
        field("short_fields", Type::Flag),
        template("emoji", shipped!("rocketchat.default.emoji")),
        template("icon_url", shipped!("rocketchat.default.iconurl")),
        blank("image_url"),
        blank("thumb_url"),
        field("link_names", Type::Flag),
        field("actions", Type::Structs(&ACTION, "[]*config.RocketchatAttachmentAction")),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    since: 28,
    refuses_null: false,
    sends_resolved: false,
    inherited: &[
        Inherited {
            fields: &[("token_id", "rocketchat_token_id"), ("token_id_file", "rocketchat_token_id_file")],
            missing: &[(25, "no global Rocketchat TokenID set either inline or in a file")],
        },
        Inherited {
            fields: &[("token", "rocketchat_token"), ("token_file", "rocketchat_token_file")],
            missing: &[(25, "no global Rocketchat Token set either inline or in a file")],
        },
    ],
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    at_most_one(values, "token", "token_file")?;
    at_most_one(values, "token_id", "token_id_file")
}

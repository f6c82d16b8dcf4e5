//! `wechat_configs`.

use firedrill_model::quote::quote;

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, field, shipped, template};
use crate::settings::Settings;

pub(crate) static WECHAT: IntegrationType = IntegrationType {
    kind: IntegrationKind::WeChat,
    key: "wechat_configs",
    go_type: "[]*config.WechatConfig",
    schema: Schema::of(&[
        field("api_secret", Type::Secret),
        field("api_secret_file", Type::Text).since(28),
        field("corp_id", Type::Text),
        template("message", shipped!("wechat.default.message")),
        field("api_url", Type::Url),
        template("to_user", shipped!("wechat.default.to_user")),
        template("to_party", shipped!("wechat.default.to_party")),
        template("to_tag", shipped!("wechat.default.to_tag")),
        template("agent_id", shipped!("wechat.default.agent_id")),
        field("message_type", Type::Text),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    refuses_null: false,
    sends_resolved: false,
    inherited: &[
        Inherited {
            fields: &[("api_secret", "wechat_api_secret"), ("api_secret_file", "wechat_api_secret_file")],
            missing: &[
                (25, "no global Wechat ApiSecret set"),
                (28, "no global Wechat Api Secret set either inline or in a file"),
            ],
        },
        Inherited {
            fields: &[("corp_id", "wechat_api_corp_id")],
            missing: &[(25, "no global Wechat CorpID set")],
        },
    ],
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    at_most_one(values, "api_secret", "api_secret_file")?;
    match values.text("message_type") {
        "" | "text" | "markdown" => Ok(()),
        other => Err(format!(
            "weChat message type {} does not match valid options ^(text|markdown)$",
            quote(other)
        )),
    }
}

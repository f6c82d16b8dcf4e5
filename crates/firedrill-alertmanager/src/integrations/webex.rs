//! `webex_configs`.

use super::integration_type::HTTP_FIELDS;
use super::{IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, field, required, shipped, template};
use crate::settings::Settings;

pub(crate) static WEBEX: IntegrationType = IntegrationType {
    kind: IntegrationKind::Webex,
    key: "webex_configs",
    go_type: "[]*config.WebexConfig",
    schema: Schema::of(&[
        field("api_url", Type::Url),
        template("message", shipped!("webex.default.message")),
        field("room_id", Type::Text),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    required(values, "room_id", "missing room_id on webex_config")?;
    if values.child("http_config").is_some_and(|it| it.is_set("authorization")) {
        return Ok(());
    }
    Err("missing webex_configs.http_config.authorization".to_owned())
}

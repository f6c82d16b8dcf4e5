//! `sns_configs`.

use super::integration_type::HTTP_FIELDS;
use super::{IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, blank, field, shipped, template};
use crate::settings::Settings;

static SIGV4: Schema = Schema::of(&[
    field("region", Type::Text),
    field("access_key", Type::Text),
    field("secret_key", Type::Secret),
    field("profile", Type::Text),
    field("role_arn", Type::Text),
    field("external_id", Type::Text).since(29),
    field("use_fips_sts_endpoint", Type::Flag).since(29),
])
.called(&[(25, "sigv4.plain")])
.held_as("sigv4.SigV4Config")
.checked(check_credentials);

pub(crate) static SNS: IntegrationType = IntegrationType {
    kind: IntegrationKind::Sns,
    key: "sns_configs",
    go_type: "[]*config.SNSConfig",
    schema: Schema::of(&[
        blank("api_url"),
        field("sigv4", Type::Struct(&SIGV4)),
        blank("topic_arn"),
        blank("phone_number"),
        blank("target_arn"),
        template("subject", shipped!("sns.default.subject")),
        template("message", shipped!("sns.default.message")),
        field("attributes", Type::TextMap),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    let targets = ["target_arn", "topic_arn", "phone_number"];
    if targets.iter().filter(|name| values.is_set(name)).count() != 1 {
        return Err("must provide either a Target ARN, Topic ARN, or Phone Number for SNS config".to_owned());
    }
    Ok(())
}

fn check_credentials(credentials: &Settings, _: &Reader) -> Result<(), String> {
    if credentials.is_set("access_key") == credentials.is_set("secret_key") {
        return Ok(());
    }
    let both =
        "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the SigV4 config";
    Err(both.to_owned())
}

//! `sns_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, field, field_since};

static SIGV4: Schema = Schema {
    go_type: "sigv4.plain",
    fields: &[
        field("region", Type::Text),
        field("access_key", Type::Text),
        field("secret_key", Type::Text),
        field("profile", Type::Text),
        field("role_arn", Type::Text),
        field_since(29, "external_id", Type::Text),
        field_since(29, "use_fips_sts_endpoint", Type::Flag),
    ],
    check: None,
};

pub(in crate::config) static SNS: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_url", Type::Text),
        field("sigv4", Type::Struct(&SIGV4)),
        field("topic_arn", Type::Text),
        field("phone_number", Type::Text),
        field("target_arn", Type::Text),
        field("subject", Type::Text),
        field("message", Type::Text),
        field("attributes", Type::TextMap),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    let targets = ["target_arn", "topic_arn", "phone_number"];
    if targets.iter().filter(|name| values.is_set(name)).count() != 1 {
        return Err("must provide either a Target ARN, Topic ARN, or Phone Number for SNS config".to_owned());
    }
    let credentials = values.child("sigv4");
    if credentials.is_some_and(|it| it.is_set("access_key") != it.is_set("secret_key")) {
        return Err(
            "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the \
                    SigV4 config"
                .to_owned(),
        );
    }
    Ok(())
}

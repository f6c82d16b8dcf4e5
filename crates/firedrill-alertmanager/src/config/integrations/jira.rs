//! `jira_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, field, field_since, required};

static FIELD: Schema = Schema {
    go_type: "config.plain",
    fields: &[field("template", Type::Text), field("enable_update", Type::Flag)],
    check: None,
};

pub(in crate::config) static JIRA: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_url", Type::Url),
        field_since(29, "api_type", Type::Text),
        field("project", Type::Text),
        field("summary", Type::TextOrStruct(&FIELD)),
        field("description", Type::TextOrStruct(&FIELD)),
        field("labels", Type::Texts),
        field("priority", Type::Text),
        field("issue_type", Type::Text),
        field("reopen_transition", Type::Text),
        field("resolve_transition", Type::Text),
        field("wont_fix_resolution", Type::Text),
        field("reopen_duration", Type::PrometheusDuration),
        field("fields", Type::Anything),
        field_since(28, "custom_fields", Type::Anything),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    required(values, "project", "missing project in jira_config")?;
    required(values, "issue_type", "missing issue_type in jira_config")?;
    match values.text("api_type") {
        "" | "auto" | "cloud" | "datacenter" => Ok(()),
        _ => Err("unknown api_type on jira_config, must be auto, cloud or datacenter".to_owned()),
    }
}

//! `jira_configs`.

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, blank, field, required, shipped, template};
use crate::settings::Settings;

static FIELD: Schema = Schema::of(&[field("template", Type::Text), field("enable_update", Type::Flag)]);

pub(crate) static JIRA: IntegrationType = IntegrationType {
    kind: IntegrationKind::Jira,
    key: "jira_configs",
    go_type: "[]*config.JiraConfig",
    schema: Schema::of(&[
        field("api_url", Type::Url),
        field("api_type", Type::Text).since(29),
        blank("project"),
        field("summary", Type::TextOrStruct(&FIELD)),
        field("description", Type::TextOrStruct(&FIELD)),
        field("labels", Type::Texts),
        template("priority", shipped!("jira.default.priority")),
        blank("issue_type"),
        field("reopen_transition", Type::Text),
        field("resolve_transition", Type::Text),
        field("wont_fix_resolution", Type::Text),
        field("reopen_duration", Type::PrometheusDuration),
        field("fields", Type::Anything),
        field("custom_fields", Type::Anything).since(28),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    since: 28,
    retried_statuses: &[429],
    inherited: &[Inherited {
        fields: &[("api_url", "jira_api_url")],
        missing: &[(25, "no global Jira Cloud URL set")],
    }],
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    required(values, "project", "missing project in jira_config")?;
    required(values, "issue_type", "missing issue_type in jira_config")?;
    match values.text("api_type") {
        "" | "auto" | "cloud" | "datacenter" => Ok(()),
        _ => Err("unknown api_type on jira_config, must be auto, cloud or datacenter".to_owned()),
    }
}

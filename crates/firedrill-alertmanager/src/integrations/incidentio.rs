//! `incidentio_configs`.

use super::integration_type::HTTP_FIELDS;
use super::{IntegrationKind, IntegrationType};
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, exactly_one, field};
use crate::settings::Settings;

pub(crate) static INCIDENTIO: IntegrationType = IntegrationType {
    kind: IntegrationKind::IncidentIo,
    key: "incidentio_configs",
    go_type: "[]*config.IncidentioConfig",
    schema: Schema::of(&[
        field("url", Type::Url),
        field("url_file", Type::Text),
        field("alert_source_token", Type::Secret),
        field("alert_source_token_file", Type::Text),
        field("max_alerts", Type::Uint64),
        field("timeout", Type::GoDuration),
        field("metadata", Type::TextMap),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    since: 29,
    retried_statuses: &[429],
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
    exactly_one(values, "url", "url_file")?;
    at_most_one(values, "alert_source_token", "alert_source_token_file")
}

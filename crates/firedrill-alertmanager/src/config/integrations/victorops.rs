//! `victorops_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, field, required};

/// Fields of the message itself.
const FIXED_FIELDS: [&str; 6] =
    ["routing_key", "message_type", "state_message", "entity_display_name", "monitoring_tool", "entity_id"];
/// Beside [`FIXED_FIELDS`], which upstream looks up in this map.
const FIXED_STATE: &str = "entity_state";

pub(in crate::config) static VICTOROPS: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_key", Type::Text),
        field("api_key_file", Type::Text),
        field("api_url", Type::Url),
        field("routing_key", Type::Text),
        field("message_type", Type::Text),
        field("state_message", Type::Text),
        field("entity_display_name", Type::Text),
        field("monitoring_tool", Type::Text),
        field("custom_fields", Type::TextMap),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    required(values, "routing_key", "missing Routing key in VictorOps config")?;
    at_most_one(values, "api_key", "api_key_file")?;
    let custom = values.text_map("custom_fields").iter().map(|(name, _)| name.as_str());
    for name in custom {
        if FIXED_FIELDS.contains(&name) || name == FIXED_STATE {
            return Err(format!(
                "victorOps config contains custom field {name} which cannot be used as it conflicts with the \
                 fixed/static fields"
            ));
        }
    }
    Ok(())
}

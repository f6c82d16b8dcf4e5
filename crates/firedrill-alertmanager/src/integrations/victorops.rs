//! `victorops_configs`.

use firedrill_gotemplate::alertmanager::RenderError;

use super::integration_type::HTTP_FIELDS;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::alert::AlertStatus;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, at_most_one, field, required, shipped, template};
use crate::json::Object;
use crate::payload::{Draft, Rendering, dedup_key};
use crate::settings::Settings;

/// Fields of the message itself.
const FIXED_FIELDS: [&str; 6] =
    ["routing_key", "message_type", "state_message", "entity_display_name", "monitoring_tool", "entity_id"];
/// Beside [`FIXED_FIELDS`], which upstream looks up in this map.
const FIXED_STATE: &str = "entity_state";

pub(crate) static VICTOROPS: IntegrationType = IntegrationType {
    kind: IntegrationKind::VictorOps,
    key: "victorops_configs",
    go_type: "[]*config.VictorOpsConfig",
    schema: Schema::of(&[
        field("api_key", Type::Secret),
        field("api_key_file", Type::Text),
        field("api_url", Type::Url),
        field("routing_key", Type::Text),
        template("message_type", "CRITICAL"),
        template("state_message", shipped!("victorops.default.state_message")),
        template("entity_display_name", shipped!("victorops.default.entity_display_name")),
        template("monitoring_tool", shipped!("victorops.default.monitoring_tool")),
        field("custom_fields", Type::TextMap),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    inherited: &[
        Inherited {
            fields: &[("api_key", "victorops_api_key"), ("api_key_file", "victorops_api_key_file")],
            missing: &[(25, "no global VictorOps API Key set")],
        },
        Inherited { fields: &[("api_url", "victorops_api_url")], missing: &[] },
    ],
    message,
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
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

const API_URL: &str = "https://alert.victorops.com/integrations/generic/20131114/alert/";
/// The most characters of a state message.
const MAX_STATE_MESSAGE: usize = 20_480;

fn message(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let settings = rendering.settings;
    let message_type = match rendering.notification.status {
        AlertStatus::Firing => rendering.text("message_type")?,
        AlertStatus::Resolved => "RECOVERY".to_owned(),
    };
    let mut entries = vec![
        ("entity_display_name", rendering.text("entity_display_name")?),
        ("entity_id", dedup_key(&rendering.notification.group_key)),
        ("message_type", message_type),
        ("monitoring_tool", rendering.text("monitoring_tool")?),
        ("state_message", rendering.truncated("state_message", MAX_STATE_MESSAGE)?),
    ];
    for (name, template) in settings.text_map("custom_fields") {
        entries.push((name, rendering.expand(template)?));
    }
    // Upstream writes a map, which Go sorts.
    entries.sort_unstable();
    let body = entries.into_iter().fold(Object::new(), |body, (name, text)| body.with(name, text));
    let api_url = if settings.is_set("api_url") { settings.text("api_url") } else { API_URL };
    let path = format!("{}/{}", settings.text("api_key"), rendering.text("routing_key")?);
    Ok(Draft::post(format!("{api_url}{}", path_escaped(&path)), body))
}

/// As Go escapes the path of an address.
fn path_escaped(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~$&+,/:;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

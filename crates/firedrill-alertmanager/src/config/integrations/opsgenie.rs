//! `opsgenie_configs`.

use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, at_most_one, field};
use crate::config::template_syntax;

const RESPONDER_TYPES: [&str; 5] = ["team", "teams", "user", "escalation", "schedule"];

static RESPONDER: Schema = Schema {
    go_type: "opsgenie.OpsGenieConfigResponder",
    fields: &[
        field("id", Type::Text),
        field("name", Type::Text),
        field("username", Type::Text),
        field("type", Type::Text),
    ],
    check: None,
};

pub(in crate::config) static OPSGENIE: Schema = Schema {
    go_type: "opsgenie.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("http_config", Type::Struct(&HTTP)),
        field("api_key", Type::Text),
        field("api_key_file", Type::Text),
        field("api_url", Type::Url),
        field("message", Type::Text),
        field("description", Type::Text),
        field("source", Type::Text),
        field("details", Type::TextMap),
        field("entity", Type::Text),
        field("responders", Type::Structs(&RESPONDER, "[]opsgenie.OpsGenieConfigResponder")),
        field("actions", Type::Text),
        field("tags", Type::Text),
        field("note", Type::Text),
        field("priority", Type::Text),
        field("update_alerts", Type::Flag),
    ],
    check: Some(check),
};

fn check(values: &Values, reader: &Reader) -> Result<(), String> {
    at_most_one(values, "api_key", "api_key_file")?;
    values.children("responders").iter().try_for_each(|responder| check_responder(responder, reader))
}

fn check_responder(responder: &Values, reader: &Reader) -> Result<(), String> {
    let text = |name| responder.text(name);
    let (id, name, username, kind) = (text("id"), text("name"), text("username"), text("type"));
    let shown = format!("opsGenieConfig responder {{{id} {name} {username} {kind}}}");
    if id.is_empty() && name.is_empty() && username.is_empty() {
        return Err(format!("{shown} has to have at least one of id, username or name specified"));
    }
    if kind.contains("{{") {
        let complaint = if reader.switches.integration_packages {
            "contains invalid template syntax"
        } else {
            "is not a valid template"
        };
        return template_syntax::check(kind).map_err(|error| format!("{shown} type {complaint}: {error}"));
    }
    if RESPONDER_TYPES.contains(&kind.to_lowercase().as_str()) {
        return Ok(());
    }
    Err(format!("{shown} type does not match valid options ^({})$", RESPONDER_TYPES.join("|")))
}

//! `email_configs`.

use firedrill_model::quote::quote;

use crate::config::http::TLS;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, Values, field, field_since, required};

static THREADING: Schema = Schema {
    go_type: "config.plain",
    fields: &[field("enabled", Type::Flag), field("thread_by_date", Type::Text)],
    check: None,
};

pub(in crate::config) static EMAIL: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("send_resolved", Type::Flag),
        field("to", Type::Text),
        field("from", Type::Text),
        field("hello", Type::Text),
        field("smarthost", Type::HostPort),
        field("auth_username", Type::Text),
        field("auth_password", Type::Text),
        field("auth_password_file", Type::Text),
        field("auth_secret", Type::Text),
        field_since(30, "auth_secret_file", Type::Text),
        field("auth_identity", Type::Text),
        field("headers", Type::TextMap),
        field("html", Type::Text),
        field("text", Type::Text),
        field("require_tls", Type::Flag),
        field_since(31, "force_implicit_tls", Type::Flag),
        field("tls_config", Type::Struct(&TLS)),
        field_since(30, "threading", Type::Struct(&THREADING)),
    ],
    check: Some(check),
};

fn check(values: &Values, _: &Reader) -> Result<(), String> {
    required(values, "to", "missing to address in email config")?;
    let mut headers: Vec<String> = Vec::new();
    for (name, _) in values.text_map("headers") {
        let normal = title_case(name);
        if headers.contains(&normal) {
            return Err(format!("duplicate header {} in email config", quote(&normal)));
        }
        headers.push(normal);
    }
    let threading = values.child("threading").filter(|threading| threading.is_set("enabled"));
    if let Some(threading) = threading {
        if !matches!(threading.text("thread_by_date"), "none" | "daily") {
            return Err("threading.thread_by_date must be either 'none' or 'daily'".to_owned());
        }
        for header in ["References", "In-Reply-To"] {
            if headers.iter().any(|name| name == header) {
                return Err(format!(
                    "conflicting configuration: threading.enabled conflicts with custom {header} header"
                ));
            }
        }
    }
    Ok(())
}

/// Every word capitalised, as upstream normalises header names.
fn title_case(name: &str) -> String {
    let mut starts_word = true;
    name.chars()
        .map(|character| {
            let cased =
                if starts_word { character.to_ascii_uppercase() } else { character.to_ascii_lowercase() };
            starts_word = !character.is_alphanumeric();
            cased
        })
        .collect()
}

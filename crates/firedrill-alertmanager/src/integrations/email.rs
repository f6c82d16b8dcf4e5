//! `email_configs`.

use std::collections::BTreeMap;

use firedrill_gotemplate::alertmanager::RenderError;
use firedrill_model::quote::quote;

use super::integration_type::SEND_RESOLVED;
use super::{Inherited, IntegrationKind, IntegrationType};
use crate::config::http::TLS;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, blank, field, required, shipped, template};
use crate::payload::{Draft, Mail, Rendering};
use crate::settings::Settings;

static THREADING: Schema = Schema::of(&[field("enabled", Type::Flag), field("thread_by_date", Type::Text)]);

/// The subject of e-mails that bring none.
const SUBJECT: &str = shipped!("email.default.subject");

pub(crate) static EMAIL: IntegrationType = IntegrationType {
    kind: IntegrationKind::Email,
    key: "email_configs",
    go_type: "[]*config.EmailConfig",
    schema: Schema::of(&[
        blank("to"),
        blank("from"),
        field("hello", Type::Text),
        field("smarthost", Type::HostPort),
        field("auth_username", Type::Text),
        field("auth_password", Type::Secret),
        field("auth_password_file", Type::Text),
        field("auth_secret", Type::Secret),
        field("auth_secret_file", Type::Text).since(30),
        field("auth_identity", Type::Text),
        field("headers", Type::TextMap),
        template("html", shipped!("email.default.html")),
        blank("text"),
        field("require_tls", Type::Flag),
        field("force_implicit_tls", Type::Flag).since(31),
        field("tls_config", Type::Struct(&TLS)),
        field("threading", Type::Struct(&THREADING)).since(30),
    ])
    .sharing(&[SEND_RESOLVED])
    .checked(check),
    sends_resolved: false,
    inherited: &[
        Inherited {
            fields: &[("smarthost", "smtp_smarthost")],
            missing: &[(25, "no global SMTP smarthost set")],
        },
        Inherited { fields: &[("from", "smtp_from")], missing: &[(25, "no global SMTP from set")] },
    ],
    message,
    ..IntegrationType::USUAL
};

fn check(values: &Settings, _: &Reader) -> Result<(), String> {
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

fn message(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let settings = rendering.settings;
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (name, template) in settings.text_map("headers") {
        headers.insert(title_case(name), rendering.expand(template)?);
    }
    if !headers.contains_key("Subject") {
        headers.insert("Subject".to_owned(), rendering.expand(SUBJECT)?);
    }
    for (name, field) in [("From", "from"), ("To", "to")] {
        if !headers.contains_key(name) {
            headers.insert(name.to_owned(), rendering.text(field)?);
        }
    }
    let text = part(rendering.template("text"), || rendering.text("text"))?;
    let html = part(rendering.template("html"), || rendering.html("html"))?;
    Ok(Draft::Mail(Mail { headers: headers.into_iter().collect(), text, html }))
}

/// A part, which the e-mail lacks where its template is empty.
fn part(
    template: &str,
    render: impl FnOnce() -> Result<String, RenderError>,
) -> Result<Option<String>, RenderError> {
    if template.is_empty() { Ok(None) } else { render().map(Some) }
}

//! `http_config`: `HTTPClientConfig` of `prometheus/common/config`.

use super::reader::Reader;
use super::schema::{Schema, Type, field};
use crate::settings::Settings;

const CREDENTIALS_CONFLICT: &str = "at most one of basic_auth, oauth2 & authorization must be configured";
const BEARER_CONFLICT: &str =
    "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured";

static BASIC_AUTH: Schema = Schema::of(&[
    field("username", Type::Text),
    field("username_file", Type::Text).since(27),
    field("username_ref", Type::Text).since(28),
    field("password", Type::Secret),
    field("password_file", Type::Text),
    field("password_ref", Type::Text).since(28),
])
.held_as("*config.BasicAuth");

static AUTHORIZATION: Schema = Schema::of(&[
    field("type", Type::Text),
    field("credentials", Type::Secret),
    field("credentials_file", Type::Text),
    field("credentials_ref", Type::Text).since(28),
])
.called(&[(25, "config.Authorization")])
.held_as("*config.Authorization");

/// `tls_config`, also of e-mail.
pub(crate) static TLS: Schema = Schema::of(&[
    field("ca", Type::Text).since(26),
    field("cert", Type::Text).since(26),
    field("key", Type::Text).since(26),
    field("ca_file", Type::Text),
    field("cert_file", Type::Text),
    field("key_file", Type::Text),
    field("ca_ref", Type::Text).since(28),
    field("cert_ref", Type::Text).since(28),
    field("key_ref", Type::Text).since(28),
    field("server_name", Type::Text),
    field("insecure_skip_verify", Type::Flag),
    field("min_version", Type::TlsVersion),
    field("max_version", Type::TlsVersion).since(26),
])
.held_as("config.TLSConfig")
.checked(check_tls);

static OAUTH2: Schema = Schema::of(&[
    field("client_id", Type::Text),
    field("client_secret", Type::Secret),
    field("client_secret_file", Type::Text),
    field("client_secret_ref", Type::Text).since(28),
    field("client_certificate_key_id", Type::Text).since(29),
    field("client_certificate_key", Type::Secret).since(29),
    field("client_certificate_key_file", Type::Text).since(29),
    field("client_certificate_key_ref", Type::Text).since(29),
    field("grant_type", Type::Text).since(29),
    field("signature_algorithm", Type::Text).since(29),
    field("iss", Type::Text).since(29),
    field("audience", Type::Text).since(29),
    field("claims", Type::Anything).since(29),
    field("scopes", Type::Texts),
    field("token_url", Type::Text),
    field("endpoint_params", Type::TextMap),
    field("tls_config", Type::Struct(&TLS)),
    field("proxy_url", Type::ProxyUrl),
    field("no_proxy", Type::Text).since(26),
    field("proxy_from_environment", Type::Flag).since(26),
    field("proxy_connect_header", Type::Anything).since(26),
])
.called(&[(25, "config.OAuth2"), (26, "config.plain")])
.held_as("*config.OAuth2")
.checked(check_proxy);

/// `http_config`.
pub(crate) static HTTP: Schema = Schema::of(&[
    field("basic_auth", Type::Struct(&BASIC_AUTH)),
    field("authorization", Type::Struct(&AUTHORIZATION)),
    field("oauth2", Type::Struct(&OAUTH2)),
    field("bearer_token", Type::Secret),
    field("bearer_token_file", Type::Text),
    field("tls_config", Type::Struct(&TLS)),
    field("follow_redirects", Type::Flag),
    field("enable_http2", Type::Flag),
    field("proxy_url", Type::ProxyUrl),
    field("no_proxy", Type::Text).since(26),
    field("proxy_from_environment", Type::Flag).since(26),
    field("proxy_connect_header", Type::Anything).since(26),
    field("http_headers", Type::Anything).since(28),
])
.held_as("*config.HTTPClientConfig")
.checked(check_http);

/// `TLSConfig.Validate`, which came with the inline certificates of 0.26.
fn check_tls(values: &Settings, reader: &Reader) -> Result<(), String> {
    if !reader.version.is_at_least(26) {
        return Ok(());
    }
    for kind in ["ca", "cert", "key"] {
        if values.is_set(kind) && values.is_set(&format!("{kind}_file")) {
            return Err(format!("at most one of {kind} and {kind}_file must be configured"));
        }
    }
    let has =
        |kind: &str| ["", "_file", "_ref"].iter().any(|suffix| values.is_set(&format!("{kind}{suffix}")));
    match (has("cert"), has("key")) {
        (true, false) => {
            Err("exactly one of key or key_file must be configured when a client certificate is configured"
                .to_owned())
        }
        (false, true) => {
            Err("exactly one of cert or cert_file must be configured when a client key is configured"
                .to_owned())
        }
        _ => Ok(()),
    }
}

/// `HTTPClientConfig.Validate`.
fn check_http(values: &Settings, reader: &Reader) -> Result<(), String> {
    let refuse = |reason: &str| Err(reason.to_owned());
    let has_bearer = values.is_set("bearer_token") || values.is_set("bearer_token_file");
    if values.is_set("bearer_token") && values.is_set("bearer_token_file") {
        return refuse("at most one of bearer_token & bearer_token_file must be configured");
    }
    let (basic_auth, oauth2) = (values.child("basic_auth"), values.child("oauth2"));
    if (basic_auth.is_some() || oauth2.is_some()) && has_bearer {
        return refuse(BEARER_CONFLICT);
    }
    if let Some(basic_auth) = basic_auth {
        check_basic_auth(basic_auth, reader)?;
    }
    if let Some(authorization) = values.child("authorization") {
        if has_bearer {
            return refuse("authorization is not compatible with bearer_token & bearer_token_file");
        }
        if authorization.is_set("credentials") && authorization.is_set("credentials_file") {
            return refuse("at most one of authorization credentials & credentials_file must be configured");
        }
        if authorization.text("type").trim().eq_ignore_ascii_case("basic") {
            return refuse("authorization type cannot be set to \"basic\", use \"basic_auth\" instead");
        }
        if basic_auth.is_some() || oauth2.is_some() {
            return refuse(CREDENTIALS_CONFLICT);
        }
    }
    if let Some(oauth2) = oauth2 {
        if basic_auth.is_some() {
            return refuse(CREDENTIALS_CONFLICT);
        }
        check_oauth2(oauth2, reader)?;
    }
    check_proxy(values, reader)
}

fn check_basic_auth(values: &Settings, reader: &Reader) -> Result<(), String> {
    let with_references = reader.version.is_at_least(28);
    for kind in ["username", "password"] {
        if values.is_set(kind) && values.is_set(&format!("{kind}_file")) {
            return Err(if with_references {
                format!("at most one of basic_auth {kind}, {kind}_file & {kind}_ref must be configured")
            } else {
                format!("at most one of basic_auth {kind} & {kind}_file must be configured")
            });
        }
    }
    Ok(())
}

fn check_oauth2(values: &Settings, reader: &Reader) -> Result<(), String> {
    let refuse = |reason: &str| Err(reason.to_owned());
    if !values.is_set("client_id") {
        return refuse("oauth2 client_id must be configured");
    }
    let has_secret = values.is_set("client_secret") || values.is_set("client_secret_file");
    if !reader.version.is_at_least(26) && !has_secret {
        return refuse("either oauth2 client_secret or client_secret_file must be configured");
    }
    if !values.is_set("token_url") {
        return refuse("oauth2 token_url must be configured");
    }
    if values.is_set("client_secret") && values.is_set("client_secret_file") {
        return refuse(if reader.version.is_at_least(28) {
            "at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured"
        } else {
            "at most one of oauth2 client_secret & client_secret_file must be configured"
        });
    }
    Ok(())
}

fn check_proxy(values: &Settings, _: &Reader) -> Result<(), String> {
    let refuse = |reason: &str| Err(reason.to_owned());
    let has_url = values.is_set("proxy_url");
    let from_environment = values.is_set("proxy_from_environment");
    if values.is_set("proxy_connect_header") && !from_environment && !has_url {
        return refuse(
            "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured",
        );
    }
    if from_environment && has_url {
        return refuse("if proxy_from_environment is configured, proxy_url must not be configured");
    }
    if from_environment && values.is_set("no_proxy") {
        return refuse("if proxy_from_environment is configured, no_proxy must not be configured");
    }
    if !has_url && values.is_set("no_proxy") {
        return refuse("if no_proxy is configured, proxy_url must also be configured");
    }
    Ok(())
}

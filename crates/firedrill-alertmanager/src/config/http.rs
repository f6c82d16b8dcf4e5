//! `http_config`: `HTTPClientConfig` of `prometheus/common/config`.

use super::reader::Reader;
use super::schema::{Schema, Type, Values, field, field_since};

const CREDENTIALS_CONFLICT: &str = "at most one of basic_auth, oauth2 & authorization must be configured";
const BEARER_CONFLICT: &str =
    "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured";

static BASIC_AUTH: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("username", Type::Text),
        field_since(27, "username_file", Type::Text),
        field_since(28, "username_ref", Type::Text),
        field("password", Type::Text),
        field("password_file", Type::Text),
        field_since(28, "password_ref", Type::Text),
    ],
    check: None,
};

static AUTHORIZATION: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("type", Type::Text),
        field("credentials", Type::Text),
        field("credentials_file", Type::Text),
        field_since(28, "credentials_ref", Type::Text),
    ],
    check: None,
};

/// `tls_config`, also of e-mail.
pub(super) static TLS: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field_since(26, "ca", Type::Text),
        field_since(26, "cert", Type::Text),
        field_since(26, "key", Type::Text),
        field("ca_file", Type::Text),
        field("cert_file", Type::Text),
        field("key_file", Type::Text),
        field_since(28, "ca_ref", Type::Text),
        field_since(28, "cert_ref", Type::Text),
        field_since(28, "key_ref", Type::Text),
        field("server_name", Type::Text),
        field("insecure_skip_verify", Type::Flag),
        field("min_version", Type::TlsVersion),
        field_since(26, "max_version", Type::TlsVersion),
    ],
    check: Some(check_tls),
};

static OAUTH2: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("client_id", Type::Text),
        field("client_secret", Type::Text),
        field("client_secret_file", Type::Text),
        field_since(28, "client_secret_ref", Type::Text),
        field_since(29, "client_certificate_key_id", Type::Text),
        field_since(29, "client_certificate_key", Type::Text),
        field_since(29, "client_certificate_key_file", Type::Text),
        field_since(29, "client_certificate_key_ref", Type::Text),
        field_since(29, "grant_type", Type::Text),
        field_since(29, "signature_algorithm", Type::Text),
        field_since(29, "iss", Type::Text),
        field_since(29, "audience", Type::Text),
        field_since(29, "claims", Type::Anything),
        field("scopes", Type::Texts),
        field("token_url", Type::Text),
        field("endpoint_params", Type::TextMap),
        field("tls_config", Type::Struct(&TLS)),
        field("proxy_url", Type::ProxyUrl),
        field_since(26, "no_proxy", Type::Text),
        field_since(26, "proxy_from_environment", Type::Flag),
        field_since(26, "proxy_connect_header", Type::Anything),
    ],
    check: Some(check_proxy),
};

/// `http_config`.
pub(super) static HTTP: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("basic_auth", Type::Struct(&BASIC_AUTH)),
        field("authorization", Type::Struct(&AUTHORIZATION)),
        field("oauth2", Type::Struct(&OAUTH2)),
        field("bearer_token", Type::Text),
        field("bearer_token_file", Type::Text),
        field("tls_config", Type::Struct(&TLS)),
        field("follow_redirects", Type::Flag),
        field("enable_http2", Type::Flag),
        field("proxy_url", Type::ProxyUrl),
        field_since(26, "no_proxy", Type::Text),
        field_since(26, "proxy_from_environment", Type::Flag),
        field_since(26, "proxy_connect_header", Type::Anything),
        field_since(28, "http_headers", Type::Anything),
    ],
    check: Some(check_http),
};

/// `TLSConfig.Validate`, which came with the inline certificates of 0.26.
fn check_tls(values: &Values, reader: &Reader) -> Result<(), String> {
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
fn check_http(values: &Values, reader: &Reader) -> Result<(), String> {
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

fn check_basic_auth(values: &Values, reader: &Reader) -> Result<(), String> {
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

fn check_oauth2(values: &Values, reader: &Reader) -> Result<(), String> {
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

fn check_proxy(values: &Values, _: &Reader) -> Result<(), String> {
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

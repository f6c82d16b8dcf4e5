//! `global`, and what it has to provide for receivers.

use super::http::{HTTP, TLS};
use super::reader::Reader;
use super::receivers::IntegrationDraft;
use super::schema::{Schema, Type, at_most_one, field};
use crate::settings::Settings;

pub(super) static GLOBAL: Schema = Schema::of(&[
    field("resolve_timeout", Type::PrometheusDuration),
    field("http_config", Type::Struct(&HTTP)),
    field("smtp_from", Type::Text),
    field("smtp_hello", Type::Text),
    field("smtp_smarthost", Type::HostPort),
    field("smtp_auth_username", Type::Text),
    field("smtp_auth_password", Type::Secret),
    field("smtp_auth_password_file", Type::Text),
    field("smtp_auth_secret", Type::Secret),
    field("smtp_auth_secret_file", Type::Text).since(30),
    field("smtp_auth_identity", Type::Text),
    field("smtp_require_tls", Type::Flag),
    field("smtp_tls_config", Type::Struct(&TLS)).since(28),
    field("smtp_force_implicit_tls", Type::Flag).since(31),
    field("slack_api_url", Type::SecretUrl),
    field("slack_api_url_file", Type::Text),
    field("slack_app_token", Type::Secret).since(30),
    field("slack_app_token_file", Type::Text).since(30),
    field("slack_app_url", Type::Url).since(30),
    field("pagerduty_url", Type::Url),
    field("opsgenie_api_url", Type::Url),
    field("opsgenie_api_key", Type::Secret),
    field("opsgenie_api_key_file", Type::Text),
    field("wechat_api_url", Type::Url),
    field("wechat_api_secret", Type::Secret),
    field("wechat_api_secret_file", Type::Text).since(28),
    field("wechat_api_corp_id", Type::Text),
    field("victorops_api_url", Type::Url),
    field("victorops_api_key", Type::Secret),
    field("victorops_api_key_file", Type::Text),
    field("telegram_api_url", Type::Url),
    field("telegram_bot_token", Type::Secret).since(31),
    field("telegram_bot_token_file", Type::Text).since(31),
    field("webex_api_url", Type::Url),
    field("jira_api_url", Type::Url).since(28),
    field("rocketchat_api_url", Type::Url).since(28),
    field("rocketchat_token", Type::Secret).since(28),
    field("rocketchat_token_file", Type::Text).since(28),
    field("rocketchat_token_id", Type::Secret).since(28),
    field("rocketchat_token_id_file", Type::Text).since(28),
    field("mattermost_webhook_url", Type::SecretUrl).since(30),
    field("mattermost_webhook_url_file", Type::Text).since(30),
]);

/// Where messages are posted with an app's token.
const SLACK_APP_URL: &str = "https://slack.com/api/chat.postMessage";

/// Pairs of which `global` takes one, in the order upstream looks at them.
const EXCLUSIVE: [(&str, &str); 9] = [
    ("opsgenie_api_key", "opsgenie_api_key_file"),
    ("victorops_api_key", "victorops_api_key_file"),
    ("telegram_bot_token", "telegram_bot_token_file"),
    ("smtp_auth_password", "smtp_auth_password_file"),
    ("smtp_auth_secret", "smtp_auth_secret_file"),
    ("rocketchat_token", "rocketchat_token_file"),
    ("rocketchat_token_id", "rocketchat_token_id_file"),
    ("wechat_api_secret", "wechat_api_secret_file"),
    ("mattermost_webhook_url", "mattermost_webhook_url_file"),
];

/// The part of `Config.UnmarshalYAML` that looks at `global` alone.
pub(super) fn check(global: &Settings) -> Result<(), String> {
    at_most_one(global, "slack_api_url", "slack_api_url_file")?;
    at_most_one(global, "slack_app_token", "slack_app_token_file")?;
    if is_any_set(global, &["slack_app_token", "slack_app_token_file"]) {
        if global.is_set("slack_api_url_file") {
            return Err("slack_app_token with slack_api_url_file, at which Alertmanager crashes".to_owned());
        }
        let app_url = match global.text("slack_app_url") {
            "" => SLACK_APP_URL,
            url => url,
        };
        if global.is_set("slack_api_url") && global.text("slack_api_url") != app_url {
            return Err("at most one of slack_app_token/slack_app_token_file & \
                        slack_api_url/slack_api_url_file must be configured"
                .to_owned());
        }
    }
    EXCLUSIVE.iter().try_for_each(|(first, second)| at_most_one(global, first, second))
}

/// What an integration still lacks after `global` has provided for it.
pub(super) fn check_integration(
    integration: &IntegrationDraft,
    global: &Settings,
    reader: &Reader,
) -> Result<(), String> {
    let empty = Settings::default();
    let of = integration.of;
    let settings = match &integration.settings {
        Some(settings) => settings,
        None if !reader.version.is_at_least(26) => {
            return Err(format!("a {} is null, at which Alertmanager crashes", of.key));
        }
        None if of.refuses_null => return Err(format!("missing {} config", of.name())),
        None => &empty,
    };
    of.inherited.iter().try_for_each(|inherited| inherited.check(settings, global, reader))?;
    (of.check_with_global)(settings, global, reader)
}

fn is_any_set(settings: &Settings, names: &[&str]) -> bool {
    names.iter().any(|name| settings.is_set(name))
}

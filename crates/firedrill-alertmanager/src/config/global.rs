//! `global`, and what it has to provide for receivers.

use super::http::{HTTP, TLS};
use super::reader::Reader;
use super::receivers::IntegrationDraft;
use super::schema::{Schema, Type, Values, at_most_one, field, field_since};
use crate::notify::IntegrationKind;

pub(super) static GLOBAL: Schema = Schema {
    go_type: "config.plain",
    fields: &[
        field("resolve_timeout", Type::PrometheusDuration),
        field("http_config", Type::Struct(&HTTP)),
        field("smtp_from", Type::Text),
        field("smtp_hello", Type::Text),
        field("smtp_smarthost", Type::HostPort),
        field("smtp_auth_username", Type::Text),
        field("smtp_auth_password", Type::Text),
        field("smtp_auth_password_file", Type::Text),
        field("smtp_auth_secret", Type::Text),
        field_since(30, "smtp_auth_secret_file", Type::Text),
        field("smtp_auth_identity", Type::Text),
        field("smtp_require_tls", Type::Flag),
        field_since(28, "smtp_tls_config", Type::Struct(&TLS)),
        field_since(31, "smtp_force_implicit_tls", Type::Flag),
        field("slack_api_url", Type::SecretUrl),
        field("slack_api_url_file", Type::Text),
        field_since(30, "slack_app_token", Type::Text),
        field_since(30, "slack_app_token_file", Type::Text),
        field_since(30, "slack_app_url", Type::Url),
        field("pagerduty_url", Type::Url),
        field("opsgenie_api_url", Type::Url),
        field("opsgenie_api_key", Type::Text),
        field("opsgenie_api_key_file", Type::Text),
        field("wechat_api_url", Type::Url),
        field("wechat_api_secret", Type::Text),
        field_since(28, "wechat_api_secret_file", Type::Text),
        field("wechat_api_corp_id", Type::Text),
        field("victorops_api_url", Type::Url),
        field("victorops_api_key", Type::Text),
        field("victorops_api_key_file", Type::Text),
        field("telegram_api_url", Type::Url),
        field_since(31, "telegram_bot_token", Type::Text),
        field_since(31, "telegram_bot_token_file", Type::Text),
        field("webex_api_url", Type::Url),
        field_since(28, "jira_api_url", Type::Url),
        field_since(28, "rocketchat_api_url", Type::Url),
        field_since(28, "rocketchat_token", Type::Text),
        field_since(28, "rocketchat_token_file", Type::Text),
        field_since(28, "rocketchat_token_id", Type::Text),
        field_since(28, "rocketchat_token_id_file", Type::Text),
        field_since(30, "mattermost_webhook_url", Type::SecretUrl),
        field_since(30, "mattermost_webhook_url_file", Type::Text),
    ],
    check: None,
};

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
pub(super) fn check(global: &Values) -> Result<(), String> {
    at_most_one(global, "slack_api_url", "slack_api_url_file")?;
    at_most_one(global, "slack_app_token", "slack_app_token_file")?;
    if is_any_set(global, &["slack_app_token", "slack_app_token_file"]) {
        if global.is_set("slack_api_url_file") {
            return Err("slack_app_token with slack_api_url_file, at which Alertmanager crashes".to_owned());
        }
        let app_url = global.url("slack_app_url").map_or(SLACK_APP_URL, |url| &url.text);
        if global.url("slack_api_url").is_some_and(|url| url.text != app_url) {
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
    global: &Values,
    reader: &Reader,
) -> Result<(), String> {
    let empty = Values::default();
    let values = match (&integration.values, integration.list.null) {
        (Some(values), _) => values,
        (None, _) if !reader.version.is_at_least(26) => {
            return Err(format!("a {} is null, at which Alertmanager crashes", integration.list.key));
        }
        (None, Some(message)) => return Err(message.to_owned()),
        (None, None) => &empty,
    };
    let needs = |own: &[&str], of_global: &[&str], message: &str| {
        if is_any_set(values, own) || is_any_set(global, of_global) {
            Ok(())
        } else {
            Err(message.to_owned())
        }
    };
    match integration.list.kind {
        IntegrationKind::Email => {
            needs(&["smarthost"], &["smtp_smarthost"], "no global SMTP smarthost set")?;
            needs(&["from"], &["smtp_from"], "no global SMTP from set")
        }
        IntegrationKind::Slack => check_slack(values, global, reader),
        IntegrationKind::OpsGenie => needs(
            &["api_key", "api_key_file"],
            &["opsgenie_api_key", "opsgenie_api_key_file"],
            "no global OpsGenie API Key set either inline or in a file",
        ),
        IntegrationKind::WeChat => {
            let message = if reader.version.is_at_least(28) {
                "no global Wechat Api Secret set either inline or in a file"
            } else {
                "no global Wechat ApiSecret set"
            };
            let own = ["api_secret", "api_secret_file"];
            needs(&own, &["wechat_api_secret", "wechat_api_secret_file"], message)?;
            needs(&["corp_id"], &["wechat_api_corp_id"], "no global Wechat CorpID set")
        }
        IntegrationKind::VictorOps => needs(
            &["api_key", "api_key_file"],
            &["victorops_api_key", "victorops_api_key_file"],
            "no global VictorOps API Key set",
        ),
        IntegrationKind::Telegram => needs(
            &["bot_token", "bot_token_file"],
            &["telegram_bot_token", "telegram_bot_token_file"],
            "missing bot_token or bot_token_file on telegram_config",
        ),
        IntegrationKind::Jira => needs(&["api_url"], &["jira_api_url"], "no global Jira Cloud URL set"),
        IntegrationKind::RocketChat => {
            needs(
                &["token_id", "token_id_file"],
                &["rocketchat_token_id", "rocketchat_token_id_file"],
                "no global Rocketchat TokenID set either inline or in a file",
            )?;
            needs(
                &["token", "token_file"],
                &["rocketchat_token", "rocketchat_token_file"],
                "no global Rocketchat Token set either inline or in a file",
            )
        }
        IntegrationKind::Mattermost => needs(
            &["webhook_url", "webhook_url_file"],
            &["mattermost_webhook_url", "mattermost_webhook_url_file"],
            "missing webhook_url or webhook_url_file on mattermost_config",
        ),
        _ => Ok(()),
    }
}

fn check_slack(values: &Values, global: &Values, reader: &Reader) -> Result<(), String> {
    let has_url = is_any_set(values, &["api_url", "api_url_file"]);
    let has_token = is_any_set(values, &["app_token", "app_token_file"]);
    let global_has_url = is_any_set(global, &["slack_api_url", "slack_api_url_file"]);
    let global_has_token = is_any_set(global, &["slack_app_token", "slack_app_token_file"]);
    if !has_url && !has_token && !global_has_url && !global_has_token {
        let message = if reader.version.is_at_least(30) {
            "no Slack API URL nor App token set either inline or in a file"
        } else {
            "no global Slack API URL set either inline or in a file"
        };
        return Err(message.to_owned());
    }
    // A URL in `global` beside the token is the older way to post with a token in `http_config`.
    let uses_token = has_token || (!has_url && !global_has_url && global_has_token);
    if uses_token && values.child("http_config").is_some_and(|http| http.is_set("authorization")) {
        return Err("http authorization can't be set when using Slack App tokens".to_owned());
    }
    Ok(())
}

fn is_any_set(values: &Values, names: &[&str]) -> bool {
    names.iter().any(|name| values.is_set(name))
}

//! All lists of integrations.

use super::{
    discord, email, incidentio, jira, mattermost, msteams, opsgenie, pagerduty, pushover, rocketchat, slack,
    sns, telegram, victorops, webex, webhook, wechat,
};
use crate::config::schema::Schema;
use crate::notify::IntegrationKind;

/// A list of integrations in a receiver.
#[derive(Debug)]
pub(in crate::config) struct IntegrationList {
    pub(in crate::config) kind: IntegrationKind,
    /// The key in the receiver.
    pub(in crate::config) key: &'static str,
    pub(in crate::config) schema: &'static Schema,
    /// The first release that knows it, `0.since`.
    pub(in crate::config) since: u8,
    /// The Go type of the list.
    pub(in crate::config) go_type: &'static str,
    /// The same before 0.34.
    pub(in crate::config) old_go_type: &'static str,
    /// What is said about a `null` in the list; where absent, it counts as an empty mapping.
    pub(in crate::config) null: Option<&'static str>,
}

/// A list whose type stands in package `config`.
const fn list(
    kind: IntegrationKind,
    since: u8,
    key: &'static str,
    schema: &'static Schema,
    go_type: &'static str,
    null: Option<&'static str>,
) -> IntegrationList {
    IntegrationList { kind, key, schema, since, go_type, old_go_type: go_type, null }
}

impl IntegrationList {
    /// The list with the type that it has since 0.34.
    const fn moved_to(self, go_type: &'static str) -> Self {
        Self { go_type, ..self }
    }
}

/// All lists, in the order in which upstream checks a receiver's integrations.
pub(in crate::config) static INTEGRATIONS: [IntegrationList; 18] = [
    list(
        IntegrationKind::Webhook,
        25,
        "webhook_configs",
        &webhook::WEBHOOK,
        "[]*config.WebhookConfig",
        Some("missing webhook config"),
    )
    .moved_to("[]*webhook.WebhookConfig"),
    list(
        IntegrationKind::Email,
        25,
        "email_configs",
        &email::EMAIL,
        "[]*config.EmailConfig",
        Some("missing email config"),
    ),
    list(IntegrationKind::Slack, 25, "slack_configs", &slack::SLACK, "[]*config.SlackConfig", None),
    list(
        IntegrationKind::Pushover,
        25,
        "pushover_configs",
        &pushover::PUSHOVER,
        "[]*config.PushoverConfig",
        Some("missing pushover config"),
    ),
    list(
        IntegrationKind::PagerDuty,
        25,
        "pagerduty_configs",
        &pagerduty::PAGERDUTY,
        "[]*config.PagerdutyConfig",
        Some("missing pagerduty config"),
    ),
    list(
        IntegrationKind::OpsGenie,
        25,
        "opsgenie_configs",
        &opsgenie::OPSGENIE,
        "[]*config.OpsGenieConfig",
        None,
    )
    .moved_to("[]*opsgenie.OpsGenieConfig"),
    list(IntegrationKind::WeChat, 25, "wechat_configs", &wechat::WECHAT, "[]*config.WechatConfig", None),
    list(
        IntegrationKind::VictorOps,
        25,
        "victorops_configs",
        &victorops::VICTOROPS,
        "[]*config.VictorOpsConfig",
        Some("missing victorops config"),
    ),
    list(
        IntegrationKind::Sns,
        25,
        "sns_configs",
        &sns::SNS,
        "[]*config.SNSConfig",
        Some("missing sns config"),
    ),
    list(
        IntegrationKind::Telegram,
        25,
        "telegram_configs",
        &telegram::TELEGRAM,
        "[]*config.TelegramConfig",
        Some("missing telegram config"),
    ),
    list(
        IntegrationKind::Discord,
        25,
        "discord_configs",
        &discord::DISCORD,
        "[]*config.DiscordConfig",
        Some("missing discord config"),
    ),
    list(
        IntegrationKind::Webex,
        25,
        "webex_configs",
        &webex::WEBEX,
        "[]*config.WebexConfig",
        Some("missing webex config"),
    ),
    list(
        IntegrationKind::MsTeams,
        26,
        "msteams_configs",
        &msteams::MSTEAMS,
        "[]*config.MSTeamsConfig",
        Some("missing msteams config"),
    ),
    list(
        IntegrationKind::MsTeamsV2,
        28,
        "msteamsv2_configs",
        &msteams::MSTEAMS_V2,
        "[]*config.MSTeamsV2Config",
        Some("missing msteamsv2 config"),
    ),
    list(
        IntegrationKind::Jira,
        28,
        "jira_configs",
        &jira::JIRA,
        "[]*config.JiraConfig",
        Some("missing jira config"),
    ),
    list(
        IntegrationKind::RocketChat,
        28,
        "rocketchat_configs",
        &rocketchat::ROCKETCHAT,
        "[]*config.RocketchatConfig",
        None,
    ),
    list(
        IntegrationKind::IncidentIo,
        29,
        "incidentio_configs",
        &incidentio::INCIDENTIO,
        "[]*config.IncidentioConfig",
        Some("missing incidentio config"),
    ),
    list(
        IntegrationKind::Mattermost,
        30,
        "mattermost_configs",
        &mattermost::MATTERMOST,
        "[]*config.MattermostConfig",
        Some("missing mattermost config"),
    ),
];

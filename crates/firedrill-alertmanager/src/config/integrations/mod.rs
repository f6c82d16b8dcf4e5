//! The fields of every kind of integration, one table per file.

mod discord;
mod email;
mod incidentio;
mod jira;
mod mattermost;
mod msteams;
mod opsgenie;
mod pagerduty;
mod pushover;
mod rocketchat;
mod slack;
mod sns;
mod telegram;
mod victorops;
mod webex;
mod webhook;
mod wechat;

use super::schema::Schema;
use crate::notify::IntegrationKind;

/// A list of integrations in a receiver.
#[derive(Debug)]
pub(super) struct IntegrationList {
    pub(super) kind: IntegrationKind,
    /// The key in the receiver.
    pub(super) key: &'static str,
    pub(super) schema: &'static Schema,
    /// The first release that knows it, `0.since`.
    pub(super) since: u8,
    /// The Go type of the list.
    pub(super) go_type: &'static str,
    /// The same before 0.34.
    pub(super) old_go_type: &'static str,
    /// What is said about a `null` in the list; where absent, it counts as an empty mapping.
    pub(super) null: Option<&'static str>,
}

/// All lists, in the order in which upstream checks a receiver's integrations.
pub(super) static INTEGRATIONS: [IntegrationList; 18] = [
    IntegrationList {
        kind: IntegrationKind::Webhook,
        key: "webhook_configs",
        schema: &webhook::WEBHOOK,
        since: 25,
        go_type: "[]*webhook.WebhookConfig",
        old_go_type: "[]*config.WebhookConfig",
        null: Some("missing webhook config"),
    },
    IntegrationList {
        kind: IntegrationKind::Email,
        key: "email_configs",
        schema: &email::EMAIL,
        since: 25,
        go_type: "[]*config.EmailConfig",
        old_go_type: "[]*config.EmailConfig",
        null: Some("missing email config"),
    },
    IntegrationList {
        kind: IntegrationKind::Slack,
        key: "slack_configs",
        schema: &slack::SLACK,
        since: 25,
        go_type: "[]*config.SlackConfig",
        old_go_type: "[]*config.SlackConfig",
        null: None,
    },
    IntegrationList {
        kind: IntegrationKind::Pushover,
        key: "pushover_configs",
        schema: &pushover::PUSHOVER,
        since: 25,
        go_type: "[]*config.PushoverConfig",
        old_go_type: "[]*config.PushoverConfig",
        null: Some("missing pushover config"),
    },
    IntegrationList {
        kind: IntegrationKind::PagerDuty,
        key: "pagerduty_configs",
        schema: &pagerduty::PAGERDUTY,
        since: 25,
        go_type: "[]*config.PagerdutyConfig",
        old_go_type: "[]*config.PagerdutyConfig",
        null: Some("missing pagerduty config"),
    },
    IntegrationList {
        kind: IntegrationKind::OpsGenie,
        key: "opsgenie_configs",
        schema: &opsgenie::OPSGENIE,
        since: 25,
        go_type: "[]*opsgenie.OpsGenieConfig",
        old_go_type: "[]*config.OpsGenieConfig",
        null: None,
    },
    IntegrationList {
        kind: IntegrationKind::WeChat,
        key: "wechat_configs",
        schema: &wechat::WECHAT,
        since: 25,
        go_type: "[]*config.WechatConfig",
        old_go_type: "[]*config.WechatConfig",
        null: None,
    },
    IntegrationList {
        kind: IntegrationKind::VictorOps,
        key: "victorops_configs",
        schema: &victorops::VICTOROPS,
        since: 25,
        go_type: "[]*config.VictorOpsConfig",
        old_go_type: "[]*config.VictorOpsConfig",
        null: Some("missing victorops config"),
    },
    IntegrationList {
        kind: IntegrationKind::Sns,
        key: "sns_configs",
        schema: &sns::SNS,
        since: 25,
        go_type: "[]*config.SNSConfig",
        old_go_type: "[]*config.SNSConfig",
        null: Some("missing sns config"),
    },
    IntegrationList {
        kind: IntegrationKind::Telegram,
        key: "telegram_configs",
        schema: &telegram::TELEGRAM,
        since: 25,
        go_type: "[]*config.TelegramConfig",
        old_go_type: "[]*config.TelegramConfig",
        null: Some("missing telegram config"),
    },
    IntegrationList {
        kind: IntegrationKind::Discord,
        key: "discord_configs",
        schema: &discord::DISCORD,
        since: 25,
        go_type: "[]*config.DiscordConfig",
        old_go_type: "[]*config.DiscordConfig",
        null: Some("missing discord config"),
    },
    IntegrationList {
        kind: IntegrationKind::Webex,
        key: "webex_configs",
        schema: &webex::WEBEX,
        since: 25,
        go_type: "[]*config.WebexConfig",
        old_go_type: "[]*config.WebexConfig",
        null: Some("missing webex config"),
    },
    IntegrationList {
        kind: IntegrationKind::MsTeams,
        key: "msteams_configs",
        schema: &msteams::MSTEAMS,
        since: 26,
        go_type: "[]*config.MSTeamsConfig",
        old_go_type: "[]*config.MSTeamsConfig",
        null: Some("missing msteams config"),
    },
    IntegrationList {
        kind: IntegrationKind::MsTeamsV2,
        key: "msteamsv2_configs",
        schema: &msteams::MSTEAMS_V2,
        since: 28,
        go_type: "[]*config.MSTeamsV2Config",
        old_go_type: "[]*config.MSTeamsV2Config",
        null: Some("missing msteamsv2 config"),
    },
    IntegrationList {
        kind: IntegrationKind::Jira,
        key: "jira_configs",
        schema: &jira::JIRA,
        since: 28,
        go_type: "[]*config.JiraConfig",
        old_go_type: "[]*config.JiraConfig",
        null: Some("missing jira config"),
    },
    IntegrationList {
        kind: IntegrationKind::RocketChat,
        key: "rocketchat_configs",
        schema: &rocketchat::ROCKETCHAT,
        since: 28,
        go_type: "[]*config.RocketchatConfig",
        old_go_type: "[]*config.RocketchatConfig",
        null: None,
    },
    IntegrationList {
        kind: IntegrationKind::IncidentIo,
        key: "incidentio_configs",
        schema: &incidentio::INCIDENTIO,
        since: 29,
        go_type: "[]*config.IncidentioConfig",
        old_go_type: "[]*config.IncidentioConfig",
        null: Some("missing incidentio config"),
    },
    IntegrationList {
        kind: IntegrationKind::Mattermost,
        key: "mattermost_configs",
        schema: &mattermost::MATTERMOST,
        since: 30,
        go_type: "[]*config.MattermostConfig",
        old_go_type: "[]*config.MattermostConfig",
        null: Some("missing mattermost config"),
    },
];

//! The texts of integrations where the configuration does not say.

use super::IntegrationKind;

/// A field with its default, both as in the configuration.
type DefaultText = (&'static str, &'static str);

macro_rules! template {
    ($name:literal) => {
        concat!("{{ template \"", $name, "\" . }}")
    };
}

const EMAIL: &[DefaultText] = &[("subject", template!("email.default.subject")), ("text", "")];
const PAGERDUTY: &[DefaultText] = &[
    ("description", template!("pagerduty.default.description")),
    ("client", template!("pagerduty.default.client")),
    ("client_url", template!("pagerduty.default.clientURL")),
    ("severity", "error"),
    ("class", ""),
    ("component", ""),
    ("group", ""),
];
const SLACK: &[DefaultText] = &[
    ("channel", ""),
    ("username", template!("slack.default.username")),
    ("color", template!("slack.default.color")),
    ("title", template!("slack.default.title")),
    ("title_link", template!("slack.default.titlelink")),
    ("pretext", template!("slack.default.pretext")),
    ("text", template!("slack.default.text")),
    ("footer", template!("slack.default.footer")),
    ("fallback", template!("slack.default.fallback")),
    ("callback_id", template!("slack.default.callbackid")),
    ("icon_emoji", template!("slack.default.iconemoji")),
    ("icon_url", template!("slack.default.iconurl")),
];
const OPSGENIE: &[DefaultText] = &[
    ("message", template!("opsgenie.default.message")),
    ("description", template!("opsgenie.default.description")),
    ("source", template!("opsgenie.default.source")),
    ("tags", ""),
    ("note", ""),
    ("priority", ""),
    ("entity", ""),
    ("actions", ""),
];
const WECHAT: &[DefaultText] = &[
    ("message", template!("wechat.default.message")),
    ("to_user", template!("wechat.default.to_user")),
    ("to_party", template!("wechat.default.to_party")),
    ("to_tag", template!("wechat.default.to_tag")),
    ("agent_id", template!("wechat.default.agent_id")),
];
const VICTOROPS: &[DefaultText] = &[
    ("message_type", "CRITICAL"),
    ("state_message", template!("victorops.default.state_message")),
    ("entity_display_name", template!("victorops.default.entity_display_name")),
    ("monitoring_tool", template!("victorops.default.monitoring_tool")),
];
const PUSHOVER: &[DefaultText] = &[
    ("title", template!("pushover.default.title")),
    ("message", template!("pushover.default.message")),
    ("url", template!("pushover.default.url")),
    ("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}"),
];
const SNS: &[DefaultText] =
    &[("subject", template!("sns.default.subject")), ("message", template!("sns.default.message"))];
const TELEGRAM: &[DefaultText] = &[("message", template!("telegram.default.message"))];
const DISCORD: &[DefaultText] = &[
    ("title", template!("discord.default.title")),
    ("message", template!("discord.default.message")),
    ("content", template!("discord.default.content")),
];
const WEBEX: &[DefaultText] = &[("message", template!("webex.default.message"))];
const MSTEAMS: &[DefaultText] = &[
    ("title", template!("msteams.default.title")),
    ("summary", template!("msteams.default.summary")),
    ("text", template!("msteams.default.text")),
];
const MSTEAMS_V2: &[DefaultText] =
    &[("title", template!("msteamsv2.default.title")), ("text", template!("msteamsv2.default.text"))];
const JIRA: &[DefaultText] = &[
    ("summary", template!("jira.default.summary")),
    ("description", template!("jira.default.description")),
    ("priority", template!("jira.default.priority")),
];
const ROCKETCHAT: &[DefaultText] = &[
    ("title", template!("rocketchat.default.title")),
    ("title_link", template!("rocketchat.default.titlelink")),
    ("text", template!("rocketchat.default.text")),
    ("emoji", template!("rocketchat.default.emoji")),
    ("icon_url", template!("rocketchat.default.iconurl")),
];
const MATTERMOST: &[DefaultText] =
    &[("username", template!("mattermost.default.username")), ("text", template!("mattermost.default.text"))];

impl IntegrationKind {
    /// The fields that are templates, with the texts of 0.34 where they are absent. The subject of an
    /// e-mail is a header in the configuration.
    pub const fn default_texts(self) -> &'static [DefaultText] {
        match self {
            Self::Webhook | Self::IncidentIo => &[],
            Self::Email => EMAIL,
            Self::PagerDuty => PAGERDUTY,
            Self::OpsGenie => OPSGENIE,
            Self::WeChat => WECHAT,
            Self::Slack => SLACK,
            Self::VictorOps => VICTOROPS,
            Self::Pushover => PUSHOVER,
            Self::Sns => SNS,
            Self::Telegram => TELEGRAM,
            Self::Discord => DISCORD,
            Self::Webex => WEBEX,
            Self::MsTeams => MSTEAMS,
            Self::MsTeamsV2 => MSTEAMS_V2,
            Self::Jira => JIRA,
            Self::RocketChat => ROCKETCHAT,
            Self::Mattermost => MATTERMOST,
        }
    }
}

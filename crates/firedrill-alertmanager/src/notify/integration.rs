//! Receivers and their integrations.

use std::sync::Arc;

use firedrill_model::Span;

/// The kinds of integrations, in the order in which upstream builds those of a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IntegrationKind {
    /// `webhook_configs`
    Webhook,
    /// `email_configs`
    Email,
    /// `pagerduty_configs`
    PagerDuty,
    /// `opsgenie_configs`
    OpsGenie,
    /// `wechat_configs`
    WeChat,
    /// `slack_configs`
    Slack,
    /// `victorops_configs`
    VictorOps,
    /// `pushover_configs`
    Pushover,
    /// `sns_configs`
    Sns,
    /// `telegram_configs`
    Telegram,
    /// `discord_configs`
    Discord,
    /// `webex_configs`
    Webex,
    /// `msteams_configs`
    MsTeams,
    /// `msteamsv2_configs`
    MsTeamsV2,
    /// `jira_configs`
    Jira,
    /// `rocketchat_configs`
    RocketChat,
    /// `incidentio_configs`
    IncidentIo,
    /// `mattermost_configs`
    Mattermost,
}

/// Facts about a kind of integration.
struct Facts {
    name: &'static str,
    send_resolved: bool,
    retried_statuses: &'static [u16],
}

const TOO_MANY_REQUESTS: &[u16] = &[429];

impl IntegrationKind {
    const fn facts(self) -> Facts {
        let (name, send_resolved, retried_statuses): (_, _, &[u16]) = match self {
            Self::Webhook => ("webhook", true, &[]),
            Self::Email => ("email", false, &[]),
            Self::PagerDuty => ("pagerduty", true, TOO_MANY_REQUESTS),
            Self::OpsGenie => ("opsgenie", true, TOO_MANY_REQUESTS),
            Self::WeChat => ("wechat", false, &[]),
            Self::Slack => ("slack", false, &[]),
            Self::VictorOps => ("victorops", true, &[]),
            Self::Pushover => ("pushover", true, &[]),
            Self::Sns => ("sns", true, &[]),
            Self::Telegram => ("telegram", true, &[]),
            Self::Discord => ("discord", true, &[]),
            Self::Webex => ("webex", true, &[]),
            Self::MsTeams => ("msteams", true, &[]),
            Self::MsTeamsV2 => ("msteamsv2", true, &[]),
            Self::Jira => ("jira", true, TOO_MANY_REQUESTS),
            Self::RocketChat => ("rocketchat", false, &[]),
            Self::IncidentIo => ("incidentio", true, TOO_MANY_REQUESTS),
            Self::Mattermost => ("mattermost", true, &[]),
        };
        Facts { name, send_resolved, retried_statuses }
    }

    /// The name in metrics, logs and the notification log.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Whether resolved alerts are sent where the configuration does not say.
    pub const fn sends_resolved_by_default(self) -> bool {
        self.facts().send_resolved
    }

    /// Statuses other than 5xx after which an attempt is repeated.
    pub const fn retried_statuses(self) -> &'static [u16] {
        self.facts().retried_statuses
    }
}

/// One way of a receiver to be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// The kind.
    pub kind: IntegrationKind,
    /// Position among the receiver's integrations of the same kind.
    pub index: usize,
    /// Whether resolved alerts are sent.
    pub send_resolved: bool,
    /// At most so many alerts in a notification; all where 0.
    pub max_alerts: usize,
    /// The fields that are templates with their texts, defaults filled in; see
    /// [`IntegrationKind::default_texts`].
    pub texts: Vec<(&'static str, String)>,
    /// Where it stands in the file.
    pub span: Span,
}

/// An entry of `receivers`. Without integrations it takes everything and sends nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    /// The name routes refer to.
    pub name: Arc<str>,
    /// The integrations.
    pub integrations: Vec<Integration>,
    /// Where the receiver stands in the file.
    pub span: Span,
}

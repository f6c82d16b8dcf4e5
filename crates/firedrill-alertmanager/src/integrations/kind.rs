//! Names of the kinds.

use super::{INTEGRATIONS, IntegrationType};

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

impl IntegrationKind {
    /// The row of the table.
    pub(crate) fn integration_type(self) -> &'static IntegrationType {
        let found = INTEGRATIONS.iter().find(|it| it.kind == self);
        found.expect("every kind has its row in the table")
    }

    /// The name in metrics, logs and the notification log.
    pub fn name(self) -> &'static str {
        self.integration_type().name()
    }

    /// Whether resolved alerts are sent where the configuration does not say.
    pub fn sends_resolved_by_default(self) -> bool {
        self.integration_type().sends_resolved
    }

    /// Statuses other than 5xx after which an attempt is repeated.
    pub fn retried_statuses(self) -> &'static [u16] {
        self.integration_type().retried_statuses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_configuration() {
        assert_eq!(IntegrationKind::MsTeamsV2.name(), "msteamsv2");
        let mut kinds: Vec<_> = INTEGRATIONS.iter().map(|it| it.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), INTEGRATIONS.len(), "one row per kind");
    }
}

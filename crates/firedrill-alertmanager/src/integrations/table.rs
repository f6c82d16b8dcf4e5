//! All kinds of integrations.

use super::{
    IntegrationType, discord, email, incidentio, jira, mattermost, msteams, opsgenie, pagerduty, pushover,
    rocketchat, slack, sns, telegram, victorops, webex, webhook, wechat,
};

/// All kinds, in the order in which upstream checks a receiver's integrations.
pub(crate) static INTEGRATIONS: [&IntegrationType; 18] = [
    &webhook::WEBHOOK,
    &email::EMAIL,
    &slack::SLACK,
    &pushover::PUSHOVER,
    &pagerduty::PAGERDUTY,
    &opsgenie::OPSGENIE,
    &wechat::WECHAT,
    &victorops::VICTOROPS,
    &sns::SNS,
    &telegram::TELEGRAM,
    &discord::DISCORD,
    &webex::WEBEX,
    &msteams::MSTEAMS,
    &msteams::MSTEAMS_V2,
    &jira::JIRA,
    &rocketchat::ROCKETCHAT,
    &incidentio::INCIDENTIO,
    &mattermost::MATTERMOST,
];

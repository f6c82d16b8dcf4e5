//! The kinds of integrations, one per file: the fields of its configuration, what they default to, and
//! the message it sends.

mod discord;
mod email;
mod incidentio;
mod integration_type;
mod jira;
mod kind;
mod mattermost;
mod msteams;
mod opsgenie;
mod pagerduty;
mod pushover;
mod rocketchat;
mod slack;
mod sns;
mod table;
mod telegram;
mod victorops;
mod webex;
mod webhook;
mod wechat;

pub(crate) use integration_type::{Inherited, IntegrationType};
pub use kind::IntegrationKind;
pub(crate) use table::INTEGRATIONS;

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
mod table;
mod telegram;
mod victorops;
mod webex;
mod webhook;
mod wechat;

pub(super) use table::{INTEGRATIONS, IntegrationList};

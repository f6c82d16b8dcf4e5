//! Default texts of receivers that are no webhooks, as the recorded requests hold them.

use firedrill_alertmanager::notify::{IntegrationKind, Notification};
use firedrill_alertmanager::payload::notification_data;
use firedrill_gotemplate::alertmanager::{NotificationTemplates, Passed};
use firedrill_gotemplate::gotime::GoTime;
use serde_json::Value;

/// Where in the body which text stands.
const TEXTS: [(IntegrationKind, &str, &str); 15] = [
    (IntegrationKind::PagerDuty, "/payload/summary", r#"{{ template "pagerduty.default.description" . }}"#),
    (IntegrationKind::PagerDuty, "/client", r#"{{ template "pagerduty.default.client" . }}"#),
    (IntegrationKind::PagerDuty, "/client_url", r#"{{ template "pagerduty.default.clientURL" . }}"#),
    (IntegrationKind::Slack, "/username", r#"{{ template "slack.default.username" . }}"#),
    (IntegrationKind::Slack, "/attachments/0/title", r#"{{ template "slack.default.title" . }}"#),
    (IntegrationKind::Slack, "/attachments/0/title_link", r#"{{ template "slack.default.titlelink" . }}"#),
    (IntegrationKind::Slack, "/attachments/0/fallback", r#"{{ template "slack.default.fallback" . }}"#),
    (IntegrationKind::OpsGenie, "/message", r#"{{ template "opsgenie.default.message" . }}"#),
    (IntegrationKind::OpsGenie, "/description", r#"{{ template "opsgenie.default.description" . }}"#),
    (IntegrationKind::OpsGenie, "/source", r#"{{ template "opsgenie.default.source" . }}"#),
    (
        IntegrationKind::VictorOps,
        "/entity_display_name",
        r#"{{ template "victorops.default.entity_display_name" . }}"#,
    ),
    (IntegrationKind::VictorOps, "/state_message", r#"{{ template "victorops.default.state_message" . }}"#),
    (
        IntegrationKind::VictorOps,
        "/monitoring_tool",
        r#"{{ template "victorops.default.monitoring_tool" . }}"#,
    ),
    (IntegrationKind::Discord, "/embeds/0/title", r#"{{ template "discord.default.title" . }}"#),
    (IntegrationKind::Discord, "/embeds/0/description", r#"{{ template "discord.default.message" . }}"#),
];

/// What differs between the rendered texts and the recorded body. A text that the body lacks (a closed
/// incident has no message) is not compared.
pub(crate) fn compare(got: &Notification, body: &Value, external_url: &str) -> Vec<String> {
    let templates = NotificationTemplates::with_defaults();
    let data = notification_data(got, external_url);
    let now = GoTime::from_milliseconds(got.at.as_ms());
    let of_kind = TEXTS.iter().filter(|(kind, ..)| *kind == got.kind);
    let differing = of_kind.filter_map(|(_, pointer, text)| {
        let want = body.pointer(pointer)?.as_str()?;
        let template = templates.parse(text).expect("a template");
        let rendered = template.render(&templates, &data, Passed::ByPointer, &now);
        let rendered = rendered.unwrap_or_else(|error| error.to_string());
        (rendered != want).then(|| format!("{pointer}: got {rendered:?}, want {want:?}"))
    });
    differing.collect()
}

//! The texts of a notification, rendered.

use firedrill_gotemplate::alertmanager::{NotificationTemplates, Passed, RenderError};
use firedrill_gotemplate::gotime::GoTime;

use super::notification_data;
use crate::notify::{Integration, Notification};

/// A field of an integration with what it says in a notification.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderedText {
    /// The field as in the configuration.
    pub field: &'static str,
    /// The text, or why it cannot be rendered; upstream then sends nothing and does not retry.
    pub text: Result<String, RenderError>,
}

/// All texts of an integration for a notification, in the order of
/// [`crate::notify::IntegrationKind::default_texts`].
pub fn render_texts(
    notification: &Notification,
    integration: &Integration,
    templates: &NotificationTemplates,
    external_url: &str,
) -> Vec<RenderedText> {
    let data = notification_data(notification, external_url);
    let now = GoTime::from_milliseconds(notification.at.as_ms());
    let render = |text: &str| templates.parse(text)?.render(templates, &data, Passed::ByPointer, &now);
    let texts = integration.texts.iter();
    texts.map(|(field, text)| RenderedText { field, text: render(text) }).collect()
}

#[cfg(test)]
mod tests {
    use firedrill_model::{Labels, Timestamp};

    use super::*;
    use crate::alert::PostedAlert;
    use crate::config::load;
    use crate::{Alertmanager, Options, Version};

    /// One receiver of every kind that has texts; one text of its own, one that is broken.
    const FILE: &str = r#"
route: {receiver: r, group_by: [alertname]}
receivers:
  - name: r
    email_configs: [{to: a, from: b, smarthost: "m:25", headers: {subject: "{{ .Status }}"}}]
    pagerduty_configs: [{routing_key: k}]
    opsgenie_configs: [{api_key: k}]
    wechat_configs: [{api_secret: s, corp_id: c}]
    slack_configs: [{api_url: "http://x", title: "{{ .CommonLabels.alertname }}!", text: "{{ if }}"}]
    victorops_configs: [{api_key: k, routing_key: r}]
    pushover_configs: [{user_key: u, token: t}]
    sns_configs: [{topic_arn: t}]
    telegram_configs: [{bot_token: t, chat_id: 1}]
    discord_configs: [{webhook_url: "http://x"}]
    webex_configs: [{room_id: r, http_config: {authorization: {credentials: c}}}]
    msteams_configs: [{webhook_url: "http://x"}]
    msteamsv2_configs: [{webhook_url: "http://x"}]
    jira_configs: [{api_url: "http://x", project: p, issue_type: t, summary: {template: "{{ .Receiver }}"}}]
    rocketchat_configs: [{token: t, token_id: i}]
    mattermost_configs: [{webhook_url: "http://x"}]
"#;

    #[test]
    fn every_default_text_renders() {
        let config = load(FILE, Version::NEWEST).config.expect("a valid configuration");
        let mut server = Alertmanager::new(&config, Options::default(), Timestamp(0));
        let labels = Labels::from_pairs([("alertname", "Stuck")]);
        server.receive(&[PostedAlert::firing(labels)], Timestamp(0));
        // Slack and the others without `send_resolved` notify what fires.
        let sent = server.advance(Timestamp(30_000));
        let integrations = &config.receivers[0].integrations;
        assert_eq!(sent.len(), integrations.len());
        let templates = NotificationTemplates::with_defaults();
        let mut own = Vec::new();
        for (notification, integration) in sent.iter().zip(integrations) {
            for RenderedText { field, text } in
                render_texts(notification, integration, &templates, "http://x")
            {
                match (integration.kind.name(), field) {
                    ("slack", "text") => {
                        let error = text.expect_err("a broken text").to_string();
                        assert_eq!(error, "template: :1: missing value for if");
                    }
                    ("email", "subject") | ("slack", "title") | ("jira", "summary") => {
                        own.push(text.expect(field));
                    }
                    (kind, field) => {
                        let text = text.unwrap_or_else(|error| panic!("{kind} {field}: {error}"));
                        assert!(!text.contains("{{"), "{kind} {field}");
                    }
                }
            }
        }
        assert_eq!(own, ["firing", "Stuck!", "r"]);
    }
}

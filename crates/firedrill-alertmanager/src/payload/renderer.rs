//! From notifications to messages.

use firedrill_gotemplate::ParseError;
use firedrill_gotemplate::alertmanager::{self, NotificationTemplates, RenderError};
use firedrill_gotemplate::gotime::GoTime;

use super::{Message, Rendering, notification_data};
use crate::notify::{Notification, Receiver};
use crate::{Config, Version};

/// A file of templates that a configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFile {
    /// Its name without folders, as errors show it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Renders what the receivers of a configuration are sent.
///
/// ```
/// use firedrill_alertmanager::alert::PostedAlert;
/// use firedrill_alertmanager::config::load;
/// use firedrill_alertmanager::payload::Renderer;
/// use firedrill_alertmanager::{Alertmanager, Options, Version};
/// use firedrill_model::{Labels, Timestamp};
///
/// let text = "{route: {receiver: team, group_by: [alertname]}, \
///             receivers: [{name: team, pagerduty_configs: [{routing_key: k, severity: critical}]}]}";
/// let config = load(text, Version::NEWEST).config.expect("a valid configuration");
/// let mut server = Alertmanager::new(&config, Options::default(), Timestamp(0));
/// let labels = Labels::from_pairs([("alertname", "Stuck"), ("cluster", "eu1")]);
/// server.receive(&[PostedAlert::firing(labels)], Timestamp(0));
/// let sent = server.advance(Timestamp(30_000));
///
/// let renderer = Renderer::new(&config, &[], "http://alertmanager.example", Version::NEWEST)?;
/// let message = renderer.render(&sent[0])?;
/// assert_eq!(message.fields.get("summary"), Some("[FIRING:1] Stuck (eu1)"));
/// assert_eq!(message.fields.get("severity"), Some("critical"));
/// assert_eq!(message.fields.get("custom_details.num_firing"), Some("1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Renderer {
    receivers: Vec<Receiver>,
    templates: NotificationTemplates,
    external_url: String,
    version: Version,
}

impl Renderer {
    /// A renderer for a configuration with the files of templates that it names, in their order;
    /// `external_url` is the server's own address.
    ///
    /// # Errors
    /// The first file that is no template.
    pub fn new(
        config: &Config,
        files: &[TemplateFile],
        external_url: &str,
        version: Version,
    ) -> Result<Self, ParseError> {
        let dialect =
            if version.is_at_least(26) { alertmanager::Version::V0_34 } else { alertmanager::Version::V0_25 };
        let mut templates = NotificationTemplates::with_defaults(dialect);
        for TemplateFile { name, text } in files {
            templates.add_file(name, text)?;
        }
        Ok(Self {
            receivers: config.receivers.clone(),
            templates,
            external_url: external_url.to_owned(),
            version,
        })
    }

    /// The message of a notification; empty for one of an integration that the configuration lacks.
    ///
    /// # Errors
    /// The first text that cannot be rendered. Upstream then sends nothing, and does not try again
    /// before the group's next tick.
    pub fn render(&self, notification: &Notification) -> Result<Message, RenderError> {
        let of = notification.kind.integration_type();
        let receiver = self.receivers.iter().find(|it| it.name == notification.receiver);
        let integrations = receiver.map_or(&[][..], |receiver| receiver.integrations.as_slice());
        let is_its = |index: usize, kind| kind == notification.kind && index == notification.index;
        let integration = integrations.iter().find(|it| is_its(it.index, it.kind));
        let settings = integration.map(|it| it.settings.clone()).unwrap_or_default();
        let now = GoTime::from_milliseconds(notification.at.as_ms());
        let mut data = notification_data(notification, &self.external_url);
        data.route_labels = Some(self.templates.render_route_labels(&data, &now)?);
        let rendering = Rendering {
            notification,
            settings: &settings,
            version: self.version,
            of,
            templates: &self.templates,
            data,
            now,
        };
        Ok((of.message)(&rendering)?.finish(of))
    }
}

#[cfg(test)]
mod tests {
    use firedrill_model::{Duration, Labels, Timestamp};

    use super::*;
    use crate::alert::PostedAlert;
    use crate::config::load;
    use crate::integrations::INTEGRATIONS;
    use crate::payload::Content;
    use crate::{Alertmanager, Options};

    /// What each kind needs beside its defaults.
    const NEEDED: [(&str, &str); 18] = [
        ("webhook_configs", "url: 'http://x'"),
        ("email_configs", "to: a, from: b, smarthost: 'm:25'"),
        ("pagerduty_configs", "routing_key: k"),
        ("opsgenie_configs", "api_key: k"),
        ("wechat_configs", "api_secret: s, corp_id: c"),
        ("slack_configs", "api_url: 'http://x'"),
        ("victorops_configs", "api_key: k, routing_key: r"),
        ("pushover_configs", "user_key: u, token: t"),
        ("sns_configs", "topic_arn: t"),
        ("telegram_configs", "bot_token: t, chat_id: 1"),
        ("discord_configs", "webhook_url: 'http://x'"),
        ("webex_configs", "room_id: r, http_config: {authorization: {credentials: c}}"),
        ("msteams_configs", "webhook_url: 'http://x'"),
        ("msteamsv2_configs", "webhook_url: 'http://x'"),
        ("jira_configs", "api_url: 'http://x', project: p, issue_type: t"),
        ("rocketchat_configs", "token: t, token_id: i"),
        ("incidentio_configs", "url: 'http://x', alert_source_token: t"),
        ("mattermost_configs", "webhook_url: 'http://x'"),
    ];

    /// The messages of a receiver with one integration: an alert fires, and is over.
    fn messages(integration: &str, files: &[TemplateFile], version: Version) -> Vec<Message> {
        let source = format!(
            "{{route: {{receiver: r, group_by: [alertname]}}, receivers: [{{name: r, {integration}}}]}}"
        );
        let loaded = load(&source, version);
        let config = loaded.config.unwrap_or_else(|| panic!("{version} {integration}: {:?}", loaded.errors));
        let options = Options { version, ..Options::default() };
        let mut server = Alertmanager::new(&config, options, Timestamp(0));
        let labels = Labels::from_pairs([("alertname", "Disk <full>"), ("cluster", "eu1")]);
        let firing = PostedAlert::firing(labels);
        server.receive(std::slice::from_ref(&firing), Timestamp(0));
        let over = Timestamp(60_000);
        let mut sent = server.advance(over);
        server.receive(&[PostedAlert { ends_at: Some(over), ..firing }], over);
        sent.extend(server.advance(over + Duration::from_seconds(600)));
        let renderer = Renderer::new(&config, files, "http://am", version).expect("templates");
        let render =
            |it| renderer.render(it).unwrap_or_else(|error| panic!("{version} {integration}: {error}"));
        sent.iter().map(render).collect()
    }

    #[test]
    fn every_kind_renders_its_defaults_in_every_release() {
        for version in Version::all() {
            for of in INTEGRATIONS.iter().filter(|of| version.is_at_least(of.since)) {
                let needed = NEEDED.iter().find(|(key, _)| *key == of.key).expect("a row for each kind").1;
                let integration = format!("{}: [{{send_resolved: true, {needed}}}]", of.key);
                let messages = messages(&integration, &[], version);
                assert_eq!(messages.len(), 2, "{version} {}", of.key);
                for message in messages {
                    let broken = message.fields.iter().find(|(_, text)| text.contains("{{"));
                    assert_eq!(broken, None, "{version} {}", of.key);
                }
            }
        }
    }

    #[test]
    fn an_email_has_a_page_with_everything_escaped() {
        let messages = messages("email_configs: [{to: a, from: b, smarthost: 'm:25'}]", &[], Version::NEWEST);
        let fields = &messages[0].fields;
        assert_eq!(fields.get("subject"), Some("[FIRING:1] Disk <full> (eu1)"));
        let html = fields.get("html").expect("a page");
        assert!(html.contains("<td>Disk &lt;full&gt;</td>"), "{html}");
        assert!(!html.contains("<full>"), "{html}");
        let Content::Mail(mail) = &messages[0].content else { panic!("a mail") };
        assert_eq!(mail.text, None);
    }

    #[test]
    fn a_file_of_templates_overrides_defaults() {
        let file = TemplateFile {
            name: "own.tmpl".to_owned(),
            text: r#"{{ define "slack.default.title" }}own {{ .Status }}{{ end }}"#.to_owned(),
        };
        let messages =
            messages("slack_configs: [{api_url: 'http://x', send_resolved: true}]", &[file], Version::NEWEST);
        let titles: Vec<_> = messages.iter().map(|it| it.fields.get("title")).collect();
        assert_eq!(titles, [Some("own firing"), Some("own resolved")]);
    }
}

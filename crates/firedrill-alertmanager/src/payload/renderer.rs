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

//! Default texts of receivers that are no webhooks, as the recorded requests hold them.

use firedrill_alertmanager::Config;
use firedrill_alertmanager::notify::{IntegrationKind, Notification};
use firedrill_alertmanager::payload::render_texts;
use firedrill_gotemplate::alertmanager::NotificationTemplates;
use serde_json::Value;

/// Where in the body which field stands.
const PLACES: [(IntegrationKind, &str, &str); 17] = [
    (IntegrationKind::PagerDuty, "/payload/summary", "description"),
    (IntegrationKind::PagerDuty, "/payload/severity", "severity"),
    (IntegrationKind::PagerDuty, "/client", "client"),
    (IntegrationKind::PagerDuty, "/client_url", "client_url"),
    (IntegrationKind::Slack, "/channel", "channel"),
    (IntegrationKind::Slack, "/username", "username"),
    (IntegrationKind::Slack, "/attachments/0/title", "title"),
    (IntegrationKind::Slack, "/attachments/0/title_link", "title_link"),
    (IntegrationKind::Slack, "/attachments/0/fallback", "fallback"),
    (IntegrationKind::Slack, "/attachments/0/color", "color"),
    (IntegrationKind::OpsGenie, "/message", "message"),
    (IntegrationKind::OpsGenie, "/description", "description"),
    (IntegrationKind::OpsGenie, "/source", "source"),
    (IntegrationKind::VictorOps, "/entity_display_name", "entity_display_name"),
    (IntegrationKind::VictorOps, "/state_message", "state_message"),
    (IntegrationKind::Discord, "/embeds/0/title", "title"),
    (IntegrationKind::Discord, "/embeds/0/description", "message"),
];

/// What differs between the rendered texts and the recorded body. A text that the body lacks (a closed
/// incident has no message) is not compared.
pub(crate) fn compare(got: &Notification, body: &Value, config: &Config, external_url: &str) -> Vec<String> {
    let receiver = config.receivers.iter().find(|it| it.name == got.receiver);
    let integrations = receiver.map_or(&[][..], |receiver| &receiver.integrations);
    let integration = integrations.iter().find(|it| it.kind == got.kind && it.index == got.index);
    let Some(integration) = integration else { return Vec::new() };
    let texts = render_texts(got, integration, &NotificationTemplates::with_defaults(), external_url);
    let of_kind = PLACES.iter().filter(|(kind, ..)| *kind == got.kind);
    let differing = of_kind.filter_map(|(_, pointer, field)| {
        let want = body.pointer(pointer)?.as_str()?;
        let rendered = texts.iter().find(|it| it.field == *field).expect("a field of the integration");
        let rendered = rendered.text.clone().unwrap_or_else(|error| error.to_string());
        (rendered != want).then(|| format!("{pointer}: got {rendered:?}, want {want:?}"))
    });
    differing.collect()
}

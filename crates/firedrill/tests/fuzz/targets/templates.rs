//! Go templates, as Prometheus and Alertmanager expand them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use firedrill_gotemplate::alertmanager::{Alert, KeyValues, NotificationData, NotificationTemplates, Passed};
use firedrill_gotemplate::gotime::GoTime;
use firedrill_gotemplate::prometheus::{AlertData, AlertTemplate, Dialect, Environment, QuerySample};
use firedrill_model::{Labels, Timestamp, Value};

use super::Outcome;

/// Longest result that is reasonable for a small template; longer ones end in an error.
const LONGEST: usize = 64 << 20;

/// Annotations of alerts.
pub(super) fn expand_alert(text: &str) -> Result<Outcome, String> {
    let mut is_accepted = false;
    for dialect in [Dialect::V3, Dialect::V2_42] {
        let Ok(template) = AlertTemplate::parse("Alert", text, dialect) else { continue };
        is_accepted = true;
        let labels = Labels::from_pairs([("instance", "web-1.example.org:9100"), ("é", "<b>")]);
        let external_labels = Labels::empty();
        let data = AlertData {
            labels: &labels,
            external_labels: &external_labels,
            external_url: "http://x/y",
            value: &Value::Float(-1234.5),
        };
        let sample = QuerySample { labels: labels.clone(), value: Value::Float(1.0) };
        let mut query = |_: &str, _| Ok(vec![sample.clone(), sample.clone()]);
        let mut environment =
            Environment { query: &mut query, now: Timestamp(1_000), external_url: Some("http://x/y") };
        check(template.expand(&data, &mut environment).ok())?;
    }
    Ok(Outcome::of(is_accepted))
}

static TEMPLATES: LazyLock<NotificationTemplates> = LazyLock::new(|| {
    NotificationTemplates::with_defaults(firedrill_gotemplate::alertmanager::Version::V0_34)
});

/// Texts of notifications.
pub(super) fn render_notification(text: &str) -> Result<Outcome, String> {
    let Ok(template) = TEMPLATES.parse(text) else { return Ok(Outcome::Refused) };
    let now = GoTime::from_milliseconds(1_700_000_000_000);
    let pairs = |pairs: &[(&str, &str)]| -> KeyValues {
        Some(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        )
    };
    let alert = Alert {
        status: "firing".to_owned(),
        labels: pairs(&[("alertname", "Down"), ("instance", "<1>")]),
        annotations: pairs(&[("summary", "it is \"down\"")]),
        starts_at: now.clone(),
        ends_at: GoTime::zero(),
        generator_url: "http://x/graph".to_owned(),
        fingerprint: "00ff".to_owned(),
    };
    let data = NotificationData {
        receiver: "team".to_owned(),
        status: "firing".to_owned(),
        alerts: Some(vec![alert.clone(), alert]),
        notification_reason: String::new(),
        group_labels: pairs(&[("alertname", "Down")]),
        common_labels: pairs(&[("alertname", "Down")]),
        common_annotations: pairs(&[]),
        route_labels: None,
        external_url: "http://am".to_owned(),
    };
    check(template.render(&TEMPLATES, &data, Passed::ByValue, &now).ok())?;
    Ok(Outcome::Accepted)
}

fn check(result: Option<String>) -> Result<(), String> {
    match result {
        Some(text) if text.len() > LONGEST => Err(format!("a result of {} bytes", text.len())),
        _ => Ok(()),
    }
}

//! `templates/alertmanager.jsonl`: payloads of webhooks as a running server rendered them.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_alertmanager::alert::{Alert, AlertStatus};
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::notify::{IntegrationKind, Notification, NotifiedAlert, Reason, Response};
use firedrill_alertmanager::payload::{Content, Renderer};
use firedrill_alertmanager::{Fingerprint, Version};
use firedrill_model::{Duration, Timestamp};
use serde_json::{Value, json};

use crate::differences::Differences;
use crate::recorded::{labels, text, time};
use crate::shared::{folder, rows};

/// The receiver of the recording.
const RECEIVER: &str = "team.x (a+b)";

#[test]
fn webhook_payloads() {
    let Some(folder) = folder("templates") else { return };
    let mut differences = Differences::default();
    for row in rows(&folder, "alertmanager.jsonl") {
        if row["group"] != "live/webhook-payload" {
            continue;
        }
        let file = folder.join("data").join(text(&row["data"]));
        let data = std::fs::read_to_string(file).expect("a file that rows name");
        let data: Value = serde_json::from_str(&data).expect("the file is JSON");
        let got = payload(&row["payload_template"], &data);
        differences.equal(text(&row["id"]), &got, &row["payload_json"]);
    }
    differences.finish("webhook payloads");
}

/// What a webhook with a payload gets.
fn payload(template: &Value, data: &Value) -> Value {
    let webhook = json!({"url": "http://receiver.example/", "payload": template});
    let config = json!({
        "route": {"receiver": RECEIVER},
        "receivers": [{"name": RECEIVER, "webhook_configs": [webhook]}],
    });
    let config = load(&config.to_string(), Version::NEWEST).config.expect("a valid configuration");
    let url = text(&data["externalURL"]);
    let renderer = Renderer::new(&config, &[], url, Version::NEWEST).expect("no templates of its own");
    let message = renderer.render(&notification(data)).expect("every payload can be rendered");
    let Content::Http(requests) = message.content else { panic!("a webhook posts") };
    serde_json::from_str(&requests[0].body).expect("JSON")
}

fn notification(data: &Value) -> Notification {
    let alerts: Vec<_> = data["alerts"].as_array().expect("alerts").iter().map(alert).collect();
    let route_labels = data["routeLabels"].as_object().into_iter().flatten();
    let route_labels: BTreeMap<_, _> =
        route_labels.map(|(name, label)| (name.clone(), text(label).to_owned())).collect();
    Notification {
        at: Timestamp(0),
        jitter: Duration::ZERO,
        tick: Timestamp(0),
        receiver: Arc::from(RECEIVER),
        kind: IntegrationKind::Webhook,
        index: 0,
        status: alerts.iter().map(|it| it.status).min().expect("an alert"),
        reason: Reason::First,
        group_key: Arc::from("{}:{}"),
        group_labels: labels(&data["groupLabels"]),
        route_labels: Arc::new(route_labels),
        alerts,
        truncated_alerts: 0,
        attempt: 1,
        response: Response::Accepted,
        depends_on_latency: false,
    }
}

fn alert(alert: &Value) -> NotifiedAlert {
    let labels_of = |name: &str| labels(&alert[name]);
    let is_firing = alert["status"] == "firing";
    let stored = Alert {
        fingerprint: Fingerprint::of(&labels_of("labels")),
        labels: labels_of("labels"),
        annotations: labels_of("annotations"),
        starts_at: time(text(&alert["startsAt"])),
        ends_at: if is_firing { Timestamp(i64::MAX) } else { time(text(&alert["endsAt"])) },
        ends_by_timeout: false,
        generator_url: Arc::from(text(&alert["generatorURL"])),
        revision: 1,
    };
    let status = if is_firing { AlertStatus::Firing } else { AlertStatus::Resolved };
    NotifiedAlert { alert: Arc::new(stored), status }
}

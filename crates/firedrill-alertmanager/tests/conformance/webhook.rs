//! Bodies of webhook requests, field by field.

use firedrill_alertmanager::Version;
use firedrill_alertmanager::alert::AlertStatus;
use firedrill_alertmanager::notify::Notification;
use serde_json::Value;

use crate::recorded::{labels, text, time};

/// How far recorded instants may lie from those of the replay, which begins when a request had been
/// answered.
const TOLERANCE_MS: i64 = 50;
/// What `endsAt` holds while an alert fires.
const NO_END: &str = "0001-01-01T00:00:00Z";

/// What differs in the body.
pub(crate) fn compare(got: &Notification, want: &Value, version: Version) -> Option<String> {
    let mut problems = Vec::new();
    let mut field = |name: &str, got: String, want: String| {
        if got != want {
            problems.push(format!("{name}: got {got}, want {want}"));
        }
    };
    field("status", got.status.as_str().to_owned(), text(&want["status"]).to_owned());
    field("groupKey", got.group_key.to_string(), text(&want["groupKey"]).to_owned());
    field("groupLabels", got.group_labels.to_string(), labels(&want["groupLabels"]).to_string());
    field("commonLabels", got.common_labels().to_string(), labels(&want["commonLabels"]).to_string());
    let annotations = labels(&want["commonAnnotations"]).to_string();
    field("commonAnnotations", got.common_annotations().to_string(), annotations);
    field("truncatedAlerts", got.truncated_alerts.to_string(), want["truncatedAlerts"].to_string());
    if version.switches().notification_reason {
        field("reason", got.reason.as_str().to_owned(), text(&want["notification_reason"]).to_owned());
    }
    let empty = Vec::new();
    let alerts = want["alerts"].as_array().unwrap_or(&empty);
    field("alerts", got.alerts.len().to_string(), alerts.len().to_string());
    for (got, want) in got.alerts.iter().zip(alerts) {
        field("alert labels", got.alert.labels.to_string(), labels(&want["labels"]).to_string());
        let annotations = labels(&want["annotations"]).to_string();
        field("annotations", got.alert.annotations.to_string(), annotations);
        field("alert status", got.status.as_str().to_owned(), text(&want["status"]).to_owned());
        field("fingerprint", got.alert.fingerprint.to_string(), text(&want["fingerprint"]).to_owned());
        field("generatorURL", got.alert.generator_url.to_string(), text(&want["generatorURL"]).to_owned());
        let mut near = |name: &str, got: i64, want: &str| {
            let difference = time(want).as_ms() - got;
            if difference.abs() > TOLERANCE_MS {
                field(name, got.to_string(), format!("{want}, {difference} ms away"));
            }
        };
        near("startsAt", got.alert.starts_at.as_ms(), text(&want["startsAt"]));
        match got.status {
            AlertStatus::Resolved => near("endsAt", got.alert.ends_at.as_ms(), text(&want["endsAt"])),
            AlertStatus::Firing => field("endsAt", NO_END.to_owned(), text(&want["endsAt"]).to_owned()),
        }
    }
    (!problems.is_empty()).then(|| problems.join("; "))
}

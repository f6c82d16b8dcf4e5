//! Bodies of webhook requests, field by field.

use std::collections::BTreeMap;

use firedrill_alertmanager::Version;
use firedrill_alertmanager::notify::Notification;
use firedrill_alertmanager::payload::webhook_body;
use serde_json::Value;

use crate::recorded::{text, time};

/// How far recorded instants may lie from those of the replay, which begins when a request had been
/// answered.
const TOLERANCE_MS: i64 = 50;

/// What differs in the body.
pub(crate) fn compare(got: &Notification, want: &Value, version: Version) -> Option<String> {
    let body = webhook_body(got, text(&want["externalURL"]), &BTreeMap::new(), version.switches());
    let mut got: Value = serde_json::from_str(&body).expect("JSON");
    let alerts = got["alerts"].as_array_mut().into_iter().flatten();
    for (got, want) in alerts.zip(want["alerts"].as_array().into_iter().flatten()) {
        for field in ["startsAt", "endsAt"] {
            let (recorded, here) = (time(text(&want[field])), time(text(&got[field])));
            if (recorded - here).as_ms().abs() <= TOLERANCE_MS {
                got[field] = want[field].clone();
            }
        }
    }
    let fields = got.as_object().into_iter().flatten();
    let wrong: Vec<_> = fields
        .filter(|(name, value)| want[name.as_str()] != **value)
        .map(|(name, value)| format!("{name}: got {value}, want {}", want[name.as_str()]))
        .collect();
    let names = |value: &Value| value.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>());
    let same_fields = names(&got) == names(want);
    (!wrong.is_empty() || !same_fields).then(|| format!("{} same fields: {same_fields}", wrong.join("; ")))
}

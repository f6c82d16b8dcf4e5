//! `template.Data` and `template.Alert`.

use super::data::{Alert, NotificationData};
use super::key_values::{KV, items, key_values};
use super::notification::Passed;
use crate::gotime::{TIME, time_value};
use crate::value::{BOOL, Field, Kind, Method, STRING, Signature, Type, Value};

/// `template.Data`
static DATA: Type = Type::named("template.Data", Kind::Struct(&DATA_FIELDS));
/// `*template.Data`
static DATA_POINTER: Type = Type::unnamed("*template.Data", Kind::Pointer(&DATA));
static DATA_FIELDS: [Field; 10] = [
    Field::at("Receiver", &STRING, 0).json("receiver"),
    Field::at("Status", &STRING, 1).json("status"),
    Field::at("Alerts", &ALERTS, 2).json("alerts"),
    Field::at("NotificationReason", &STRING, 3).json("notification_reason"),
    Field::at("GroupLabels", &KV, 4).json("groupLabels"),
    Field::at("CommonLabels", &KV, 5).json("commonLabels"),
    Field::at("CommonAnnotations", &KV, 6).json("commonAnnotations"),
    Field::at("RouteLabels", &KV, 7).json("routeLabels"),
    Field::at("ExternalURL", &STRING, 8).json("externalURL"),
    Field::at("routeLabelsRendered", &BOOL, 9),
];

static ALERTS: Type =
    Type { methods: &ALERTS_METHODS, ..Type::named("template.Alerts", Kind::Slice(&ALERT)) };
static SOME_ALERTS: Type = Type::unnamed("[]template.Alert", Kind::Slice(&ALERT));
static ALERT: Type = Type::named("template.Alert", Kind::Struct(&ALERT_FIELDS));
static ALERT_FIELDS: [Field; 7] = [
    Field::at("Status", &STRING, 0).json("status"),
    Field::at("Labels", &KV, 1).json("labels"),
    Field::at("Annotations", &KV, 2).json("annotations"),
    Field::at("StartsAt", &TIME, 3).json("startsAt"),
    Field::at("EndsAt", &TIME, 4).json("endsAt"),
    Field::at("GeneratorURL", &STRING, 5).json("generatorURL"),
    Field::at("Fingerprint", &STRING, 6).json("fingerprint"),
];

static ALERTS_METHODS: [Method; 2] = [
    Method { signature: Signature::fixed("Firing", &[]), call: |value, _| Ok(with_status(value, b"firing")) },
    Method {
        signature: Signature::fixed("Resolved", &[]),
        call: |value, _| Ok(with_status(value, b"resolved")),
    },
];

fn with_status(alerts: &Value, status: &[u8]) -> Value {
    let has_status =
        |alert: &Value| alert.struct_field(0).is_some_and(|other| other.as_bytes() == Some(status));
    Value::slice(&SOME_ALERTS, items(alerts).into_iter().filter(has_status).collect())
}

fn alert_value(alert: &Alert) -> Value {
    let fields = vec![
        Value::string(&alert.status),
        key_values(&alert.labels),
        key_values(&alert.annotations),
        time_value(alert.starts_at.clone()),
        time_value(alert.ends_at.clone()),
        Value::string(&alert.generator_url),
        Value::string(&alert.fingerprint),
    ];
    Value::structure(&ALERT, fields)
}

/// A `template.Data`, or a pointer to one; the server, which passes a pointer, has rendered the labels
/// of the route before.
pub(super) fn data_value(data: &NotificationData, passed: Passed) -> Value {
    let alerts = match &data.alerts {
        None => Value::zero(&ALERTS),
        Some(alerts) => Value::slice(&ALERTS, alerts.iter().map(alert_value).collect()),
    };
    let fields = vec![
        Value::string(&data.receiver),
        Value::string(&data.status),
        alerts,
        Value::string(&data.notification_reason),
        key_values(&data.group_labels),
        key_values(&data.common_labels),
        key_values(&data.common_annotations),
        key_values(&data.route_labels),
        Value::string(&data.external_url),
        Value::bool(passed == Passed::ByPointer),
    ];
    let value = Value::structure(&DATA, fields);
    match passed {
        Passed::ByValue => value,
        Passed::ByPointer => Value::pointer(&DATA_POINTER, value),
    }
}

//! `template.Data` and `template.Alert`.

use super::Version;
use super::data::{Alert, NotificationData};
use super::key_values::{items, key_values, kv};
use super::notification::Passed;
use crate::gotime::{TIME, time_value};
use crate::value::{BOOL, Field, Kind, Method, STRING, Signature, Type, Value};

static DATA: Type = Type::named("template.Data", Kind::Struct(&DATA_FIELDS));
static DATA_POINTER: Type = Type::unnamed("*template.Data", Kind::Pointer(&DATA));
static DATA_FIELDS: [Field; 10] = [
    Field::at("Receiver", &STRING, 0).json("receiver"),
    Field::at("Status", &STRING, 1).json("status"),
    Field::at("Alerts", &ALERTS, 2).json("alerts"),
    Field::at("NotificationReason", &STRING, 7).json("notification_reason"),
    Field::at("GroupLabels", kv(Version::V0_34), 3).json("groupLabels"),
    Field::at("CommonLabels", kv(Version::V0_34), 4).json("commonLabels"),
    Field::at("CommonAnnotations", kv(Version::V0_34), 5).json("commonAnnotations"),
    Field::at("RouteLabels", kv(Version::V0_34), 8).json("routeLabels"),
    Field::at("ExternalURL", &STRING, 6).json("externalURL"),
    Field::at("routeLabelsRendered", &BOOL, 9),
];

static DATA_0_25: Type = Type::named("template.Data", Kind::Struct(&DATA_FIELDS_0_25));
static DATA_POINTER_0_25: Type = Type::unnamed("*template.Data", Kind::Pointer(&DATA_0_25));
static DATA_FIELDS_0_25: [Field; 7] = [
    Field::at("Receiver", &STRING, 0).json("receiver"),
    Field::at("Status", &STRING, 1).json("status"),
    Field::at("Alerts", &ALERTS_0_25, 2).json("alerts"),
    Field::at("GroupLabels", kv(Version::V0_25), 3).json("groupLabels"),
    Field::at("CommonLabels", kv(Version::V0_25), 4).json("commonLabels"),
    Field::at("CommonAnnotations", kv(Version::V0_25), 5).json("commonAnnotations"),
    Field::at("ExternalURL", &STRING, 6).json("externalURL"),
];

static ALERTS: Type = Type {
    methods: &[
        method("Firing", |value, _| Ok(with_status(&SOME_ALERTS, value, b"firing"))),
        method("Resolved", |value, _| Ok(with_status(&SOME_ALERTS, value, b"resolved"))),
    ],
    ..Type::named("template.Alerts", Kind::Slice(&ALERT))
};
static SOME_ALERTS: Type = Type::unnamed("[]template.Alert", Kind::Slice(&ALERT));
static ALERT: Type = Type::named("template.Alert", Kind::Struct(&ALERT_FIELDS));
static ALERT_FIELDS: [Field; 7] = alert_fields(Version::V0_34);

static ALERTS_0_25: Type = Type {
    methods: &[
        method("Firing", |value, _| Ok(with_status(&SOME_ALERTS_0_25, value, b"firing"))),
        method("Resolved", |value, _| Ok(with_status(&SOME_ALERTS_0_25, value, b"resolved"))),
    ],
    ..Type::named("template.Alerts", Kind::Slice(&ALERT_0_25))
};
static SOME_ALERTS_0_25: Type = Type::unnamed("[]template.Alert", Kind::Slice(&ALERT_0_25));
static ALERT_0_25: Type = Type::named("template.Alert", Kind::Struct(&ALERT_FIELDS_0_25));
static ALERT_FIELDS_0_25: [Field; 7] = alert_fields(Version::V0_25);

const fn alert_fields(version: Version) -> [Field; 7] {
    [
        Field::at("Status", &STRING, 0).json("status"),
        Field::at("Labels", kv(version), 1).json("labels"),
        Field::at("Annotations", kv(version), 2).json("annotations"),
        Field::at("StartsAt", &TIME, 3).json("startsAt"),
        Field::at("EndsAt", &TIME, 4).json("endsAt"),
        Field::at("GeneratorURL", &STRING, 5).json("generatorURL"),
        Field::at("Fingerprint", &STRING, 6).json("fingerprint"),
    ]
}

const fn method(name: &'static str, call: fn(&Value, &[Value]) -> Result<Value, String>) -> Method {
    Method { signature: Signature::fixed(name, &[]), call }
}

fn with_status(ty: &'static Type, alerts: &Value, status: &[u8]) -> Value {
    let has_status =
        |alert: &Value| alert.struct_field(0).is_some_and(|other| other.as_bytes() == Some(status));
    Value::slice(ty, items(alerts).into_iter().filter(has_status).collect())
}

fn alert_value(alert: &Alert, version: Version) -> Value {
    let ty = match version {
        Version::V0_25 => &ALERT_0_25,
        Version::V0_34 => &ALERT,
    };
    let fields = vec![
        Value::string(&alert.status),
        key_values(&alert.labels, version),
        key_values(&alert.annotations, version),
        time_value(alert.starts_at.clone()),
        time_value(alert.ends_at.clone()),
        Value::string(&alert.generator_url),
        Value::string(&alert.fingerprint),
    ];
    Value::structure(ty, fields)
}

/// A `template.Data`, or a pointer to one; the server, which passes a pointer, has rendered the labels
/// of the route before.
pub(super) fn data_value(data: &NotificationData, passed: Passed, version: Version) -> Value {
    let (ty, pointer, alerts) = match version {
        Version::V0_25 => (&DATA_0_25, &DATA_POINTER_0_25, &ALERTS_0_25),
        Version::V0_34 => (&DATA, &DATA_POINTER, &ALERTS),
    };
    let alerts = match &data.alerts {
        None => Value::zero(alerts),
        Some(items) => Value::slice(alerts, items.iter().map(|alert| alert_value(alert, version)).collect()),
    };
    let fields = vec![
        Value::string(&data.receiver),
        Value::string(&data.status),
        alerts,
        key_values(&data.group_labels, version),
        key_values(&data.common_labels, version),
        key_values(&data.common_annotations, version),
        Value::string(&data.external_url),
        Value::string(&data.notification_reason),
        key_values(&data.route_labels, version),
        Value::bool(passed == Passed::ByPointer),
    ];
    let value = Value::structure(ty, fields);
    match passed {
        Passed::ByValue => value,
        Passed::ByPointer => Value::pointer(pointer, value),
    }
}

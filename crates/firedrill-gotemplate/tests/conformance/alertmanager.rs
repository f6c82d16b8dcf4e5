//! Rows of Alertmanager.

use std::collections::BTreeMap;

use firedrill_gotemplate::alertmanager::{
    Alert, KeyValues, NotificationData, NotificationTemplates, Passed, RenderError, Version,
};
use firedrill_gotemplate::gotime::{GoTime, Zone};
use serde::Deserialize;

use crate::rows::{DialectRow, Row, Tally, read, read_json};

const PREFIX: &str = "amtool: error: ";

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct JsonData {
    receiver: String,
    status: String,
    alerts: Option<Vec<JsonAlert>>,
    #[serde(rename = "notification_reason")]
    notification_reason: String,
    group_labels: KeyValues,
    common_labels: KeyValues,
    common_annotations: KeyValues,
    route_labels: KeyValues,
    #[serde(rename = "externalURL")]
    external_url: String,
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct JsonAlert {
    status: String,
    labels: KeyValues,
    annotations: KeyValues,
    starts_at: Option<String>,
    ends_at: Option<String>,
    #[serde(rename = "generatorURL")]
    generator_url: String,
    fingerprint: String,
}

fn time(text: Option<&String>) -> GoTime {
    text.map_or_else(GoTime::zero, |text| {
        GoTime::parse("2006-01-02T15:04:05Z07:00", text).expect("a time as JSON writes it")
    })
}

impl From<JsonData> for NotificationData {
    fn from(data: JsonData) -> Self {
        let alert = |alert: JsonAlert| Alert {
            status: alert.status,
            labels: alert.labels,
            annotations: alert.annotations,
            starts_at: time(alert.starts_at.as_ref()),
            ends_at: time(alert.ends_at.as_ref()),
            generator_url: alert.generator_url,
            fingerprint: alert.fingerprint,
        };
        Self {
            receiver: data.receiver,
            status: data.status,
            alerts: data.alerts.map(|alerts| alerts.into_iter().map(alert).collect()),
            notification_reason: data.notification_reason,
            group_labels: data.group_labels,
            common_labels: data.common_labels,
            common_annotations: data.common_annotations,
            route_labels: data.route_labels,
            external_url: data.external_url,
        }
    }
}

/// What amtool renders without a file of data.
fn built_in_data() -> NotificationData {
    let pairs = |names: &[(&str, &str)]| -> KeyValues {
        Some(names.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    };
    let alert =
        |status: &str, labels: &[(&str, &str)], annotations: &[(&str, &str)], fingerprint: &str| Alert {
            status: status.to_owned(),
            labels: pairs(
                &[
                    labels,
                    &[("commonlabelkey1", "commonlabelvalue1"), ("commonlabelkey2", "commonlabelvalue2")],
                ]
                .concat(),
            ),
            annotations: pairs(
                &[
                    annotations,
                    &[
                        ("commonannotationkey1", "commonannotationvalue1"),
                        ("commonannotationkey2", "commonannotationvalue2"),
                    ],
                ]
                .concat(),
            ),
            starts_at: GoTime::zero(),
            ends_at: GoTime::zero(),
            generator_url: "https://generatorurl.com".to_owned(),
            fingerprint: fingerprint.to_owned(),
        };
    let firing = [("instance", "foo.bar:1234"), ("label1", "value1"), ("label2", "value2")];
    let resolved = [("foo", "bar"), ("baz", "qux")];
    NotificationData {
        receiver: "receiver".to_owned(),
        status: "alertstatus".to_owned(),
        alerts: Some(vec![
            alert("firing", &firing, &[("annotation1", "value1"), ("annotation2", "value2")], "fingerprint1"),
            alert("resolved", &resolved, &[("aaa", "bbb"), ("ccc", "ddd")], "fingerprint2"),
        ]),
        group_labels: pairs(&[
            ("grouplabelkey1", "grouplabelvalue1"),
            ("grouplabelkey2", "grouplabelvalue2"),
        ]),
        common_labels: pairs(&[
            ("commonlabelkey1", "commonlabelvalue1"),
            ("commonlabelkey2", "commonlabelvalue2"),
        ]),
        common_annotations: pairs(&[
            ("commonannotationkey1", "commonannotationvalue1"),
            ("commonannotationkey2", "commonannotationvalue2"),
        ]),
        external_url: "https://example.com".to_owned(),
        ..NotificationData::default()
    }
}

/// The data of a row.
fn data_of<'f>(row: &Row, files: &'f mut BTreeMap<String, NotificationData>) -> &'f NotificationData {
    files.entry(row.data.clone().unwrap_or_default()).or_insert_with_key(|file| match file.as_str() {
        "" => built_in_data(),
        file => read_json::<JsonData>(&format!("data/{file}")).into(),
    })
}

fn render(
    defaults: &NotificationTemplates,
    row: &Row,
    data: &NotificationData,
) -> Result<String, RenderError> {
    let mut templates = defaults.clone();
    for (name, text) in row.define.iter().flatten() {
        templates.add_file(name, text)?;
    }
    let passed = if row.via.is_some() { Passed::ByPointer } else { Passed::ByValue };
    let now = GoTime::new(1_790_000_000, 0, Zone::Local);
    // A receiver's text that is empty is not looked at.
    if row.text.is_empty() {
        return Ok(String::new());
    }
    let is_html = row.kind.as_deref() == Some("html");
    let template = if is_html { templates.parse_html(&row.text)? } else { templates.parse(&row.text)? };
    template.render(&templates, data, passed, &now)
}

/// Why a row is not compared, if so.
fn left_out(row: &Row) -> Option<&'static str> {
    if row.group == "live/webhook-payload" {
        Some("webhook payloads")
    } else if row.text.contains("email.default.html") {
        Some("the HTML e-mail")
    } else {
        None
    }
}

#[test]
fn renders_as_alertmanager() {
    let Some(rows) = read::<Row>("alertmanager.jsonl") else { return };
    let mut files: BTreeMap<String, NotificationData> = BTreeMap::new();
    let mut tally = Tally::default();
    let defaults = NotificationTemplates::with_defaults(Version::V0_34);
    for row in &rows {
        if let Some(reason) = left_out(row) {
            tally.leave_out(reason);
            continue;
        }
        match render(&defaults, row, data_of(row, &mut files)) {
            Ok(out) => tally.compare(row, &row.out, &out),
            Err(error) => {
                let want = row.err.trim_start_matches(PREFIX).trim_end();
                tally.compare(row, want, error.to_string().trim_end());
            }
        }
    }
    tally.finish("Alertmanager 0.34");
}

#[test]
fn renders_as_alertmanager_0_25() {
    let Some(rows) = read::<DialectRow>("dialects.jsonl") else { return };
    let mut files: BTreeMap<String, NotificationData> = BTreeMap::new();
    let mut tally = Tally::default();
    let defaults = NotificationTemplates::with_defaults(Version::V0_25);
    for DialectRow { tool, old, row } in rows {
        let reason = if tool.starts_with("amtool") { left_out(&row) } else { Some("rows of other programs") };
        // Other data in that version, and no default texts: the recording took those of the distribution
        // from a file, but not for these.
        let reason = reason.or((row.group == "default-data").then_some("amtool's built-in data"));
        if let Some(reason) = reason {
            tally.leave_out(reason);
            continue;
        }
        let data = data_of(&row, &mut files);
        let text = |key: &str| old[key].as_str().unwrap_or_default();
        match render(&defaults, &row, data) {
            Ok(out) => tally.compare(&row, text("out"), &out),
            Err(error) => {
                let want = text("err").trim_start_matches(PREFIX).trim_end();
                tally.compare(&row, want, error.to_string().trim_end());
            }
        }
    }
    tally.finish("Alertmanager 0.25");
}

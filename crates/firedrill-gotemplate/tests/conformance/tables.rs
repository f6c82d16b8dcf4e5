//! `fixtures/alertmanager/templates.tsv` and `html.tsv`: a template and what becomes of it, both in JSON's
//! notation; errors begin with an exclamation mark.

use std::collections::BTreeMap;
use std::path::PathBuf;

use firedrill_gotemplate::alertmanager::{
    Alert, NotificationData, NotificationTemplates, Passed, RenderError, Version,
};
use firedrill_gotemplate::gotime::{GoTime, Zone};

/// Compares each row of a table with what is made of its template.
fn check(file: &str, render: impl Fn(&str) -> Result<String, RenderError>) {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/alertmanager"));
    let text = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let json = |text: &str| -> String { serde_json::from_str(text).expect("a text in JSON") };
    let (mut compared, mut wrong) = (0, Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (template, want) = line.split_once('\t').expect("two columns");
        let got = render(&json(template)).unwrap_or_else(|error| format!("! {error}"));
        compared += 1;
        if got != json(want) {
            wrong.push(format!("{template}\n  want {want}\n  got  {got:?}"));
        }
    }
    println!("{file}: {} of {compared} agree", compared - wrong.len());
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{file}: {} of {compared} differ\n{shown}", wrong.len());
}

fn pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Two alerts, of which one is over.
fn notification() -> NotificationData {
    let alert = |status: &str, instance: &str, ends_at: GoTime| Alert {
        status: status.to_owned(),
        labels: Some(pairs(&[("alertname", "Stuck"), ("instance", instance), ("job", "db")])),
        annotations: Some(pairs(&[("summary", "It is \"stuck\" & slow")])),
        starts_at: GoTime::new(1_767_312_245, 120_000_000, Zone::Utc),
        ends_at,
        generator_url: "http://prometheus.example/graph?g0.expr=up".to_owned(),
        fingerprint: "0123456789abcdef".to_owned(),
    };
    NotificationData {
        receiver: "team".to_owned(),
        status: "firing".to_owned(),
        alerts: Some(vec![
            alert("firing", "b:9100", GoTime::zero()),
            alert("resolved", "a:9100", GoTime::new(1_767_315_845, 0, Zone::Utc)),
        ]),
        notification_reason: "some alerts resolved".to_owned(),
        group_labels: Some(pairs(&[("alertname", "Stuck")])),
        common_labels: Some(pairs(&[("alertname", "Stuck"), ("job", "db")])),
        common_annotations: Some(pairs(&[("summary", "It is \"stuck\" & slow")])),
        route_labels: Some(pairs(&[("team", "{{ .CommonLabels.job | toUpper }}")])),
        external_url: "http://alertmanager.example".to_owned(),
    }
}

#[test]
fn template_functions() {
    let templates = NotificationTemplates::with_defaults(Version::V0_34);
    let (data, now) = (notification(), GoTime::new(1_767_319_445, 0, Zone::Utc));
    check("templates.tsv", |text| templates.parse(text)?.render(&templates, &data, Passed::ByValue, &now));
}

#[test]
fn html_as_go_escapes_it() {
    let templates = NotificationTemplates::empty(Version::V0_34);
    let (data, now) = (NotificationData::default(), GoTime::zero());
    check("html.tsv", |text| templates.parse_html(text)?.render(&templates, &data, Passed::ByValue, &now));
}

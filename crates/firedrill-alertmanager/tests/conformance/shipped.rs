//! The configuration that comes with the rule packs.

use std::path::PathBuf;

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::notify::{IntegrationKind, Notification};
use firedrill_alertmanager::payload::{Renderer, TemplateFile};
use firedrill_alertmanager::{Alertmanager, Config, Options, Version};
use firedrill_model::{Duration, Labels, Timestamp};

/// Monday, 2026-06-01 10:00 in Berlin: no window is open.
const MONDAY: Timestamp = Timestamp(1_780_300_800_000);
/// The Tuesday after, 03:00 in Berlin: within the window, and outside of one that follows UTC.
const TUESDAY: Timestamp = Timestamp(1_780_362_000_000);

fn repository() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn configuration(version: Version) -> Config {
    let loaded = load(&read("rules/alertmanager/alertmanager.yml"), version);
    loaded.config.unwrap_or_else(|| panic!("{version}: {:?}", loaded.errors))
}

fn templates() -> Vec<TemplateFile> {
    let file = |name: &str| TemplateFile {
        name: name.to_owned(),
        text: read(&format!("rules/alertmanager/templates/{name}")),
    };
    vec![file("rebalance.tmpl"), file("teams.tmpl")]
}

/// The names of a pack's alerts.
fn alert_names(pack: &str) -> Vec<String> {
    let rules = read(&format!("rules/{pack}/alerts.yml"));
    let mut names: Vec<_> =
        rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).map(str::to_owned).collect();
    names.dedup();
    names
}

fn alert(name: &str, severity: &str, cluster: &str) -> PostedAlert {
    let labels =
        [("alertname", name), ("severity", severity), ("component", "rebalance"), ("cluster", cluster)];
    let annotations = [
        ("summary", "Nodes do not drain"),
        ("description", "Plan 7 stands still."),
        ("runbook_url", "https://docs.example.org/packs/mesh-rebalance#drain-stuck"),
        ("dashboard_url", "https://grafana.example.org/d/mesh-rebalance-oncall"),
    ];
    PostedAlert {
        annotations: Labels::from_pairs(annotations),
        ..PostedAlert::firing(Labels::from_pairs(labels))
    }
}

/// What is sent within half an hour of alerts that fire from `start` on.
fn sent(version: Version, start: Timestamp, alerts: &[PostedAlert]) -> Vec<Notification> {
    let options = Options { version, ..Options::default() };
    let mut server = Alertmanager::new(&configuration(version), options, start);
    let alerts: Vec<_> = alerts
        .iter()
        .map(|alert| PostedAlert { ends_at: Some(start + Duration::from_seconds(7200)), ..alert.clone() })
        .collect();
    assert!(server.receive(&alerts, start).is_empty());
    server.advance(start + Duration::from_seconds(1800))
}

fn receivers(sent: &[Notification]) -> Vec<&str> {
    let mut receivers: Vec<_> = sent.iter().map(|it| &*it.receiver).collect();
    receivers.sort_unstable();
    receivers.dedup();
    receivers
}

#[test]
fn every_alert_of_the_packs_finds_its_receivers() {
    let names = [alert_names("mesh-rebalance"), alert_names("meshkit-rebalance")].concat();
    assert!(names.len() >= 16, "{names:?}");
    for version in Version::all() {
        for name in &names {
            let pages = sent(version, MONDAY, &[alert(name, "critical", "eu-1")]);
            assert_eq!(receivers(&pages), ["escalation", "pagerduty"], "{version} {name}");
            let cards = sent(version, MONDAY, &[alert(name, "warning", "eu-1")]);
            assert_eq!(receivers(&cards), ["teams"], "{version} {name}");
        }
        let stray = PostedAlert::firing(Labels::from_pairs([("alertname", "Stray")]));
        assert_eq!(receivers(&sent(version, MONDAY, &[stray])), ["unrouted"]);
    }
}

#[test]
fn an_outage_that_is_over_in_time_does_not_escalate() {
    let mut server = Alertmanager::new(&configuration(Version::NEWEST), Options::default(), MONDAY);
    let firing = alert("MeshRebalanceDrainStuck", "critical", "eu-1");
    server.receive(std::slice::from_ref(&firing), MONDAY);
    let over = MONDAY + Duration::from_seconds(600);
    let mut sent = server.advance(over);
    server.receive(&[PostedAlert { ends_at: Some(over), ..firing }], over);
    sent.extend(server.advance(over + Duration::from_seconds(3600)));
    assert_eq!(receivers(&sent), ["pagerduty"]);
    assert_eq!(sent.last().expect("a page").status.as_str(), "resolved");
}

#[test]
fn a_missing_controller_mutes_what_follows_from_it() {
    let page = |name, severity, cluster| alert(name, severity, cluster);
    let stuck = page("MeshRebalanceDrainStuck", "critical", "eu-1");
    let elsewhere = page("MeshRebalanceDrainStuck", "critical", "eu-2");
    let gone = page("MeshRebalanceHeartbeatMissing", "critical", "eu-1");
    let sent_all = sent(Version::NEWEST, MONDAY, &[stuck.clone(), elsewhere, gone]);
    for notification in &sent_all {
        for notified in &notification.alerts {
            let labels = &notified.alert.labels;
            let is_muted = labels.get("cluster") == Some("eu-1")
                && labels.get("alertname") == Some("MeshRebalanceDrainStuck");
            assert!(!is_muted, "{labels}");
        }
    }
    let doubtful = page("MeshRebalanceHeartbeatMissing", "warning", "eu-1");
    let pages = sent(Version::NEWEST, MONDAY, &[stuck, doubtful]);
    assert!(receivers(&pages).contains(&"pagerduty"), "a warning keeps no page back");
}

#[test]
fn maintenance_follows_the_clocks_of_its_zone() {
    let stuck = [alert("MeshRebalanceDrainStuck", "critical", "eu-1")];
    assert!(sent(Version::NEWEST, TUESDAY, &stuck).is_empty());
    // Half a year later three o'clock comes an hour later.
    let winter = TUESDAY + Duration::from_seconds(26 * 7 * 86_400);
    assert!(sent(Version::NEWEST, winter, &stuck).is_empty());
    let gone = [alert("MeshRebalanceHeartbeatMissing", "critical", "eu-1")];
    assert_eq!(receivers(&sent(Version::NEWEST, TUESDAY, &gone)), ["pagerduty"]);
}

#[test]
fn fifty_clusters_are_one_incident() {
    let storm: Vec<_> = (0..50)
        .map(|cluster| alert("MeshRebalanceHeartbeatMissing", "critical", &format!("eu-{cluster}")))
        .collect();
    let pages = sent(Version::NEWEST, MONDAY, &storm);
    let of_pager: Vec<_> = pages.iter().filter(|it| &*it.receiver == "pagerduty").collect();
    assert_eq!(of_pager.len(), 1);
    assert_eq!(of_pager[0].alerts.len(), 50);
}

#[test]
fn texts_say_what_where_and_what_to_do() {
    for version in Version::all() {
        let renderer = Renderer::new(&configuration(version), &templates(), "http://am.example.org", version)
            .expect("the templates are valid");
        let firing = [
            alert("MeshRebalanceDrainStuck", "critical", "eu-1"),
            alert("MeshRebalanceDrainStuck", "critical", "eu-2"),
        ];
        for notification in sent(version, MONDAY, &firing) {
            let message = renderer.render(&notification).expect("every text can be rendered");
            let get = |name: &str| message.fields.get(name).unwrap_or_default();
            assert!(get("summary").ends_with("Nodes do not drain"), "{version} {}", get("summary"));
            assert_eq!(get("group"), "eu-1, eu-2", "{version}");
            assert_eq!(
                get("custom_details.what"),
                "* eu-1: Plan 7 stands still.\n* eu-2: Plan 7 stands still.\n",
                "{version}"
            );
            assert!(get("links.0.href").contains("#drain-stuck"), "{version}");
        }
    }
}

/// The receiver that the page offers for releases that post to Teams themselves.
#[test]
fn the_receiver_of_the_page_posts_cards() {
    let page = read("docs/packs/alertmanager.md");
    let block = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a receiver");
    let file = read("rules/alertmanager/alertmanager.yml");
    let (before, _) = file.split_once("  - name: teams").expect("the receiver it replaces");
    let indented = block.replace('\n', "\n  ");
    let config =
        load(&format!("{before}  {indented}"), Version::NEWEST).config.expect("a valid configuration");
    let mut server = Alertmanager::new(&config, Options::default(), MONDAY);
    server.receive(&[alert("MeshRebalanceSlow", "warning", "eu-1")], MONDAY);
    let sent = server.advance(MONDAY + Duration::from_seconds(60));
    assert_eq!(sent[0].kind, IntegrationKind::MsTeamsV2);
    let renderer = Renderer::new(&config, &templates(), "http://am.example.org", Version::NEWEST)
        .expect("the templates are valid");
    let message = renderer.render(&sent[0]).expect("a card");
    assert_eq!(message.fields.get("title"), Some("Warning: Nodes do not drain"));
    assert!(
        message.fields.get("text").is_some_and(|text| text.contains("[Runbook](https://docs.example.org"))
    );
}

//! Notifications, silences and receivers that fail.

use crate::memory::{Setting, sent};

const DOWN: &str = "groups: [{name: g, rules: [{alert: Down, expr: works == 0}]}]";
const TEAM: &str = "route: {receiver: team, group_wait: 30s, group_interval: 5m, repeat_interval: 4h}\n\
                    receivers: [{name: team, webhook_configs: [{url: 'http://team.example/'}]}]\n";

fn setting(timeline: &str, expect: &str) -> Setting {
    let body = format!(
        "series:\n  - works{{job=\"j\"}}: 1x10 0x20 1x30\n{timeline}unnamed: free\nexpect:\n{expect}end: 1h\n"
    );
    Setting::new(DOWN, Some(TEAM), &body)
}

const PAGED: &str = "  - { page: team, for: Down }\n";

#[test]
fn an_alert_is_notified_and_resolved() {
    let plain = setting("", PAGED);
    assert_eq!(sent(&plain.play()), ["11m30s team Firing", "36m30s team Resolved"]);
    assert!(plain.failures().is_empty());
}

#[test]
fn a_silence_keeps_the_page_back_and_says_so() {
    let silenced = setting("timeline: [{5m: 'silence job=\"j\" for 20m \"work CHG-1\"'}]\n", PAGED);
    assert_eq!(sent(&silenced.play())[0], "26m30s team Firing");
    let timeline = "timeline: [{5m: 'silence job=\"j\" for 2h \"work CHG-1\"'}]\n";
    let failures = setting(timeline, PAGED).failures();
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(
        failures[0].1.starts_with("silenced by ") && failures[0].1.contains("work CHG-1"),
        "{failures:?}"
    );
    let muted = "  - { no page: team, because: silenced by CHG-1 }\n";
    assert!(setting(timeline, muted).failures().is_empty());
}

#[test]
fn a_receiver_that_is_down_gets_the_page_late() {
    let late = setting("timeline: [{10m: receiver team goes down for 4m}]\n", PAGED);
    let sent = sent(&late.play());
    let delivered = sent.iter().find(|text| text.ends_with("Firing")).expect("a page");
    assert!(delivered.as_str() > "14m", "{sent:?}");
}

#[test]
fn replicas_notify_once() {
    let two = setting("replicas: { prometheus: 2, alertmanager: 2 }\n", PAGED);
    assert_eq!(sent(&two.play()), ["11m30s team Firing", "36m30s team Resolved"]);
}

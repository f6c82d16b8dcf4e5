//! Laws of the server, on random histories.

use std::collections::BTreeSet;

use firedrill_alertmanager::alert::{AlertStatus, PostedAlert};
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::notify::Notification;
use firedrill_alertmanager::server::FlushReport;
use firedrill_alertmanager::silence::PostedSilence;
use firedrill_alertmanager::{Alertmanager, Fingerprint, MatchOperator, Options, Version};
use firedrill_model::{Duration, Labels, Timestamp};
use proptest::prelude::*;

const CONFIG: &str = r#"
route:
  receiver: default
  group_by: [name]
  group_wait: 2s
  group_interval: 5s
  repeat_interval: 17s
  routes:
    - {receiver: pager, matchers: ["sev=high"], continue: true}
    - {receiver: night, matchers: ["sev=low"], group_by: ["..."]}
inhibit_rules:
  - {source_matchers: ["sev=high"], target_matchers: ["sev=low"], equal: [name]}
receivers:
  - {name: default, webhook_configs: [{url: "http://receiver.example/"}]}
  - {name: pager, webhook_configs: [{url: "http://receiver.example/"}]}
  - {name: night, webhook_configs: [{url: "http://receiver.example/"}]}
"#;

#[derive(Debug, Clone)]
enum Action {
    /// Posts an alert that fires, or is resolved.
    Post { name: u8, severity: u8, fires: bool },
    /// Silences a name for some seconds.
    Silence { name: u8, seconds: i64 },
}

fn action() -> impl Strategy<Value = (i64, Action)> {
    let post = (0..3_u8, 0..3_u8, any::<bool>()).prop_map(|(name, severity, fires)| Action::Post {
        name,
        severity,
        fires,
    });
    let silence = (0..3_u8, 1..40_i64).prop_map(|(name, seconds)| Action::Silence { name, seconds });
    (1..9_000_i64, prop_oneof![5 => post, 1 => silence])
}

struct History {
    sent: Vec<Notification>,
    reports: Vec<FlushReport>,
}

fn play(actions: &[(i64, Action)], version: Version) -> History {
    let config = load(CONFIG, version).config.expect("a valid configuration");
    let options = Options { version, reports_flushes: true, ..Options::default() };
    let mut server = Alertmanager::new(&config, options, Timestamp(0));
    let mut now = Timestamp(0);
    let mut sent = Vec::new();
    for (pause, action) in actions {
        now = now + Duration::from_ms(*pause);
        sent.extend(server.advance(now));
        match action {
            Action::Post { name, severity, fires } => {
                let severity = ["high", "low", "none"][usize::from(*severity)];
                let labels = Labels::from_pairs([("name", name.to_string().as_str()), ("sev", severity)]);
                let mut alert = PostedAlert::firing(labels);
                alert.ends_at = (!fires).then_some(now);
                server.receive(&[alert], now);
            }
            Action::Silence { name, seconds } => {
                let posted = PostedSilence {
                    matchers: vec![("name".to_owned(), MatchOperator::Equal, name.to_string())],
                    starts_at: now,
                    ends_at: now + Duration::from_seconds(*seconds),
                    ..PostedSilence::default()
                };
                server.post_silence(&posted, now).expect("a valid silence");
            }
        }
    }
    sent.extend(server.advance(now + Duration::from_seconds(900)));
    History { sent, reports: server.take_reports() }
}

fn version() -> impl Strategy<Value = Version> {
    (25..35_u8).prop_map(|minor| Version::from_minor(minor).expect("a profile"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a flush found muted is in none of its notifications.
    #[test]
    fn muted_alerts_are_not_notified(actions in prop::collection::vec(action(), 1..40), version in version()) {
        let history = play(&actions, version);
        for report in &history.reports {
            let muted: BTreeSet<Fingerprint> = report
                .alerts
                .iter()
                .filter(|it| it.muting.is_some())
                .map(|it| it.alert.fingerprint)
                .collect();
            let of_flush = history.sent.iter().filter(|it| {
                it.tick == report.tick && it.group_key == report.group_key && it.receiver == report.receiver
            });
            for notification in of_flush {
                for notified in &notification.alerts {
                    prop_assert!(!muted.contains(&notified.alert.fingerprint), "{notification:?}");
                }
            }
        }
    }

    /// After everything has ended, each group's last word is that it is resolved, unless its resolved
    /// alerts were muted when they were flushed.
    #[test]
    fn what_fired_is_resolved_or_was_muted(
        actions in prop::collection::vec(action(), 1..40),
        version in version(),
    ) {
        let history = play(&actions, version);
        let last_words: std::collections::BTreeMap<_, _> = history
            .sent
            .iter()
            .map(|it| ((it.receiver.clone(), it.group_key.clone()), it.status))
            .collect();
        for ((receiver, group_key), status) in last_words {
            let lost = history.reports.iter().any(|report| {
                report.receiver == receiver
                    && report.group_key == group_key
                    && report.alerts.iter().any(|it| it.muting.is_some() && it.status == AlertStatus::Resolved)
            });
            prop_assert!(status == AlertStatus::Resolved || lost, "{receiver} {group_key} still fires");
        }
    }

    /// The same history gives the same bytes.
    #[test]
    fn a_history_has_one_outcome(actions in prop::collection::vec(action(), 1..30), version in version()) {
        let (once, again) = (play(&actions, version), play(&actions, version));
        prop_assert_eq!(format!("{:?}", once.sent), format!("{:?}", again.sent));
    }
}

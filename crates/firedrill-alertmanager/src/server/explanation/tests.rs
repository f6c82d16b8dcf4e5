//! Explanations of small situations, each held against what the server then does.

use firedrill_model::{Duration, Labels, Timestamp};

use crate::alert::PostedAlert;
use crate::config::load;
use crate::notify::{Behaviour, Failure, Response};
use crate::server::{Alertmanager, Cluster, Options};
use crate::silence::PostedSilence;
use crate::{MatchOperator, Version};

const CONFIG: &str = "
route:
  receiver: all
  group_wait: 2s
  group_interval: 3s
  repeat_interval: 8s
  group_by: [alertname]
  routes:
    - matchers: [team=night]
      receiver: night
      mute_time_intervals: [first-hour]
    - matchers: [team=nobody]
      receiver: nobody
receivers:
  - {name: all, webhook_configs: [{url: 'http://a.example/'}]}
  - {name: night, webhook_configs: [{url: 'http://n.example/', send_resolved: false}]}
  - {name: nobody}
inhibit_rules:
  - {name: down, source_matchers: [alertname=Down], target_matchers: [alertname=Slow], equal: [cluster]}
time_intervals:
  - name: first-hour
    time_intervals: [{times: [{start_time: '00:00', end_time: '01:00'}]}]
";

fn labels(pairs: &[(&str, &str)]) -> Labels {
    Labels::from_pairs(pairs.iter().copied())
}

fn posted(pairs: &[(&str, &str)], from: i64, to: i64) -> PostedAlert {
    PostedAlert {
        starts_at: Some(Timestamp(from * 1000)),
        ends_at: Some(Timestamp(to * 1000)),
        ..PostedAlert::firing(labels(pairs))
    }
}

fn server() -> Alertmanager {
    let config = load(CONFIG, Version::NEWEST).config.expect("a valid configuration");
    Alertmanager::new(&config, Options::default(), Timestamp(0))
}

fn seconds(at: Timestamp) -> String {
    format!("{} s", at.as_ms() / 1000)
}

/// The first route's sentences and the next time at `second`.
fn explained(server: &mut Alertmanager, pairs: &[(&str, &str)], second: i64) -> (Vec<String>, Option<i64>) {
    let explanation = server.explain(&labels(pairs), None, Timestamp(second * 1000));
    let route = &explanation.routes[0];
    let sentences = route.obstacles.iter().map(|it| it.sentence(&seconds)).collect();
    (sentences, route.next.map(|it| it.as_ms() / 1000))
}

/// Whether the alert is notified at exactly `next` and not before.
fn comes_true(mut server: Alertmanager, pairs: &[(&str, &str)], next: Option<i64>, horizon: i64) -> bool {
    let sent = server.advance(Timestamp(horizon * 1000));
    let wanted = labels(pairs);
    let found = sent.iter().find(|it| {
        it.response.is_success() && it.alerts.iter().any(|notified| notified.alert.labels == wanted)
    });
    found.map(|it| it.at.as_ms() / 1000) == next
}

#[test]
fn waits_and_repeats() {
    let slow = [("alertname", "Slow")];
    let mut server = server();
    let unknown = explained(&mut server, &slow, 0);
    assert_eq!(unknown, (vec!["Alertmanager does not know the alert".to_owned()], None));
    server.receive(&[posted(&slow, 0, 600)], Timestamp(0));
    let waiting = explained(&mut server, &slow, 1);
    assert_eq!(waiting, (vec!["its group waits for the next flush at 2 s (group_wait)".to_owned()], Some(2)));
    assert!(comes_true(server.clone(), &slow, Some(2), 60));
    server.advance(Timestamp(3000));
    let (sentences, next) = explained(&mut server, &slow, 4);
    assert_eq!(sentences[0], "notified at 2 s and unchanged since; repeated after 10 s");
    assert_eq!(next, Some(11));
    assert!(comes_true(server.clone(), &slow, next, 60));
    server.stop(Timestamp(5000));
    assert_eq!(explained(&mut server, &slow, 6).0, ["Alertmanager does not run"]);
}

#[test]
fn mutings_end() {
    let slow = [("alertname", "Slow"), ("cluster", "a")];
    let mut server = server();
    server.receive(
        &[posted(&slow, 0, 600), posted(&[("alertname", "Down"), ("cluster", "a")], 0, 600)],
        Timestamp(0),
    );
    let (sentences, next) = explained(&mut server, &slow, 1);
    assert_eq!(
        sentences[0],
        "inhibited by {alertname=\"Down\", cluster=\"a\"} through the inhibit rule `down`"
    );
    assert_eq!(next, None);

    let silence = PostedSilence {
        matchers: vec![("cluster".to_owned(), MatchOperator::Equal, "b".to_owned())],
        ends_at: Timestamp(30_000),
        comment: "move".to_owned(),
        ..PostedSilence::default()
    };
    let other = [("alertname", "Slow"), ("cluster", "b")];
    let id = server.post_silence(&silence, Timestamp(1000)).expect("a silence");
    server.receive(&[posted(&other, 2, 600)], Timestamp(2000));
    let (sentences, next) = explained(&mut server, &other, 5);
    assert_eq!(sentences[0], format!("silenced by {id} (move) until 30 s"));
    assert_eq!(next, Some(32));
    assert!(comes_true(server.clone(), &other, next, 60));

    let night = [("alertname", "Late"), ("team", "night")];
    server.receive(&[posted(&night, 6, 9000)], Timestamp(6000));
    let (sentences, next) = explained(&mut server, &night, 7);
    assert_eq!(sentences[0], "muted by the time interval first-hour until 3600 s");
    assert_eq!(next, Some(3602));
    assert!(comes_true(server, &night, next, 4000));
}

#[test]
fn other_routes_and_receivers() {
    let mut server = server();
    let nobody = [("alertname", "A"), ("team", "nobody")];
    server.receive(&[posted(&nobody, 0, 600)], Timestamp(0));
    assert_eq!(explained(&mut server, &nobody, 1).0, ["the receiver has no integration and sends nothing"]);
    let explanation = server.explain(&labels(&nobody), Some("all"), Timestamp(1000));
    let sentence = explanation.routes[0].obstacles[0].sentence(&seconds);
    assert_eq!(sentence, "the alert is routed to nobody instead");
}

#[test]
fn receivers_that_fail() {
    let slow = [("alertname", "Slow")];
    let mut server = server();
    let failure = Failure { response: Response::Status(500), requests: Some(3) };
    let behaviour = Behaviour { latency: Duration::ZERO, failure: Some(failure) };
    server.set_behaviour("all", None, behaviour, Timestamp(0));
    server.receive(&[posted(&slow, 0, 600)], Timestamp(0));
    server.advance(Timestamp(2100));
    let (sentences, next) = explained(&mut server, &slow, 2);
    assert_eq!(sentences[0], "the receiver fails: webhook[0] answered 500 to attempt 1");
    assert!(comes_true(server, &slow, next, 60), "{next:?}");
}

#[test]
fn resolutions() {
    let slow = [("alertname", "Slow")];
    let mut server = server();
    server.receive(&[posted(&slow, 0, 1)], Timestamp(0));
    let early = explained(&mut server, &slow, 1);
    assert_eq!((early.0[0].as_str(), early.1), ("resolved, and nobody was told that it fired", None));

    server.receive(&[posted(&slow, 10, 600)], Timestamp(10_000));
    server.advance(Timestamp(13_000));
    let silence = PostedSilence {
        matchers: vec![("alertname".to_owned(), MatchOperator::Equal, "Slow".to_owned())],
        starts_at: Timestamp(13_000),
        ends_at: Timestamp(60_000),
        ..PostedSilence::default()
    };
    server.post_silence(&silence, Timestamp(13_000)).expect("a silence");
    server.receive(&[posted(&slow, 10, 14)], Timestamp(14_000));
    let (sentences, next) = explained(&mut server, &slow, 20);
    assert_eq!(
        sentences,
        ["resolved while it was muted, so the notification of 12 s is never followed by its end"]
    );
    assert_eq!(next, None);
}

#[test]
fn a_replica_leaves_it_to_the_one_before() {
    let config = load(CONFIG, Version::NEWEST).config.expect("a valid configuration");
    let mut cluster = Cluster::new(&config, &Options::default(), 2, Timestamp(0));
    let slow = [("alertname", "Slow")];
    cluster.receive(&[posted(&slow, 0, 600)], Timestamp(0));
    cluster.advance(Timestamp(10_000));
    let second = cluster.replica(1).expect("the second replica");
    let (sentences, _) = explained(second, &slow, 10);
    assert!(
        sentences.iter().any(|it| it == "waits until 17 s for other replicas to notify"),
        "{sentences:?}"
    );
    assert!(sentences[0].starts_with("notified at 2 s by another replica"), "{sentences:?}");
}

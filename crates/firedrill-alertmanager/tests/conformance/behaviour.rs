//! Behaviours of the server that no recording shows: replicas, slow and failing receivers, forgetting.

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::notify::{Behaviour, Decision, Failure, Notification, Response, Unsent};
use firedrill_alertmanager::server::{Muting, Verdict};
use firedrill_alertmanager::silence::PostedSilence;
use firedrill_alertmanager::{Alertmanager, Cluster, Config, MatchOperator, Options, Version};
use firedrill_model::{Duration, Labels, Timestamp};

/// Group wait 2 s, group interval 10 s, repeat interval 1 m.
fn config(extra: &str) -> Config {
    let source = format!(
        "{{route: {{receiver: r, group_by: [name], group_wait: 2s, group_interval: 10s, \
         repeat_interval: 1m{extra}}}, \
         receivers: [{{name: r, webhook_configs: [{{url: 'http://receiver.example/'}}]}}], \
         time_intervals: [{{name: night, time_intervals: [{{times: [{{start_time: '00:00', end_time: '00:01'}}]}}]}}]}}"
    );
    load(&source, Version::NEWEST).config.expect("a valid configuration")
}

fn alert(name: &str) -> PostedAlert {
    PostedAlert::firing(Labels::from_pairs([("name", name)]))
}

fn resolved(name: &str, now: Timestamp) -> PostedAlert {
    PostedAlert { ends_at: Some(now), ..alert(name) }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp(seconds * 1000)
}

fn seconds(notifications: &[Notification]) -> Vec<i64> {
    notifications.iter().map(|it| it.at.as_ms() / 1000).collect()
}

#[test]
fn the_second_replica_stays_silent_while_it_hears_the_first() {
    let mut cluster = Cluster::new(&config(""), &Options::default(), 2, at(0));
    cluster.receive(&[alert("a")], at(0));
    let sent: Vec<_> =
        cluster.advance(at(50)).into_iter().map(|(replica, it)| (replica, it.at.as_ms() / 1000)).collect();
    assert_eq!(sent, [(0, 2)]);
}

#[test]
fn separated_replicas_both_notify() {
    let mut cluster = Cluster::new(&config(""), &Options::default(), 2, at(0));
    cluster.set_connected(false);
    cluster.receive(&[alert("a")], at(0));
    let sent: Vec<_> =
        cluster.advance(at(30)).into_iter().map(|(replica, it)| (replica, it.at.as_ms() / 1000)).collect();
    assert_eq!(sent, [(0, 2), (1, 17)], "the second waits for the peer timeout of 15 s");
}

#[test]
fn a_replica_takes_over_when_the_first_is_down() {
    let mut cluster = Cluster::new(&config(""), &Options::default(), 2, at(0));
    cluster.replica(0).expect("the first").stop(at(0));
    cluster.receive(&[alert("a")], at(0));
    let sent: Vec<_> =
        cluster.advance(at(30)).into_iter().map(|(replica, it)| (replica, it.at.as_ms() / 1000)).collect();
    assert_eq!(sent, [(1, 17)]);
}

#[test]
fn silences_spread_over_replicas() {
    let mut cluster = Cluster::new(&config(""), &Options::default(), 2, at(0));
    let posted = PostedSilence {
        matchers: vec![("name".to_owned(), MatchOperator::Equal, "a".to_owned())],
        starts_at: at(0),
        ends_at: at(25),
        ..PostedSilence::default()
    };
    let id = cluster.post_silence(&posted, at(0)).expect("a silence");
    assert!(cluster.replica(1).expect("the second").silences().get(&id, at(0)).is_some());
    cluster.receive(&[alert("a")], at(0));
    let sent = cluster.advance(at(40));
    assert_eq!(sent.iter().map(|(replica, it)| (*replica, it.at)).collect::<Vec<_>>(), [(0, at(32))]);
}

#[test]
fn a_failing_receiver_is_tried_until_the_flush_gives_up() {
    let mut server = Alertmanager::new(&config(""), Options::default(), at(0));
    let failure = Failure { response: Response::Status(503), requests: None };
    server.set_behaviour("r", None, Behaviour { latency: Duration::ZERO, failure: Some(failure) }, at(0));
    server.receive(&[alert("a")], at(0));
    let sent = server.advance(at(11));
    // Waits of 0.5, 0.75, 1.125, 1.687 and 2.53 s; the next would pass the deadline of 10 s.
    assert_eq!(sent.iter().map(|it| it.at.as_ms()).collect::<Vec<_>>(), [2000, 2500, 3250, 4375, 6062, 8592]);
    assert_eq!(sent.iter().map(|it| it.attempt).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert!(sent[1].jitter < sent[5].jitter);
    server.set_behaviour("r", None, Behaviour::default(), at(11));
    assert_eq!(seconds(&server.advance(at(60))), [12], "the next tick tries again");
}

#[test]
fn a_refusal_is_not_retried_before_the_next_tick() {
    let mut server = Alertmanager::new(&config(""), Options::default(), at(0));
    let failure = Failure { response: Response::Status(400), requests: Some(2) };
    server.set_behaviour("r", Some(0), Behaviour { latency: Duration::ZERO, failure: Some(failure) }, at(0));
    server.receive(&[alert("a")], at(0));
    assert_eq!(seconds(&server.advance(at(60))), [2, 12, 22]);
}

#[test]
fn a_silent_receiver_holds_the_group_until_the_deadline() {
    let mut server = Alertmanager::new(&config(""), Options::default(), at(0));
    let failure = Failure { response: Response::Silent, requests: Some(1) };
    server.set_behaviour("r", None, Behaviour { latency: Duration::ZERO, failure: Some(failure) }, at(0));
    server.receive(&[alert("a")], at(0));
    let sent = server.advance(at(30));
    assert_eq!(seconds(&sent), [2, 12]);
    assert_eq!((sent[0].response, sent[1].response), (Response::Silent, Response::Accepted));
}

#[test]
fn a_flush_longer_than_the_interval_delays_the_next_one() {
    let fast_ticks = load(
        "{route: {receiver: r, group_wait: 2s, group_interval: 3s, repeat_interval: 1s}, \
         receivers: [{name: r, webhook_configs: [{url: 'http://receiver.example/'}]}]}",
        Version::NEWEST,
    );
    let mut server =
        Alertmanager::new(&fast_ticks.config.expect("a valid configuration"), Options::default(), at(0));
    let slow = Behaviour { latency: Duration::from_seconds(5), failure: None };
    server.set_behaviour("r", None, slow, at(0));
    server.receive(&[alert("a")], at(0));
    let sent = server.advance(at(20));
    // The tick of 5 s is served when the first flush ends at 7 s. Its own time is what the repeat interval
    // is measured at, and the log was written after it: nothing is due. The next tick is 3 s after 7 s.
    assert_eq!(seconds(&sent), [2, 10, 18]);
    assert_eq!(sent[1].tick, at(10));
}

#[test]
fn a_resolve_while_muted_is_lost() {
    let options = Options { reports_flushes: true, ..Options::default() };
    let extra = ", routes: [{receiver: r, matchers: ['name=a'], mute_time_intervals: [night]}]";
    let mut server = Alertmanager::new(&config(extra), options, at(-30));
    server.receive(&[alert("a")], at(-30));
    server.receive(&[resolved("a", at(10))], at(10));
    let sent = server.advance(at(200));
    assert_eq!(seconds(&sent), [-28]);
    let last = server.take_reports().into_iter().rfind(|it| it.group_key.contains("name=\"a\""));
    let last = last.expect("a flush");
    assert_eq!(last.alerts[0].muting, Some(Muting::MuteIntervals(vec!["night".to_owned()])));
    assert!(last.integrations.is_empty());
}

#[test]
fn reports_say_when_the_next_notification_is_possible() {
    let options = Options { reports_flushes: true, ..Options::default() };
    let mut server = Alertmanager::new(&config(""), options, at(0));
    server.receive(&[alert("a")], at(0));
    server.advance(at(13));
    let reports = server.take_reports();
    let unchanged = Decision::Skip(Unsent::Unchanged { repeats_after: at(62) });
    assert_eq!(reports.len(), 2);
    assert_eq!(reports[1].integrations[0].verdict, Verdict::Decided(unchanged));
    assert_eq!(server.next_wakeup(), Some(at(22)));
}

#[test]
fn exact_repeats_depend_on_latency_before_0_32() {
    for (minor, latency_ms, repeat_at) in [(25, 0, 62), (25, 250, 72), (34, 0, 72), (34, 250, 72)] {
        let version = Version::from_minor(minor).expect("a profile");
        let mut server = Alertmanager::new(&config(""), Options { version, ..Options::default() }, at(0));
        let behaviour = Behaviour { latency: Duration::from_ms(latency_ms), failure: None };
        server.set_behaviour("r", None, behaviour, at(0));
        let mut long = alert("a");
        long.ends_at = Some(at(1000));
        server.receive(&[long], at(0));
        assert_eq!(seconds(&server.advance(at(75))), [2, repeat_at], "0.{minor} with {latency_ms} ms");
    }
}

#[test]
fn the_log_forgets_after_its_retention() {
    let options = Options {
        retention: Duration::from_seconds(30),
        maintenance_interval: Duration::from_seconds(5),
        ..Options::default()
    };
    let mut server = Alertmanager::new(&config(", continue: false"), options, at(0));
    server.receive(&[alert("a")], at(0));
    // The entry of 2 s expires at 32 s and is gone at the maintenance of 35 s: a first notification.
    assert_eq!(seconds(&server.advance(at(50))), [2, 42]);
}

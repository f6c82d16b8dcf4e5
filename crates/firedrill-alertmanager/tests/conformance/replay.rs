//! `alertmanager-random`: random scenarios, every notification and every snapshot.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::notify::Notification;
use firedrill_alertmanager::server::{AlertView, Races};
use firedrill_alertmanager::silence::PostedSilence;
use firedrill_alertmanager::{Alertmanager, MatchOperator, Options, Version};
use firedrill_model::{Duration, Labels, Timestamp};
use serde_json::Value;

use crate::differences::Differences;
use crate::shared::{folder, rows};

/// A recorded request comes at the tick or up to this much later.
const LATENESS_SECONDS: f64 = 0.35;

#[test]
fn random_scenarios_newest() {
    random_scenarios(Version::NEWEST, "am-0.34.jsonl");
}

#[test]
fn random_scenarios_oldest() {
    random_scenarios(Version::OLDEST, "am-0.25.jsonl");
}

/// Every scenario agrees, for some outcome of the races that the recorded server decided by chance.
fn random_scenarios(version: Version, file: &str) {
    let Some(folder) = folder("alertmanager-random") else { return };
    let rows = rows(&folder, file);
    let started_at = start_of_server(&rows, version);
    let mut differences = Differences::default();
    let mut by_chance = Vec::new();
    for row in &rows {
        let name = row["name"].as_str().expect("a name");
        let run = |races| Replay::run(row, version, started_at, races);
        let difference = run(Races::default());
        if difference.is_some() && other_races().any(|races| run(races).is_none()) {
            by_chance.push(name);
            differences.check(name, None);
        } else {
            differences.check(&format!("{version} {name}"), difference);
        }
    }
    println!("{file}: decided by chance: {by_chance:?}");
    differences.finish(file);
}

/// Up to 0.31 empty groups are dropped every 30 s from the start of the server, which the recording does
/// not give: it is the second under which most scenarios agree.
fn start_of_server(rows: &[Value], version: Version) -> Timestamp {
    const SWEEP_SECONDS: i64 = 30;
    if version.switches().destroys_emptied_group {
        return Timestamp::EPOCH;
    }
    let agreeing = |started_at: Timestamp| {
        let run = |row: &&Value| Replay::run(row, version, started_at, Races::default()).is_none();
        rows.iter().filter(run).count()
    };
    let seconds = (0..SWEEP_SECONDS).map(|second| Timestamp(second * 1000));
    seconds.max_by_key(|started_at| agreeing(*started_at)).expect("some second")
}

fn other_races() -> impl Iterator<Item = Races> {
    [(true, true), (false, false), (false, true)].into_iter().map(
        |(second_of_pair_first, timers_before_inputs)| Races { second_of_pair_first, timers_before_inputs },
    )
}

struct Replay<'r> {
    row: &'r Value,
    server: Alertmanager,
    /// Identities by the names of the recording.
    silences: BTreeMap<String, String>,
    sent: Vec<Notification>,
}

impl<'r> Replay<'r> {
    /// Replays a scenario and says what differs first.
    fn run(row: &'r Value, version: Version, started_at: Timestamp, races: Races) -> Option<String> {
        let loaded = load(&row["config"].to_string(), version);
        let Some(config) = loaded.config else { return loaded.upstream_text };
        let options = Options { version, races, ..Options::default() };
        let mut replay = Self {
            row,
            server: Alertmanager::new(&config, options, started_at),
            silences: BTreeMap::new(),
            sent: Vec::new(),
        };
        let mut snapshots = row["snaps"].as_array().expect("a list").iter();
        let mut events: Vec<_> = row["events"].as_array().expect("a list").iter().collect();
        events.sort_by(|lhs, rhs| seconds(&lhs["t"]).total_cmp(&seconds(&rhs["t"])));
        for event in events {
            let now = replay.instant(seconds(&event["t"]));
            if event["snap"] == true {
                let views = replay.server.alerts(now);
                let want = snapshots.next().expect("as many as events");
                if let Some(difference) = compare_snapshot(&views, want) {
                    return Some(difference);
                }
            }
            replay.apply(event, now);
        }
        replay.advance(replay.instant(seconds(&row["until"])));
        replay.compare()
    }

    fn instant(&self, seconds_since_start: f64) -> Timestamp {
        Timestamp(((seconds(&self.row["t0"]) + seconds_since_start) * 1000.0).round() as i64)
    }

    fn advance(&mut self, now: Timestamp) {
        self.sent.extend(self.server.advance(now));
    }

    fn apply(&mut self, event: &Value, now: Timestamp) {
        if let Some(alerts) = event["post"].as_array() {
            let posted: Vec<_> = alerts.iter().map(|alert| posted(alert, now)).collect();
            assert!(self.server.receive(&posted, now).is_empty());
        }
        if event["silence"].is_object() {
            let silence = &event["silence"];
            let matchers = silence["matchers"].as_array().expect("a list").iter().map(|matcher| {
                let text = |position: usize| matcher[position].as_str().expect("a text");
                (text(0).to_owned(), operator(text(1)), text(2).to_owned())
            });
            let starts_in = silence["starts_in"].as_f64().unwrap_or(0.0);
            let silence_posted = PostedSilence {
                matchers: matchers.collect(),
                starts_at: after(now, starts_in),
                ends_at: after(now, seconds(&silence["dur"])),
                ..PostedSilence::default()
            };
            let id = self.server.post_silence(&silence_posted, now).expect("a valid silence");
            self.silences.insert(silence["id"].as_str().expect("a name").to_owned(), id);
        }
        if let Some(name) = event["expire"].as_str() {
            let id = self.silences[name].clone();
            self.server.expire_silence(&id, now).expect("a known silence");
        }
    }

    fn compare(&self) -> Option<String> {
        let t0 = seconds(&self.row["t0"]);
        let mut got: Vec<_> = self.sent.iter().map(|it| described(it, t0)).collect();
        let wanted = self.row["notifications"].as_array().expect("a list");
        let mut problems = Vec::new();
        for want in wanted {
            let (want_time, want) = (seconds(&want["t"]), described_row(want));
            let found = got.iter().position(|(time, text)| {
                *text == want && (-0.01..LATENESS_SECONDS).contains(&(want_time - time))
            });
            match found {
                Some(position) => drop(got.remove(position)),
                None => problems.push(format!("missing {want_time:.2} {want}")),
            }
        }
        // What is sent just before the end may have been recorded after it.
        let end = seconds(&self.row["until"]) - LATENESS_SECONDS;
        got.retain(|(time, _)| *time < end);
        problems.extend(got.iter().map(|(time, text)| format!("extra {time:.2} {text}")));
        (!problems.is_empty()).then(|| format!("\n    {}", problems.join("\n    ")))
    }
}

fn posted(alert: &Value, now: Timestamp) -> PostedAlert {
    let text = alert["v"].as_str().expect("a text");
    PostedAlert {
        labels: labels(&alert["labels"]),
        annotations: Labels::from_pairs([("v", text)]),
        starts_at: alert["started_ago"].as_f64().map(|ago| after(now, -ago)),
        ends_at: alert["ends_in"].as_f64().map(|ends_in| after(now, ends_in)),
        generator_url: Arc::from(""),
    }
}

fn labels(value: &Value) -> Labels {
    let pairs = value.as_object().expect("labels").iter();
    Labels::from_pairs(pairs.map(|(name, value)| (name.as_str(), value.as_str().expect("a text"))))
}

fn operator(text: &str) -> MatchOperator {
    [MatchOperator::Equal, MatchOperator::NotEqual, MatchOperator::Matches, MatchOperator::NotMatches]
        .into_iter()
        .find(|operator| operator.as_str() == text)
        .expect("an operator")
}

fn seconds(value: &Value) -> f64 {
    value.as_f64().expect("seconds")
}

fn after(now: Timestamp, seconds: f64) -> Timestamp {
    now + Duration::from_ms((seconds * 1000.0).round() as i64)
}

/// A notification in one line, without its time.
fn described(notification: &Notification, t0: f64) -> (f64, String) {
    let alerts: Vec<_> = notification
        .alerts
        .iter()
        .map(|it| {
            let v = it.alert.annotations.get("v").unwrap_or("");
            format!("{} {} v={v}", it.alert.labels, it.status.as_str())
        })
        .collect();
    let text = format!(
        "{} {} {} {} truncated={} [{}]",
        notification.receiver,
        notification.status.as_str(),
        notification.group_key,
        notification.group_labels,
        notification.truncated_alerts,
        alerts.join("; ")
    );
    (notification.at.as_seconds() - t0, text)
}

fn described_row(want: &Value) -> String {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let alerts: Vec<_> = want["alerts"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| format!("{} {} v={}", labels(&it["labels"]), text(&it["status"]), text(&it["v"])))
        .collect();
    format!(
        "{} {} {} {} truncated={} [{}]",
        text(&want["receiver"]),
        text(&want["status"]),
        text(&want["groupKey"]),
        labels(&want["groupLabels"]),
        want["truncated"],
        alerts.join("; ")
    )
}

fn compare_snapshot(views: &[AlertView], want: &Value) -> Option<String> {
    let mut got: Vec<_> = views
        .iter()
        .map(|view| {
            let state = if view.is_suppressed() { "suppressed" } else { "active" };
            let inhibited = usize::from(view.inhibited_by.is_some());
            format!("{} {state} {} {inhibited}", view.alert.labels, view.silenced_by.len())
        })
        .collect();
    got.sort();
    let mut wanted: Vec<_> = want["alerts"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            let state = it["state"].as_str().expect("a state");
            format!("{} {state} {} {}", labels(&it["labels"]), it["silenced"], it["inhibited"])
        })
        .collect();
    wanted.sort();
    (got != wanted).then(|| format!("snapshot at {}\n    got  {got:?}\n    want {wanted:?}", want["t"]))
}

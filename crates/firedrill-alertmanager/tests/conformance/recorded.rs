//! `alertmanager/run1*` and `run2*`: timed scenarios against real servers, with every request that a
//! receiver saw.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::notify::{Behaviour, Failure, Notification, Response};
use firedrill_alertmanager::payload::Renderer;
use firedrill_alertmanager::server::FlushReport;
use firedrill_alertmanager::silence::PostedSilence;
use firedrill_alertmanager::{Alertmanager, Config, MatchOperator, Options, Version};
use firedrill_model::{Duration, Labels, Timestamp};
use serde_json::Value;

use crate::differences::Differences;
use crate::groups::compare_groups;
use crate::shared::{folder, rows};

/// A recorded request comes at the tick or up to this much later.
const LATENESS_MS: i64 = 350;
/// Actions carry the time when the server had answered them.
const EARLINESS_MS: i64 = 50;
/// What the slow receiver of `run2` takes.
const SLOW: Duration = Duration::from_ms(250);
/// This scenario of `run1` had a server of its own.
const ON_SECOND_SERVER: &str = "resolve_timeout_default";
/// Two goroutines race for one log entry, says the README.
const DECIDED_BY_CHANCE: &str = "continue_same_key_same_receiver";

#[test]
fn timed_scenarios() {
    let Some(folder) = folder("alertmanager") else { return };
    for (version, run) in [(Version::OLDEST, "run1"), (Version::NEWEST, "run1-0.34")] {
        let mut differences = Differences::default();
        let folder = folder.join(run);
        let actions = rows(&folder, "actions.jsonl");
        for timeout in ["5m", "12s"] {
            let is_mine = |scenario: &str| (scenario == ON_SECOND_SERVER) == (timeout == "12s");
            let mine: Vec<_> = actions.iter().filter(|action| is_mine(text(&action["scn"]))).collect();
            let started_at = instant(&actions[usize::from(timeout == "12s")]["t"]);
            let config = format!("alertmanager-{timeout}.yml");
            let recording = Recording::read(&folder, &config, version, started_at, &is_mine);
            recording.replay(&mine, &mut differences);
        }
        differences.finish(run);
    }
}

#[test]
fn reload_restart_and_exact_repeats() {
    let Some(folder) = folder("alertmanager") else { return };
    for (version, run) in [(Version::OLDEST, "run2"), (Version::NEWEST, "run2-0.34")] {
        let mut differences = Differences::default();
        let folder = folder.join(run);
        let actions = rows(&folder, "actions.jsonl");
        let timed: Vec<_> = actions.iter().filter(|action| action["scn"] != "api").collect();
        let started_at = instant(&actions[0]["t"]);
        let recording = Recording::read(&folder, "alertmanager.yml", version, started_at, &|_| true);
        recording.replay(&timed, &mut differences);
        differences.finish(run);
    }
}

struct Recording {
    version: Version,
    /// The configuration as it was written at the end.
    config: Config,
    server: Alertmanager,
    /// The requests per scenario and path.
    wanted: BTreeMap<String, Vec<Value>>,
    /// The integration that each path belongs to.
    paths: BTreeMap<String, (String, usize)>,
    silences: BTreeMap<String, String>,
    sent: Vec<Notification>,
    reports: Vec<FlushReport>,
    renderer: Renderer,
}

impl Recording {
    /// `is_mine` tells which scenarios this server played; `run1` has two.
    fn read(
        folder: &Path,
        config: &str,
        version: Version,
        started_at: Timestamp,
        is_mine: &dyn Fn(&str) -> bool,
    ) -> Self {
        let source = std::fs::read_to_string(folder.join(config)).expect("the configuration");
        let config = load(&source, version).config.expect("a valid configuration");
        let options = Options { version, reports_flushes: true, ..Options::default() };
        let first = first_config(&source, version);
        let mut server = Alertmanager::new(&first, options, started_at);
        let paths = paths(&source);
        for (path, (receiver, position)) in &paths {
            if let Some(behaviour) = behaviour(path) {
                server.set_behaviour(receiver, Some(*position), behaviour, started_at);
            }
        }
        let mut wanted: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let mut external_url = String::new();
        for row in rows(folder, "notifications.jsonl") {
            let path = path_key(text(&row["path"]));
            if let (Some(url), true) = (row["body"]["externalURL"].as_str(), is_mine(&path)) {
                url.clone_into(&mut external_url);
            }
            wanted.entry(path).or_default().push(row);
        }
        let mut both = config.clone();
        both.receivers.extend(first.receivers);
        // Webhooks tell the server's own address.
        let renderer = Renderer::new(&both, &[], &external_url, version).expect("no templates of its own");
        let (silences, sent, reports) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { version, config, server, wanted, paths, silences, sent, reports, renderer }
    }

    fn replay(mut self, actions: &[&Value], differences: &mut Differences) {
        for action in actions {
            self.apply(action, differences);
        }
        let end = actions.iter().map(|action| instant(&action["t"])).max().expect("actions");
        self.sent.extend(self.server.advance(end));
        self.reports = self.server.take_reports();
        let scenarios: std::collections::BTreeSet<_> =
            actions.iter().map(|action| text(&action["scn"])).collect();
        let paths = self.paths.clone();
        for (path, (receiver, position)) in &paths {
            let scenario = path.rsplit('/').next().unwrap_or(path);
            if scenario == DECIDED_BY_CHANCE || !scenarios.contains(scenario.trim_end_matches("_new")) {
                continue;
            }
            let last = end_of_recording(scenario, actions).unwrap_or(end);
            let difference = self.compare(path, receiver, *position, last);
            let difference = difference.filter(|text| {
                let by_chance = self.depends_on_latency(receiver);
                if by_chance {
                    println!("{path} was decided by milliseconds: {text}");
                }
                !by_chance
            });
            differences.check(&format!("{} {path}", self.version), difference);
        }
    }

    fn apply(&mut self, action: &Value, differences: &mut Differences) {
        let now = instant(&action["t"]);
        let scenario = text(&action["scn"]);
        match text(&action["act"]) {
            "post" => {
                let posted: Vec<_> =
                    action["alerts"].as_array().expect("alerts").iter().map(posted_alert).collect();
                assert!(self.server.receive(&posted, now).is_empty(), "{scenario}: refused");
            }
            "silence" => {
                let id = self.server.post_silence(&posted_silence(&action["body"]), now).expect("a silence");
                self.silences.insert(text(&action["resp"]["silenceID"]).to_owned(), id);
            }
            "expire_silence" => {
                let id = self.silences[text(&action["id"])].clone();
                self.server.expire_silence(&id, now).expect("a known silence");
            }
            "get_silence" => {
                let id = &self.silences[text(&action["id"])];
                let state = self.server.silences().get(id, now).expect("kept").state(now);
                let want = text(&action["resp"]["status"]["state"]).to_owned();
                differences.equal(&format!("{scenario} silence"), &state.as_str().to_owned(), &want);
            }
            "groups" => {
                let groups = self.server.groups(now);
                let difference = compare_groups(&groups, scenario, &action["resp"]);
                differences.check(&format!("{} {scenario} groups", self.version), difference);
            }
            "RELOAD" => {
                let config = first_config_of(&self.config);
                self.server.reload(&config, now);
            }
            "AM SIGTERM" => self.server.stop(now),
            "AM started" => self.server.start(&self.config, now),
            "alerts after restart" => {
                let count = self.server.alerts(now).len();
                differences.equal("alerts after restart", &(count as u64), &action["n"].as_u64().expect("n"));
            }
            _ => {}
        }
    }

    /// Requests to one path with their times, answers and bodies; those of one group in order.
    fn compare(&self, path: &str, receiver: &str, position: usize, end: Timestamp) -> Option<String> {
        let is_before_end = |at: Timestamp| at + Duration::from_ms(LATENESS_MS) < end;
        let name = |receiver: &str| receiver.trim_end_matches("_new").to_owned();
        let got = self.sent.iter().filter(|it| {
            name(&it.receiver) == name(receiver) && it.index == position && is_before_end(it.at)
        });
        let mut want: Vec<_> = self.wanted.get(path).into_iter().flatten().collect();
        let mut problems = Vec::new();
        for got in got {
            let of_group = |it: &&Value| {
                it["body"]["groupKey"].as_str().is_none_or(|group_key| group_key == &*got.group_key)
            };
            match want.iter().position(of_group) {
                Some(position) => problems.extend(self.compare_request(got, want.remove(position))),
                None => problems.push(format!("extra at {}", got.at.as_ms())),
            }
        }
        let missing = want.iter().filter(|it| is_before_end(instant(&it["t"]))).count();
        if missing > 0 {
            problems.push(format!("{missing} more were recorded"));
        }
        (!problems.is_empty()).then(|| problems.join("\n    "))
    }

    fn compare_request(&self, got: &Notification, want: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        let at = got.at.as_ms();
        let late = instant(&want["t"]).as_ms() - at;
        let jitter = got.jitter.as_ms();
        if late < -EARLINESS_MS - jitter || late > LATENESS_MS + jitter {
            problems.push(format!("{at} was recorded {late} ms later"));
        }
        if want["status"].as_u64() != Some(status(got.response)) {
            problems.push(format!("{at}: {:?} for {}", got.response, want["status"]));
        }
        problems.extend(crate::bodies::compare(&self.renderer, got, want));
        problems
    }

    /// Whether some milliseconds decided when this receiver was notified again.
    fn depends_on_latency(&self, receiver: &str) -> bool {
        let of_receiver = |report: &&FlushReport| report.receiver.starts_with(receiver);
        self.reports
            .iter()
            .filter(of_receiver)
            .any(|it| it.integrations.iter().any(|it| it.depends_on_latency))
    }
}

/// When the scenario ended; afterwards requests go on, but not to the end of the simulation.
fn end_of_recording(scenario: &str, actions: &[&Value]) -> Option<Timestamp> {
    let end = actions.iter().find(|it| it["scn"] == scenario && it["act"] == "end")?;
    Some(instant(&end["t"]))
}

/// `run2` renames a receiver while the server is down.
fn first_config(source: &str, version: Version) -> Config {
    load(&source.replace("restart_recv_new", "restart_recv"), version).config.expect("a valid configuration")
}

fn first_config_of(config: &Config) -> Config {
    let mut first = config.clone();
    for receiver in &mut first.receivers {
        receiver.name = Arc::from(receiver.name.trim_end_matches("_new"));
    }
    for route in &mut first.route.routes {
        route.receiver = route.receiver.take().map(|name| name.trim_end_matches("_new").to_owned());
    }
    first
}

/// The paths of all receivers' URLs.
fn paths(source: &str) -> BTreeMap<String, (String, usize)> {
    let mut paths = BTreeMap::new();
    let (mut receiver, mut position) = (String::new(), 0);
    for line in source.lines().skip_while(|line| !line.starts_with("receivers:")) {
        if let Some(name) = line.strip_prefix("- name: ") {
            (receiver, position) = (name.to_owned(), 0);
        } else if let Some((_, url)) = line.split_once("url: http://") {
            let path = url.split_once('/').map_or("", |(_, path)| path);
            paths.insert(path_key(path), (receiver.clone(), position));
            position += 1;
        }
    }
    paths
}

/// Integrations add to their URL's path; the scenario's name tells them apart.
fn path_key(path: &str) -> String {
    let path = path.trim_matches('/');
    match path.split('/').next() {
        Some(first @ ("opsgenie" | "victorops")) => first.to_owned(),
        _ => path.to_owned(),
    }
}

fn behaviour(path: &str) -> Option<Behaviour> {
    let mut parts = path.split('/');
    let first = parts.next()?;
    if first == "slow" {
        return Some(Behaviour { latency: SLOW, failure: None });
    }
    let status = first.strip_prefix("fail")?.parse().ok()?;
    let requests = parts.next()?.parse().ok();
    let failure = Failure { response: Response::Status(status), requests };
    Some(Behaviour { latency: Duration::ZERO, failure: Some(failure) })
}

fn status(response: Response) -> u64 {
    match response {
        Response::Status(status) => u64::from(status),
        _ => 200,
    }
}

fn posted_alert(alert: &Value) -> PostedAlert {
    PostedAlert {
        labels: labels(&alert["labels"]),
        annotations: labels(&alert["annotations"]),
        starts_at: alert["startsAt"].as_str().map(time),
        ends_at: alert["endsAt"].as_str().map(time),
        generator_url: Arc::from(alert["generatorURL"].as_str().unwrap_or("")),
    }
}

fn posted_silence(body: &Value) -> PostedSilence {
    let matchers = body["matchers"].as_array().expect("matchers").iter().map(|matcher| {
        let flag = |name: &str, default| matcher[name].as_bool().unwrap_or(default);
        let operator = MatchOperator::of(flag("isRegex", false), flag("isEqual", true));
        (text(&matcher["name"]).to_owned(), operator, text(&matcher["value"]).to_owned())
    });
    PostedSilence {
        id: body["id"].as_str().map(str::to_owned),
        matchers: matchers.collect(),
        starts_at: time(text(&body["startsAt"])),
        ends_at: time(text(&body["endsAt"])),
        created_by: text(&body["createdBy"]).to_owned(),
        comment: text(&body["comment"]).to_owned(),
    }
}

pub(crate) fn labels(value: &Value) -> Labels {
    let pairs = value.as_object().into_iter().flatten();
    Labels::from_pairs(pairs.map(|(name, value)| (name.as_str(), text(value))))
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

pub(crate) fn time(text: &str) -> Timestamp {
    Timestamp(chrono::DateTime::parse_from_rfc3339(text).expect("a time").timestamp_millis())
}

pub(crate) fn instant(value: &Value) -> Timestamp {
    Timestamp((value.as_f64().expect("seconds") * 1000.0) as i64)
}

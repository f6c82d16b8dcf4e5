//! `alertmanager/prom-run1*`: from rule files to requests. The rules that real servers ran are evaluated at the
//! same instants, with the same restart, and the alerts are sent; every request agrees.

use std::collections::BTreeMap;
use std::path::Path;

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::sender::{
    ActiveAlert, RuleEvaluation, Sender, SenderDialect, SenderOptions, load_settings,
};
use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::store::Store;
use firedrill_promql::{Dialect, Features};
use firedrill_rules::Languages;
use firedrill_rules::evaluation::server::{AlertChange, Begin, Segment, Served, ServerOptions, serve};
use firedrill_rules::evaluation::{AlertState, EvaluationOptions, InputSeries, Mode, RuleSet};
use firedrill_rules::file::{LoadOptions, RuleFile, load};
use serde_json::Value;

use crate::shared::{assert_agreement, corpus};

const INTERVAL: Duration = Duration::from_seconds(1);
/// A request arrives at the evaluation or up to this much later.
const LATENESS_MS: i64 = 350;

#[test]
fn requests_equal_those_of_recorded_servers() {
    let Some(folder) = corpus("alertmanager") else { return };
    let runs = [
        ("prom-run1", Dialect::V2_42, SenderDialect::V2_42),
        ("prom-run1-3.14", Dialect::V3, SenderDialect::V3),
    ];
    for (name, dialect, sending) in runs {
        let run = Run::read(&folder.join(name), dialect);
        let sent = run.sent(sending);
        let (total, differences) = run.compare(sent);
        assert_agreement(name, total, &differences);
    }
}

/// A recording.
struct Run {
    dialect: Dialect,
    rules: RuleFile,
    configuration: String,
    /// First evaluation and end of the server's two lives.
    lives: [(Timestamp, Timestamp); 2],
    posts: Vec<Value>,
    external_url: String,
}

/// No series but those that the rules record.
struct NoInput;

impl InputSeries for NoInput {
    fn load(&self, _: &mut Store, _: Option<i64>, _: i64) {}
}

fn rows(folder: &Path, file: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(file)).expect("recorded rows");
    text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}

fn instant(seconds: &Value) -> Timestamp {
    Timestamp((seconds.as_f64().expect("seconds") * 1000.0) as i64)
}

fn time(text: &Value) -> Timestamp {
    let text = text.as_str().expect("a text");
    Timestamp(chrono::DateTime::parse_from_rfc3339(text).expect("a time").timestamp_millis())
}

impl Run {
    fn read(folder: &Path, dialect: Dialect) -> Self {
        let text = |file: &str| std::fs::read_to_string(folder.join(file)).expect("a recorded file");
        let options = LoadOptions { dialect, ..LoadOptions::default() };
        let rules = load(&text("rules.yml"), &options);
        assert!(rules.is_valid(), "{:?}", rules.promtool_errors());
        let meta: Value = serde_json::from_str(&text("meta.json")).expect("a document");
        let since_begin =
            |key: &str| meta["B"].as_f64().expect("B") + meta[key].as_f64().expect("an instant");
        let polls = rows(folder, "alerts_poll.jsonl");
        // An alert that always fires shows when its server evaluated first.
        let first_evaluation = |after: f64| {
            let poll = polls.iter().find(|poll| poll["t"].as_f64().is_some_and(|t| t > after));
            let alerts = poll.expect("a poll")["alerts"].as_array().expect("alerts").iter();
            time(&alerts.clone().find(|alert| alert["n"] == "Always").expect("always there")["activeAt"])
        };
        let stopped_at = Timestamp((since_begin("stop") * 1000.0) as i64);
        let end = instant(&polls.last().expect("polls")["t"]);
        let posts = rows(folder, "am_posts.jsonl");
        let url = posts[0]["body"][0]["generatorURL"].as_str().expect("a URL");
        Self {
            dialect,
            rules: rules.file,
            configuration: text("prometheus.yml"),
            lives: [(first_evaluation(0.0), stopped_at), (first_evaluation(since_begin("restart")), end)],
            external_url: url.split("/graph").next().unwrap_or(url).to_owned(),
            posts,
        }
    }

    fn served(&self) -> Served {
        let features = Features::SERVER_DEFAULT;
        let languages = Languages { dialect: self.dialect, rules: features, engine: features };
        let rules = RuleSet::new(&self.rules.groups, &languages);
        let segment = |begin, (start, end)| Segment { begin, start, end, rules: &rules };
        let segments = [segment(Begin::Fresh, self.lives[0]), segment(Begin::Restart, self.lives[1])];
        let options = ServerOptions {
            evaluation: EvaluationOptions {
                query: QueryOptions { dialect: self.dialect, ..QueryOptions::default() },
                external_labels: Labels::empty(),
                external_url: String::new(),
                url_of_functions: None,
                mode: Mode::WholeHorizon,
            },
            interval: INTERVAL,
            outage_tolerance: ServerOptions::OUTAGE_TOLERANCE,
            grace_period: Duration::from_seconds(10),
        };
        serve(&NoInput, &segments, &options)
    }

    /// What is sent, alert by alert.
    fn sent(&self, dialect: SenderDialect) -> Vec<(Timestamp, PostedAlert)> {
        let settings = load_settings(&self.configuration, dialect);
        assert!(settings.errors.is_empty(), "{:?}", settings.errors);
        let options = SenderOptions {
            dialect,
            resend_delay: Duration::from_seconds(5),
            external_url: self.external_url.clone(),
            relabel_rules: settings.settings.relabel_rules_for(0),
            external_labels: settings.settings.external_labels,
            ..SenderOptions::default()
        };
        let served = self.served();
        assert!(served.failures.is_empty(), "{:?}", served.failures);
        let mut sent = Vec::new();
        for (segment, life) in self.lives.iter().enumerate() {
            let changes: Vec<_> = served.changes.iter().filter(|it| it.segment == segment).collect();
            let mut sender = Sender::new(options.clone());
            sent.extend(self.sent_in(*life, &changes, &mut sender));
        }
        sent
    }

    fn sent_in(
        &self,
        (start, end): (Timestamp, Timestamp),
        changes: &[&AlertChange],
        sender: &mut Sender,
    ) -> Vec<(Timestamp, PostedAlert)> {
        let mut changes = changes.iter().peekable();
        let mut active: BTreeMap<usize, BTreeMap<Labels, ActiveAlert>> = BTreeMap::new();
        let mut sent = Vec::new();
        let mut at = start;
        while at < end {
            while let Some(change) = changes.next_if(|change| change.at <= at) {
                apply(active.entry(change.rule).or_default(), change);
            }
            for (rule, alerts) in &active {
                let alerts: Vec<_> = alerts.values().cloned().collect();
                let parsed = self.rules.groups[0].rules[*rule].parsed.as_ref().expect("a valid rule");
                let posts = sender.evaluated(&RuleEvaluation {
                    rule: *rule,
                    expression: &parsed.to_string(),
                    interval: INTERVAL,
                    at,
                    active: &alerts,
                });
                sent.extend(posts.into_iter().flat_map(|post| post.alerts).map(|alert| (at, alert)));
            }
            at = at + INTERVAL;
        }
        sent
    }

    /// The number of comparisons and what differs.
    fn compare(&self, sent: Vec<(Timestamp, PostedAlert)>) -> (usize, Vec<String>) {
        let mut wanted: Vec<(i64, Sent)> = self.posts.iter().flat_map(recorded).collect();
        let mut differences = Vec::new();
        let mut total = 0;
        for (at, alert) in sent {
            let (life, (start, end)) =
                self.lives.iter().enumerate().find(|(_, (_, end))| at < *end).expect("a life");
            // A server that starts posts nothing until it has discovered its Alertmanagers.
            let posts = self.posts.iter().map(|post| instant(&post["t"]));
            let discovered = posts.filter(|post| *post >= *start).min().expect("a post");
            if at.as_ms() + LATENESS_MS < discovered.as_ms() {
                continue;
            }
            total += 1;
            let got = Sent::of(&alert);
            let same = wanted.iter().position(|(recorded_at, want)| {
                *want == got && (0..=LATENESS_MS).contains(&(recorded_at - at.as_ms()))
            });
            match same {
                Some(position) => drop(wanted.remove(position)),
                // The last evaluation may have been cut short.
                None if (*end - at) < INTERVAL => {}
                None => differences.push(format!("life {life}: not recorded at {}: {got:?}", at.as_ms())),
            }
        }
        let missing = wanted.iter().filter(|(at, _)| *at + LATENESS_MS < self.lives[1].1.as_ms());
        differences.extend(missing.map(|(at, want)| format!("not sent at {at}: {want:?}")));
        (total, differences)
    }
}

fn apply(active: &mut BTreeMap<Labels, ActiveAlert>, change: &AlertChange) {
    let fired_at = match change.to {
        AlertState::Inactive | AlertState::Resolved { .. } => {
            active.remove(&change.labels);
            return;
        }
        AlertState::Pending { .. } => None,
        AlertState::Firing { fired_at, .. } => Some(fired_at),
    };
    let (labels, annotations) = (change.labels.clone(), change.annotations.clone());
    active.insert(labels.clone(), ActiveAlert { labels, annotations, fired_at });
}

/// An alert of a request.
#[derive(Debug, PartialEq, Eq)]
struct Sent {
    labels: String,
    annotations: String,
    starts_at: i64,
    ends_at: i64,
    generator_url: String,
}

impl Sent {
    fn of(alert: &PostedAlert) -> Self {
        let ms = |at: Option<Timestamp>| at.expect("given").as_ms();
        Self {
            labels: alert.labels.to_string(),
            annotations: alert.annotations.to_string(),
            starts_at: ms(alert.starts_at),
            ends_at: ms(alert.ends_at),
            generator_url: alert.generator_url.to_string(),
        }
    }
}

fn recorded(post: &Value) -> Vec<(i64, Sent)> {
    let labels = |value: &Value| {
        let pairs = value.as_object().into_iter().flatten();
        Labels::from_pairs(pairs.map(|(name, value)| (name, value.as_str().expect("a text")))).to_string()
    };
    let at = instant(&post["t"]).as_ms();
    let alerts = post["body"].as_array().expect("alerts").iter().map(|alert| {
        let sent = Sent {
            labels: labels(&alert["labels"]),
            annotations: labels(&alert["annotations"]),
            starts_at: time(&alert["startsAt"]).as_ms(),
            ends_at: time(&alert["endsAt"]).as_ms(),
            generator_url: alert["generatorURL"].as_str().expect("a URL").to_owned(),
        };
        (at, sent)
    });
    alerts.collect()
}

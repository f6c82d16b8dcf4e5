//! Timelines in a few words, and judgements in a few lines.

use std::collections::BTreeMap;

use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_promql::Dialect;
use firedrill_promql::syntax::parse_metric;
use firedrill_scenario::judgement::{Unexplained, judge};
use firedrill_scenario::timeline::{
    AlertChange, AlertState, ExpressionValues, Mark, Muted, Muting, Note, Notification, NotificationStatus,
    NotifiedAlert, Observation, Outcome, RuleFailure, RuleReference, SampledValue, SeriesValues, Severity,
};
use firedrill_scenario::{Event, Files, Judgement, Scenario, Timeline, load};

/// A text in the place of every file.
struct OneFile(String);

impl Files for OneFile {
    fn read(&mut self, _: &str) -> Result<String, String> {
        Ok(self.0.clone())
    }
}

/// The scenario with these expectations.
pub(crate) fn scenario(expect: &str) -> Scenario {
    let indented: Vec<String> = expect.lines().map(|line| format!("  {line}\n")).collect();
    let text = format!("name: A\nrules: rules.yml\nexpect:\n{}", indented.concat());
    load("a.yml", &mut OneFile(text)).unwrap_or_else(|refused| panic!("{refused}\n{expect}"))
}

/// The run of two hours in which this was seen, one thing a line:
///
/// ```text
/// 10m A{i="a"} pending | firing | resolved | inactive
/// 12m page pagerduty A{i="a"}, B: summary of the page
/// 12m resolve pagerduty A{i="a"}
/// 12m repeat pagerduty A{i="a"}
/// 12m lost pagerduty A{i="a"}: why
/// 12m muted pagerduty A{i="a"} by silence maintenance CHG-1
/// 12m fails A: text
/// 12m note A: text
/// 12m mark p-1 stalls
/// values up: 1 0 _ 1
/// ```
pub(crate) fn timeline(seen: &str) -> Timeline {
    let mut timeline = Timeline {
        start: Timestamp(0),
        end: Timestamp(7_200_000),
        seed: 0,
        marks: Vec::new(),
        observations: Vec::new(),
        values: Vec::new(),
    };
    let mut states = BTreeMap::new();
    for line in seen.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (first, rest) = line.split_once(' ').expect("a time and what was seen");
        if first == "values" {
            timeline.values.push(values(rest));
            continue;
        }
        let at = Timestamp(Duration::parse(first).expect("a time").as_ms());
        if let Some(name) = rest.strip_prefix("mark ") {
            timeline.marks.push(Mark { at, name: name.to_owned() });
            continue;
        }
        timeline.observations.push(Observation::at(at, event(rest, at, &mut states)));
    }
    timeline
}

fn event(text: &str, at: Timestamp, states: &mut BTreeMap<Labels, (AlertState, Timestamp)>) -> Event {
    let (word, rest) = text.split_once(' ').expect("what was seen");
    match word {
        "page" => Event::Notification(notification(rest, NotificationStatus::Firing)),
        "repeat" => {
            let page = notification(rest, NotificationStatus::Firing);
            Event::Notification(Notification { is_repeat: true, ..page })
        }
        "resolve" => Event::Notification(notification(rest, NotificationStatus::Resolved)),
        "lost" => {
            let mut page = notification(rest, NotificationStatus::Firing);
            page.outcome = Outcome::Failed(page.fields.remove("summary").unwrap_or_default());
            Event::Notification(page)
        }
        "muted" => {
            let (receiver, rest) = rest.split_once(' ').expect("a receiver");
            let (alert, by) = rest.split_once(" by ").expect("what mutes it");
            let (kind, name) = by.split_once(' ').expect("its name");
            let by = match kind {
                "silence" => Muting::Silence { comment: name.to_owned() },
                "interval" => Muting::MuteInterval { name: name.to_owned() },
                _ => Muting::Inhibition { rule: "1".to_owned(), source: labels(name) },
            };
            let group_key = "{}:{}".to_owned();
            Event::Muted(Muted { receiver: receiver.to_owned(), group_key, labels: labels(alert), by })
        }
        "fails" | "note" => {
            let (name, text) = rest.split_once(": ").expect("a text");
            let (rule, text) = (rule(name), text.to_owned());
            if word == "fails" {
                Event::RuleFailure(RuleFailure { rule, text })
            } else {
                Event::Note(Note { rule, severity: Severity::Warning, text })
            }
        }
        _ => Event::Alert(change(text, at, states)),
    }
}

fn change(text: &str, at: Timestamp, states: &mut BTreeMap<Labels, (AlertState, Timestamp)>) -> AlertChange {
    let (alert, state) = text.rsplit_once(' ').expect("a state");
    let to = match state {
        "pending" => AlertState::Pending,
        "firing" => AlertState::Firing,
        "resolved" => AlertState::Resolved,
        "inactive" => AlertState::Inactive,
        other => panic!("{other} is no state"),
    };
    let labels = labels(alert);
    let (from, since) = states.get(&labels).copied().unwrap_or((AlertState::Inactive, at));
    let since = if from == AlertState::Pending { since } else { at };
    states.insert(labels.clone(), (to, since));
    AlertChange {
        rule: rule(labels.get("alertname").unwrap_or_default()),
        annotations: Labels::from_pairs([("summary", format!("{alert} is broken"))]),
        value: 0.5,
        labels,
        from,
        to,
        active_since: matches!(to, AlertState::Pending | AlertState::Firing).then_some(since),
        hold_duration: Duration::from_seconds(300),
    }
}

fn notification(text: &str, status: NotificationStatus) -> Notification {
    let (receiver, rest) = text.split_once(' ').expect("a receiver");
    let (alerts, summary) = rest.split_once(": ").unwrap_or((rest, ""));
    let alerts: Vec<NotifiedAlert> = alerts
        .split(", ")
        .map(|alert| NotifiedAlert {
            status,
            labels: labels(alert),
            annotations: Labels::empty(),
            starts_at: Timestamp(0),
            ends_at: None,
        })
        .collect();
    Notification {
        receiver: receiver.to_owned(),
        integration: "pagerduty".to_owned(),
        index: 0,
        replica: 1,
        status,
        group_key: "{}:{}".to_owned(),
        group_labels: Labels::from_pairs([("cluster", "eu-1")]),
        alerts,
        fields: BTreeMap::from([("summary".to_owned(), summary.to_owned())]),
        is_repeat: false,
        reason: String::new(),
        outcome: Outcome::Delivered,
        depends_on_latency: false,
    }
}

/// Values at every minute, `_` for none.
fn values(text: &str) -> ExpressionValues {
    let (expression, values) = text.split_once(": ").expect("values");
    let samples = values.split(' ').enumerate().filter(|(_, value)| *value != "_").map(|(minute, value)| {
        let at = Timestamp(minute as i64 * 60_000);
        SampledValue { at, value: value.parse().expect("a number") }
    });
    ExpressionValues {
        expression: expression.to_owned(),
        start: Timestamp(0),
        step: Duration::from_seconds(60),
        series: vec![SeriesValues { labels: Labels::empty(), samples: samples.collect() }],
    }
}

fn labels(alert: &str) -> Labels {
    let metric = parse_metric(alert, &Dialect::V3).expect("an alert");
    let name = metric.metric_name().unwrap_or_default().to_owned();
    let mut builder = metric.without_name().to_builder();
    builder.set("alertname", &name);
    builder.build()
}

fn rule(name: &str) -> RuleReference {
    RuleReference {
        file: "rules.yml".to_owned(),
        group: "g".to_owned(),
        index: 0,
        name: name.to_owned(),
        line: 1,
        column: 1,
    }
}

/// One line per failure: title, what was expected, what came.
pub(crate) fn lines(judgement: &Judgement) -> Vec<String> {
    judgement
        .failures()
        .map(|failure| format!("{} | {} | {}", failure.title, failure.expected, failure.got))
        .collect()
}

/// Holds each row's expectations against what was seen.
pub(crate) fn check(rows: &[(&str, &str, &[&str])]) {
    let mut differences = Vec::new();
    for (expect, seen, want) in rows {
        let got = lines(&judge(&scenario(expect), &timeline(seen), &Unexplained));
        if got != *want {
            differences.push(format!(
                "{expect}\n--\n{seen}\n  got  {}\n  want {}",
                got.join("\n       "),
                want.join("\n       ")
            ));
        }
    }
    assert!(differences.is_empty(), "{} rows differ:\n{}", differences.len(), differences.join("\n======\n"));
}

//! `alertmanager/prom-run1*`: what real Prometheus servers posted, driven by the states their API showed.

use std::collections::BTreeMap;
use std::path::Path;

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::sender::{
    ActiveAlert, RuleEvaluation, Sender, SenderDialect, SenderOptions, load_settings,
};
use firedrill_model::{Duration, Labels, Timestamp};
use serde_json::Value;

use crate::differences::Differences;
use crate::recorded::{instant, labels, text, time};
use crate::shared::{folder, rows};

const INTERVAL_MS: i64 = 1000;
/// A request arrives at the evaluation or up to this much later.
const LATENESS_MS: i64 = 350;

#[test]
fn recorded_servers() {
    let Some(folder) = folder("alertmanager") else { return };
    for (run, dialect) in [("prom-run1", SenderDialect::V2_42), ("prom-run1-3.14", SenderDialect::V3)] {
        let mut differences = Differences::default();
        compare(&folder.join(run), dialect, &mut differences);
        differences.finish(run);
    }
}

/// A request's alerts one by one: labels, when it arrived, start, end.
type Sent = (String, i64, i64, i64);

fn compare(folder: &Path, dialect: SenderDialect, differences: &mut Differences) {
    let mut wanted: Vec<_> = rows(folder, "am_posts.jsonl").iter().flat_map(recorded_alerts).collect();
    for life in lives(folder) {
        let (first, last) = (life.evaluations.first(), life.evaluations.last());
        let (first, last) = (first.expect("an evaluation").0.as_ms(), last.expect("an evaluation").0.as_ms());
        // A server that starts posts nothing until it has discovered its Alertmanagers.
        let discovered = wanted.iter().map(|it| it.1).find(|at| *at >= first).expect("a post");
        for got in run(folder, dialect, &life) {
            if got.1 + LATENESS_MS < discovered {
                continue;
            }
            let same = wanted.iter().position(|want| {
                (0..=LATENESS_MS).contains(&(want.1 - got.1))
                    && (&want.0, want.2, want.3) == (&got.0, got.2, got.3)
            });
            let agrees = same.map(|position| drop(wanted.remove(position))).is_some();
            differences.check("sent", (!agrees).then(|| format!("not recorded: {got:?}")));
        }
        // Nobody asked for the state after the last evaluation before the end.
        wanted.retain(|want| want.1 < last + INTERVAL_MS || want.1 > last + 2 * INTERVAL_MS);
    }
    for want in wanted {
        differences.check("recorded", Some(format!("not sent: {want:?}")));
    }
}

fn recorded_alerts(row: &Value) -> Vec<Sent> {
    let at = instant(&row["t"]).as_ms();
    let alerts = row["body"].as_array().expect("alerts").iter();
    let sent = alerts.map(|alert| {
        let end = time(text(&alert["endsAt"])).as_ms();
        (labels(&alert["labels"]).to_string(), at, time(text(&alert["startsAt"])).as_ms(), end)
    });
    sent.collect()
}

/// One run of the process: the alerts at each of its evaluations.
struct Life {
    evaluations: Vec<(Timestamp, Vec<PolledAlert>)>,
}

#[derive(Clone)]
struct PolledAlert {
    labels: Labels,
    is_firing: bool,
}

/// The evaluations of both runs, from the states that were polled about once per evaluation.
fn lives(folder: &Path) -> Vec<Life> {
    let polls = rows(folder, "alerts_poll.jsonl");
    let phase = time(text(&polls[0]["alerts"][0]["activeAt"])).as_ms() % INTERVAL_MS;
    let mut lives: Vec<Life> = Vec::new();
    for poll in &polls {
        let polled = instant(&poll["t"]).as_ms();
        let evaluation = Timestamp(polled - (polled - phase).rem_euclid(INTERVAL_MS));
        let alerts: Vec<_> = poll["alerts"].as_array().expect("alerts").iter().map(polled_alert).collect();
        let last = lives.last_mut().and_then(|life| life.evaluations.last_mut()).map(|(at, _)| *at);
        match (lives.last_mut(), last) {
            (Some(life), Some(last)) if (evaluation - last).as_ms() < 5 * INTERVAL_MS => {
                fill(life, last, evaluation);
                life.evaluations.retain(|(at, _)| *at != evaluation);
                life.evaluations.push((evaluation, alerts));
            }
            _ => lives.push(Life { evaluations: vec![(evaluation, alerts)] }),
        }
    }
    lives
}

/// An evaluation that no poll saw left everything as it was.
fn fill(life: &mut Life, last: Timestamp, next: Timestamp) {
    let known = life.evaluations.last().map(|(_, alerts)| alerts.clone()).unwrap_or_default();
    let mut at = last + Duration::from_ms(INTERVAL_MS);
    while at < next {
        life.evaluations.push((at, known.clone()));
        at = at + Duration::from_ms(INTERVAL_MS);
    }
}

fn polled_alert(alert: &Value) -> PolledAlert {
    PolledAlert { labels: labels(&alert["labels"]), is_firing: alert["st"] == "firing" }
}

fn run(folder: &Path, dialect: SenderDialect, life: &Life) -> Vec<Sent> {
    let source = std::fs::read_to_string(folder.join("prometheus.yml")).expect("the configuration");
    let loaded = load_settings(&source, dialect);
    assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
    let mut sender = Sender::new(SenderOptions {
        dialect,
        resend_delay: Duration::from_seconds(5),
        relabel_rules: loaded.settings.relabel_rules_for(0),
        external_labels: loaded.settings.external_labels,
        ..SenderOptions::default()
    });
    let mut fired_at: BTreeMap<Labels, Timestamp> = BTreeMap::new();
    let mut sent = Vec::new();
    for (at, alerts) in &life.evaluations {
        fired_at.retain(|labels, _| alerts.iter().any(|it| it.is_firing && it.labels == *labels));
        let active: Vec<_> = alerts
            .iter()
            .map(|alert| ActiveAlert {
                labels: alert.labels.clone(),
                annotations: Labels::empty(),
                fired_at: alert.is_firing.then(|| *fired_at.entry(alert.labels.clone()).or_insert(*at)),
            })
            .collect();
        let posts = sender.evaluated(&RuleEvaluation {
            rule: 0,
            expression: "",
            interval: Duration::from_ms(INTERVAL_MS),
            at: *at,
            active: &active,
        });
        sent.extend(posts.iter().flat_map(|post| post.alerts.iter().map(|it| sent_alert(post.at, it))));
    }
    sent
}

fn sent_alert(at: Timestamp, alert: &PostedAlert) -> Sent {
    let ms = |instant: Option<Timestamp>| instant.expect("given").as_ms();
    (alert.labels.to_string(), at.as_ms(), ms(alert.starts_at), ms(alert.ends_at))
}

//! A Prometheus server as its Alertmanagers see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_gotemplate::prometheus::table_link;
use firedrill_model::{Labels, LabelsBuilder};

use super::relabel::{RelabelRule, relabel};
use super::resend::SentAlert;
use super::{Post, RuleEvaluation, SenderOptions};
use crate::alert::PostedAlert;

/// Remembers what was sent and says what is due.
///
/// A restarted server remembers nothing: make a new one.
#[derive(Debug)]
pub struct Sender {
    options: SenderOptions,
    /// The alerts of each rule that fire or did lately.
    rules: BTreeMap<usize, BTreeMap<Labels, SentAlert>>,
}

impl Sender {
    /// A server that has sent nothing yet.
    pub fn new(options: SenderOptions) -> Self {
        Self { options, rules: BTreeMap::new() }
    }

    /// The options.
    pub fn options(&self) -> &SenderOptions {
        &self.options
    }

    /// Changes external labels and relabelling, as a reload does; what was sent is remembered.
    pub fn reload(&mut self, external_labels: Labels, relabel_rules: Vec<RelabelRule>) {
        self.options.external_labels = external_labels;
        self.options.relabel_rules = relabel_rules;
    }

    /// Whether evaluations of a rule that give no active alert send nothing, so that a driver may leave
    /// them out.
    pub fn is_idle(&self, rule: usize) -> bool {
        self.rules.get(&rule).is_none_or(BTreeMap::is_empty)
    }

    /// Forgets the alerts of a rule without resolving them: what an evaluation does that exceeds the
    /// group's `limit`.
    pub fn forget(&mut self, rule: usize) {
        self.rules.remove(&rule);
    }

    /// The requests that an evaluation leads to, alerts by their labels (upstream's order is random).
    ///
    /// An alert is sent when it begins to fire, again at the first evaluation more than the resend delay
    /// later, when it is resolved, and on for 15 minutes.
    pub fn evaluated(&mut self, evaluation: &RuleEvaluation<'_>) -> Vec<Post> {
        let RuleEvaluation { rule, at, interval, .. } = *evaluation;
        if evaluation.active.is_empty() && self.is_idle(rule) {
            return Vec::new();
        }
        let known = self.rules.entry(rule).or_default();
        observe(known, evaluation);
        let generator_url: Arc<str> =
            Arc::from(format!("{}{}", self.options.external_url, table_link(evaluation.expression)));
        let mut due = Vec::new();
        for (labels, alert) in known.iter_mut() {
            let Some(ends_at) = alert.send(at, self.options.resend_delay, interval) else { continue };
            due.extend(addressed(&self.options, labels).map(|labels| PostedAlert {
                labels,
                annotations: alert.annotations.clone(),
                starts_at: Some(alert.fired_at),
                ends_at: Some(ends_at),
                generator_url: Arc::clone(&generator_url),
            }));
        }
        let excess = due.len().saturating_sub(self.options.queue_capacity);
        let batches = due[excess..].chunks(self.options.dialect.batch_size.max(1));
        batches.map(|alerts| Post { at, alerts: alerts.to_vec() }).collect()
    }
}

/// Brings what is known of a rule's alerts up to date.
fn observe(known: &mut BTreeMap<Labels, SentAlert>, evaluation: &RuleEvaluation<'_>) {
    let at = evaluation.at;
    for active in evaluation.active {
        let Some(fired_at) = active.fired_at else {
            // A pending alert takes the place of the resolved one it follows.
            known.remove(&active.labels);
            continue;
        };
        match known.get_mut(&active.labels) {
            Some(alert) if alert.is_continued_since(fired_at) => alert.fires_on(&active.annotations, at),
            _ => {
                let alert = SentAlert::new(active.annotations.clone(), fired_at, at);
                known.insert(active.labels.clone(), alert);
            }
        }
    }
    known.retain(|_, alert| alert.outlives(at));
}

/// The labels as an Alertmanager sees them; `None` where relabelling drops the alert.
fn addressed(options: &SenderOptions, labels: &Labels) -> Option<Labels> {
    let mut builder: LabelsBuilder = labels.to_builder();
    for (name, value) in &options.external_labels {
        if labels.get(name).is_none() {
            builder.set(name, value);
        }
    }
    relabel(builder, &options.relabel_rules, options.dialect)
}

#[cfg(test)]
mod tests {
    use firedrill_model::{Duration, Timestamp};

    use super::super::relabel::RelabelAction;
    use super::super::{ActiveAlert, SenderDialect};
    use super::*;

    fn alert(name: &str, fired_at: Option<i64>) -> ActiveAlert {
        ActiveAlert {
            labels: Labels::from_pairs([("alertname", name)]),
            annotations: Labels::empty(),
            fired_at: fired_at.map(|seconds| Timestamp(seconds * 1000)),
        }
    }

    /// What is sent at each evaluation: seconds of evaluation, start and end.
    fn sent(
        sender: &mut Sender,
        seconds: i64,
        interval: i64,
        active: &[ActiveAlert],
    ) -> Vec<(i64, i64, i64)> {
        let posts = sender.evaluated(&RuleEvaluation {
            rule: 1,
            expression: "up == 0",
            interval: Duration::from_seconds(interval),
            at: Timestamp(seconds * 1000),
            active,
        });
        let second = |at: Option<Timestamp>| at.expect("given").as_ms() / 1000;
        let alerts = posts.iter().flat_map(|post| post.alerts.iter().map(|it| (post.at, it)));
        alerts.map(|(at, it)| (second(Some(at)), second(it.starts_at), second(it.ends_at))).collect()
    }

    #[test]
    fn resends_when_more_than_the_delay_has_passed() {
        for (interval, want) in [(15, vec![0, 75, 150]), (30, vec![0, 90, 180]), (60, vec![0, 120, 240])] {
            let mut sender = Sender::new(SenderOptions::default());
            let got = (0..=240 / interval)
                .flat_map(|step| sent(&mut sender, step * interval, interval, &[alert("A", Some(0))]));
            let (at, ends): (Vec<_>, Vec<_>) = got.map(|(at, _, end)| (at, end - at)).unzip();
            let at: Vec<_> = at.into_iter().take(3).collect();
            assert_eq!(at, want, "every {interval} s");
            assert!(ends.iter().all(|end| *end == 240), "{ends:?}");
        }
    }

    #[test]
    fn a_resolved_alert_is_sent_at_once_and_for_15_minutes() {
        let mut sender = Sender::new(SenderOptions::default());
        sent(&mut sender, 0, 60, &[alert("A", Some(0))]);
        let resolved: Vec<_> = (1..30).flat_map(|step| sent(&mut sender, step * 60, 60, &[])).collect();
        let times: Vec<_> = resolved.iter().map(|(at, ..)| at / 60).collect();
        assert_eq!(times, [1, 3, 5, 7, 9, 11, 13, 15]);
        assert!(resolved.iter().all(|(_, start, end)| (*start, *end) == (0, 60)));
        assert!(sender.is_idle(1));
    }

    #[test]
    fn a_pending_alert_ends_what_was_resolved_before() {
        let mut sender = Sender::new(SenderOptions::default());
        sent(&mut sender, 0, 60, &[alert("A", Some(0))]);
        assert_eq!(sent(&mut sender, 60, 60, &[]), [(60, 0, 60)]);
        assert_eq!(sent(&mut sender, 180, 60, &[alert("A", None)]), []);
        assert_eq!(sent(&mut sender, 240, 60, &[alert("A", Some(240))]), [(240, 240, 480)]);
        // Dropped and fired anew: another alert, sent at once.
        sender.forget(1);
        assert_eq!(sent(&mut sender, 300, 60, &[alert("A", Some(300))]), [(300, 300, 540)]);
    }

    #[test]
    fn labels_are_added_relabelled_and_batched() {
        let drop_replica = RelabelRule {
            action: RelabelAction::LabelDrop,
            pattern: "replica".to_owned(),
            ..RelabelRule::default()
        };
        let drop_quiet = RelabelRule {
            action: RelabelAction::Drop,
            source_labels: vec!["alertname".to_owned()],
            pattern: "Quiet".to_owned(),
            ..RelabelRule::default()
        };
        let mut sender = Sender::new(SenderOptions {
            dialect: SenderDialect { batch_size: 2, ..SenderDialect::V3 },
            queue_capacity: 3,
            external_labels: Labels::from_pairs([("replica", "a"), ("cluster", "c"), ("alertname", "no")]),
            relabel_rules: vec![drop_replica, drop_quiet],
            ..SenderOptions::default()
        });
        let active = ["A", "B", "C", "D", "Quiet"].map(|name| alert(name, Some(0)));
        let posts = sender.evaluated(&RuleEvaluation {
            rule: 1,
            expression: "up == 0",
            interval: Duration::from_seconds(60),
            at: Timestamp(0),
            active: &active,
        });
        let texts: Vec<Vec<_>> =
            posts.iter().map(|post| post.alerts.iter().map(|it| it.labels.to_string()).collect()).collect();
        let of = |name: &str| format!("{{alertname=\"{name}\", cluster=\"c\"}}");
        assert_eq!(texts, [vec![of("B"), of("C")], vec![of("D")]]);
        let url = "http://localhost:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1";
        assert_eq!(&*posts[0].alerts[0].generator_url, url);
    }
}

//! What came of a run.

use std::collections::BTreeMap;

use firedrill_model::{Labels, Timestamp, Value};
use firedrill_promql::annotations::Annotation;
use firedrill_promql::store::Store;

use super::super::AlertState;

/// What a server did.
#[derive(Debug, Default)]
pub struct Served {
    /// All series as they were in the end.
    pub store: Store,
    /// What happened to alerts, by time, rule and labels.
    pub changes: Vec<AlertChange>,
    /// Evaluations that failed, by time and rule.
    pub failures: Vec<ServedFailure>,
    /// Warnings and infos of the engine, by segment and rule, each text once.
    pub notes: Vec<(usize, usize, Annotation)>,
}

/// An evaluation after which an alert is no longer what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertChange {
    /// The evaluation.
    pub at: Timestamp,
    /// Position of the segment.
    pub segment: usize,
    /// Position of the rule in its [`super::super::RuleSet`].
    pub rule: usize,
    /// The alert's labels, `alertname` included.
    pub labels: Labels,
    /// Its state before.
    pub from: AlertState,
    /// Its state after; of the same kind where only the annotations are new.
    pub to: AlertState,
    /// The last value of the expression; `None` where the state was lost with it.
    pub value: Option<Value>,
    /// Its annotations.
    pub annotations: Labels,
    /// Why.
    pub cause: Cause,
}

/// Why an alert changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The result of an evaluation.
    Evaluation,
    /// The server stopped, and forgot.
    Stop,
    /// Its rule is no more, or exceeded the limit of its group: the alert is dropped and never resolved.
    Dropped,
}

/// A rule that could not be evaluated. Its alerts stay as they were; nothing is recorded and nothing
/// marked stale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedFailure {
    /// The evaluation.
    pub at: Timestamp,
    /// Position of the segment.
    pub segment: usize,
    /// Position of the rule in its [`super::super::RuleSet`].
    pub rule: usize,
    /// Prometheus' text.
    pub text: String,
}

/// Changes by time, rule and labels, without those that change nothing but the sample.
pub(super) fn ordered(mut changes: Vec<AlertChange>) -> Vec<AlertChange> {
    let key = |change: &AlertChange| (change.at, change.segment, change.rule, change.labels.clone());
    changes.sort_by_cached_key(key);
    let mut last: BTreeMap<(usize, Labels), Labels> = BTreeMap::new();
    changes.retain(|change| {
        let key = (change.rule, change.labels.clone());
        let known = last.insert(key, change.annotations.clone());
        let is_same_kind = std::mem::discriminant(&change.from) == std::mem::discriminant(&change.to);
        !is_same_kind || known.as_ref() != Some(&change.annotations)
    });
    changes
}

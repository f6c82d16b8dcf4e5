//! What a server did, as observations.

use std::collections::BTreeMap;

use firedrill_model::{Labels, Value};
use firedrill_promql::annotations::Level;
use firedrill_rules::evaluation as rules;
use firedrill_rules::evaluation::server::{AlertChange, Cause, Served};
use firedrill_scenario::timeline::{
    self, AlertState, Event, Note, Observation, RuleFailure, RuleReference, Severity,
};

use super::Lifetime;
use crate::resources::{PlacedRule, Resources};

/// Alerts, failures and notes of a run.
pub(crate) fn observations(
    served: &Served,
    lifetimes: &[Lifetime<'_>],
    resources: &Resources,
) -> Vec<Observation> {
    let rule = |segment: usize, rule: usize| &lifetimes[segment].pack(resources).rules[rule];
    let mut observations = Vec::new();
    let mut histories = Histories::default();
    for change in &served.changes {
        observations.extend(histories.observe(change, rule(change.segment, change.rule)));
    }
    observations.extend(served.failures.iter().map(|failure| {
        let rule = rule(failure.segment, failure.rule).reference.clone();
        let event = Event::RuleFailure(RuleFailure { rule, text: failure.text.clone() });
        Observation::at(failure.at, event)
    }));
    observations.extend(served.notes.iter().map(|(segment, position, annotation)| {
        let rule = rule(*segment, *position);
        let severity = match annotation.level {
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        };
        let at = annotation.span.line_column(&rule.expression);
        let text = format!("{}{} ({}:{})", annotation.level.prefix(), annotation.text, at.line, at.column);
        let note = Note { rule: rule.reference.clone(), severity, text };
        Observation::at(lifetimes[*segment].start, Event::Note(note))
    }));
    observations
}

/// What was last said of each alert.
#[derive(Default)]
struct Histories(BTreeMap<(RuleReference, Labels), Said>);

struct Said {
    state: AlertState,
    value: f64,
    annotations: Labels,
}

impl Histories {
    /// `None` where the state stays what it is.
    fn observe(&mut self, change: &AlertChange, rule: &PlacedRule) -> Option<Observation> {
        let key = (rule.reference.clone(), change.labels.clone());
        let nothing = Said { state: AlertState::Inactive, value: f64::NAN, annotations: Labels::empty() };
        let said = self.0.entry(key).or_insert(nothing);
        if change.cause == Cause::Evaluation {
            said.annotations.clone_from(&change.annotations);
            said.value = match &change.value {
                Some(Value::Float(value)) => *value,
                Some(Value::Histogram(_)) => f64::NAN,
                None => said.value,
            };
        }
        let to = match change.to {
            // That Prometheus forgets a resolved alert is no change.
            rules::AlertState::Inactive if said.state == AlertState::Resolved => return None,
            rules::AlertState::Inactive => AlertState::Inactive,
            rules::AlertState::Pending { .. } => AlertState::Pending,
            rules::AlertState::Firing { .. } => AlertState::Firing,
            rules::AlertState::Resolved { .. } => AlertState::Resolved,
        };
        let from = std::mem::replace(&mut said.state, to);
        (from != to).then(|| {
            Observation::at(
                change.at,
                Event::Alert(timeline::AlertChange {
                    rule: rule.reference.clone(),
                    labels: change.labels.clone(),
                    annotations: said.annotations.clone(),
                    value: said.value,
                    from,
                    to,
                    active_since: change.to.active_since(),
                    hold_duration: rule.hold_duration,
                }),
            )
        })
    }
}

//! Rules made ready for evaluation.

use std::sync::Arc;

use firedrill_model::{Duration, METRIC_NAME};
use firedrill_promql::syntax::Expr;

use super::AlertTiming;
use super::dependency::{Reads, Stage, Writes, read_rules, stages};
use super::templated::Templated;
use crate::Entry;
use crate::file::{Rule, RuleGroup};
use crate::language::{Languages, engine_expression};
use crate::template;

/// The metric that says which alerts are pending and firing.
pub(super) const ALERTS: &str = "ALERTS";
/// The metric that says since when they are.
pub(super) const ALERTS_FOR_STATE: &str = "ALERTS_FOR_STATE";
/// The label that names an alert.
pub(super) const ALERTNAME: &str = "alertname";
/// The label that says whether an alert is pending or firing.
pub(super) const ALERTSTATE: &str = "alertstate";

/// Rules in the order of their evaluation.
#[derive(Debug)]
pub struct RuleSet {
    pub(super) rules: Vec<RulePlan>,
    /// For each rule those that write what it may read, ascending.
    pub(super) reads: Vec<Vec<usize>>,
    pub(super) stages: Vec<Stage>,
}

/// One rule.
#[derive(Debug)]
pub(super) struct RulePlan {
    pub(super) group: String,
    /// Position of the group.
    pub(super) group_index: usize,
    /// The group's own evaluation interval.
    pub(super) interval: Option<Duration>,
    pub(super) name: String,
    pub(super) is_alerting: bool,
    /// The tree, or why the engine refuses it.
    pub(super) expr: Result<Arc<Expr>, String>,
    /// Labels of rule and group, sorted by name.
    pub(super) labels: Vec<Templated>,
    /// Annotations, sorted by name.
    pub(super) annotations: Vec<Templated>,
    pub(super) timing: AlertTiming,
    /// The most alerts or series; 0 for no limit.
    pub(super) limit: usize,
    pub(super) query_offset_ms: i64,
    pub(super) reads: Reads,
    pub(super) writes: Vec<Writes>,
}

impl RuleSet {
    /// Rules of `groups`, which are evaluated in this order.
    pub fn new<'g>(groups: impl IntoIterator<Item = &'g RuleGroup>, languages: &Languages) -> Self {
        let rules: Vec<_> = groups
            .into_iter()
            .enumerate()
            .flat_map(|(index, group)| {
                group.rules.iter().map(move |rule| RulePlan::new(group, index, rule, languages))
            })
            .collect();
        let reads = read_rules(&rules);
        let stages = stages(&reads);
        Self { rules, reads, stages }
    }

    /// Number of rules.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether a rule raises alerts of this name.
    pub fn has_alert(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| rule.is_alerting && rule.name == name)
    }
}

impl RuleSet {
    /// Template functions that alerts of this name use although they have no URL in unit tests.
    pub(crate) fn url_functions(&self, alert: &str) -> Vec<&'static str> {
        let mut used = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.is_alerting && rule.name == alert) {
            for templated in rule.labels.iter().chain(&rule.annotations) {
                used.extend(template::url_functions(&templated.text));
            }
        }
        used.sort_unstable();
        used.dedup();
        used
    }

    /// Whether alerts of this name have `label` from their rule.
    pub(crate) fn sets_label(&self, alert: &str, label: &str) -> bool {
        let mut rules = self.rules.iter().filter(|rule| rule.is_alerting && rule.name == alert);
        rules.any(|rule| rule.labels.iter().any(|own| own.name == label))
    }

    /// Pairs of groups of which the first reads what the second writes.
    pub(crate) fn reads_between_groups(&self) -> Vec<(&str, &str)> {
        let mut pairs = Vec::new();
        for (reader, read) in self.rules.iter().zip(&self.reads) {
            for writer in read {
                let pair = (reader.group.as_str(), self.rules[*writer].group.as_str());
                if pair.0 != pair.1 && pairs.last() != Some(&pair) {
                    pairs.push(pair);
                }
            }
        }
        pairs
    }
}

impl RulePlan {
    fn new(group: &RuleGroup, group_index: usize, rule: &Rule, languages: &Languages) -> Self {
        let dialect = &languages.dialect;
        let templated = |entry: &Entry| Templated::new(rule, entry, dialect);
        let labels: Vec<_> = group.labels_of(rule).into_iter().map(templated).collect();
        let mut annotations: Vec<_> = rule.annotations.iter().map(templated).collect();
        annotations.sort_by(|lhs, rhs| lhs.name.cmp(&rhs.name));
        let expr = engine_expression(rule, languages);
        let mut reads = expr.as_ref().map(|expr| Reads::of(expr, dialect)).unwrap_or_default();
        let is_alerting = rule.is_alerting();
        // A query in a label's template may read anything.
        reads.anything |= is_alerting && labels.iter().any(|label| template::may_query(&label.text));
        Self {
            group: group.name.clone(),
            group_index,
            interval: group.interval,
            name: rule.name().to_owned(),
            is_alerting,
            writes: writes(rule.name(), is_alerting, &labels),
            expr,
            labels,
            annotations,
            timing: AlertTiming { hold_duration: rule.hold_duration, keep_firing_for: rule.keep_firing_for },
            limit: usize::try_from(group.limit).unwrap_or(0),
            query_offset_ms: group.query_offset.unwrap_or_default().as_ms(),
            reads,
        }
    }

    /// Whether a template of the rule may run queries, which may read anything.
    pub(super) fn has_queries(&self) -> bool {
        let templates = self.labels.iter().chain(&self.annotations);
        self.is_alerting && templates.into_iter().any(|templated| template::may_query(&templated.text))
    }
}

/// The families of series that a rule writes.
fn writes(name: &str, is_alerting: bool, labels: &[Templated]) -> Vec<Writes> {
    let family = |metric: &str| -> Writes {
        let own = labels.iter().filter_map(|label| {
            let value = label.literal().filter(|value| !value.is_empty())?;
            Some((label.name.clone(), value.to_owned()))
        });
        std::iter::once((METRIC_NAME.to_owned(), metric.to_owned())).chain(own).collect()
    };
    if !is_alerting {
        return vec![family(name)];
    }
    let mut families = vec![family(ALERTS), family(ALERTS_FOR_STATE)];
    for family in &mut families {
        family.retain(|(label, _)| label != ALERTNAME && label != ALERTSTATE);
        family.push((ALERTNAME.to_owned(), name.to_owned()));
    }
    families
}

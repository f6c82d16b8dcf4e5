//! What rules keep over a reload.

use std::collections::BTreeMap;

use firedrill_promql::store::SeriesId;

use super::super::plan::{RulePlan, RuleSet};
use super::rule::RuleState;

/// States after a reload, and what is left to be ended.
pub(super) struct Handover {
    pub(super) states: Vec<RuleState>,
    /// Series of rules that are no more, with the new group that ends them at its first evaluation, or
    /// with the interval of the old group where that is gone too.
    pub(super) orphans: Vec<(Heir, Vec<SeriesId>)>,
    /// Rules that are no more, with their alerts.
    pub(super) dropped: Vec<(usize, RuleState)>,
}

/// Who ends the series of a rule that is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heir {
    /// The new group at this position, with its first evaluation.
    Group(usize),
    /// Nobody; the server does so when two intervals of the group have passed.
    Nobody(Option<firedrill_model::Duration>),
}

/// Hands the states of `old` rules to `new` ones: within groups of one name, to rules of the same name
/// and labels, one to one.
pub(super) fn hand_over(old: &RuleSet, states: Vec<RuleState>, new: &RuleSet) -> Handover {
    let mut free: BTreeMap<Identity<'_>, Vec<usize>> = BTreeMap::new();
    for (position, rule) in old.rules.iter().enumerate().rev() {
        free.entry(identity(rule)).or_default().push(position);
    }
    let mut states: Vec<Option<RuleState>> = states.into_iter().map(Some).collect();
    let taken = new.rules.iter().map(|rule| {
        let position = free.get_mut(&identity(rule)).and_then(Vec::pop);
        position.and_then(|position| states[position].take()).unwrap_or_else(|| RuleState::new(rule))
    });
    let taken = taken.collect();
    let mut orphans = Vec::new();
    let mut dropped = Vec::new();
    for (position, state) in states.into_iter().enumerate() {
        let Some(mut state) = state else { continue };
        let rule = &old.rules[position];
        let heir = new.rules.iter().find(|other| other.group == rule.group);
        let heir = heir.map_or(Heir::Nobody(rule.interval), |other| Heir::Group(other.group_index));
        orphans.push((heir, state.abandon()));
        dropped.push((position, state));
    }
    Handover { states: taken, orphans, dropped }
}

/// Group, kind, name and labels.
type Identity<'r> = (&'r str, bool, &'r str, Vec<(&'r str, &'r str)>);

fn identity(rule: &RulePlan) -> Identity<'_> {
    let labels = rule.labels.iter().map(|label| (label.name.as_str(), label.text.as_str()));
    (&rule.group, rule.is_alerting, &rule.name, labels.collect())
}

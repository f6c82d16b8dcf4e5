//! What the files of a scenario hold, for expectations that nothing could fulfil.

use std::collections::{BTreeMap, BTreeSet};

use firedrill_alertmanager::Config;
use firedrill_promql::syntax::ast::{Binary, MatchCardinality};
use firedrill_promql::syntax::{Expr, ExprKind};
use firedrill_rules::file::{Rule, RuleGroup};
use firedrill_scenario::judgement::Known;
use firedrill_sim::{Resources, RulePack};

/// The alerts, recorded metrics and receivers of a scenario's files.
pub(super) fn known(resources: &Resources) -> Known {
    let mut known = Known::default();
    for pack in std::iter::once(&resources.rules).chain(resources.other_rules.values()) {
        add_rules(&mut known, pack);
    }
    if let Some(setup) = &resources.alertmanager {
        let mut reached = BTreeSet::new();
        let configs = std::iter::once(setup).chain(resources.other_alertmanagers.values());
        let mut receivers = BTreeSet::new();
        for config in configs.map(|setup| &setup.config) {
            reached.extend(reached_receivers(config));
            receivers.extend(config.receivers.iter().map(|receiver| receiver.name.to_string()));
        }
        known.unreached = receivers.difference(&reached).cloned().collect();
        known.receivers = Some(reached);
    }
    known
}

fn add_rules(known: &mut Known, pack: &RulePack) {
    let mut alerts: BTreeMap<String, Option<BTreeSet<String>>> = std::mem::take(&mut known.alerts);
    for (_, group, rule) in pack.rules() {
        if !rule.is_alerting() {
            known.recorded.insert(rule.name().to_owned());
            continue;
        }
        let labels = alert_labels(group, rule);
        match (alerts.get_mut(rule.name()), labels) {
            (Some(Some(known)), Some(labels)) => known.extend(labels),
            (Some(known), None) => *known = None,
            (Some(None), Some(_)) => {}
            (None, labels) => drop(alerts.insert(rule.name().to_owned(), labels)),
        }
    }
    known.alerts = alerts;
}

/// The labels that alerts of a rule may have.
fn alert_labels(group: &RuleGroup, rule: &Rule) -> Option<BTreeSet<String>> {
    let mut labels = result_labels(rule.parsed.as_deref()?)?;
    labels.extend(group.labels_of(rule).into_iter().map(|entry| entry.name.clone()));
    Some(labels)
}

/// The labels that the series of a result may have; `None` where the data decides.
fn result_labels(expr: &Expr) -> Option<BTreeSet<String>> {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::String(_) => Some(BTreeSet::new()),
        ExprKind::Aggregate(aggregate) if !aggregate.without && aggregate.param.is_none() => {
            Some(aggregate.grouping.iter().cloned().collect())
        }
        ExprKind::Paren(inner) | ExprKind::Unary(_, inner) => result_labels(inner),
        ExprKind::Binary(binary) => joined_labels(binary),
        _ => None,
    }
}

fn joined_labels(binary: &Binary) -> Option<BTreeSet<String>> {
    let Some(matching) = &binary.matching else {
        // One side is a scalar and has no labels.
        let mut labels = result_labels(&binary.lhs)?;
        labels.extend(result_labels(&binary.rhs)?);
        return Some(labels);
    };
    match matching.cardinality {
        MatchCardinality::OneToOne if matching.on => Some(matching.labels.iter().cloned().collect()),
        MatchCardinality::OneToOne => result_labels(&binary.lhs),
        MatchCardinality::ManyToMany => {
            let mut labels = result_labels(&binary.lhs)?;
            labels.extend(result_labels(&binary.rhs)?);
            Some(labels)
        }
        MatchCardinality::ManyToOne | MatchCardinality::OneToMany => {
            let many =
                if matching.cardinality == MatchCardinality::ManyToOne { &binary.lhs } else { &binary.rhs };
            let mut labels = result_labels(many)?;
            labels.extend(matching.include.iter().cloned());
            Some(labels)
        }
    }
}

fn reached_receivers(config: &Config) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![&config.route];
    while let Some(route) = waiting.pop() {
        reached.extend(route.receiver.clone());
        waiting.extend(&route.routes);
    }
    reached
}

#[cfg(test)]
mod tests {
    use firedrill_promql::{Dialect, Features, syntax};

    use super::*;

    #[test]
    fn labels_are_known_where_the_expression_says_them() {
        for (text, want) in [
            ("sum by (a, b) (x) > 0", Some("a b")),
            ("sum(x) > on () vector(1)", Some("")),
            ("x > 0", None),
            ("sum by (a) (x) / on (a) group_left (c) y", Some("a c")),
            ("sum by (a) (x) or sum by (b) (x)", Some("a b")),
            ("sum without (a) (x)", None),
            ("topk by (a) (1, x)", None),
        ] {
            let expr = syntax::parse(text, &Dialect::V3, &Features::SERVER_DEFAULT).expect(text);
            let labels = result_labels(&expr).map(|labels| labels.into_iter().collect::<Vec<_>>().join(" "));
            assert_eq!(labels.as_deref(), want, "{text}");
        }
    }
}

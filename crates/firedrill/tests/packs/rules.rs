//! What the rules of a pack read, link to and promise.

use std::collections::{BTreeMap, BTreeSet};

use firedrill_promql::syntax::{Expr, ExprKind, MatchOp, ast::VectorSelector};
use firedrill_rules::file::{LoadOptions, Rule, load};

use crate::contract::{Contract, Values};
use crate::files::{PACKS, assert_none, text};

/// All rules of a pack, recording rules first.
fn rules(pack: &str) -> Vec<Rule> {
    let files = ["recording", "alerts"].map(|name| format!("rules/{pack}/{name}.yml"));
    let groups = files.iter().flat_map(|path| {
        let loaded = load(&text(path), &LoadOptions::default());
        assert!(loaded.is_valid(), "{path}: {:?}", loaded.promtool_errors());
        loaded.file.groups
    });
    groups.flat_map(|group| group.rules).collect()
}

/// The names of a pack's alerts.
pub(crate) fn alert_names(pack: &str) -> BTreeSet<String> {
    rules(pack).iter().filter(|rule| rule.is_alerting()).map(|rule| rule.name().to_owned()).collect()
}

/// The labels of the series a selector reads; `None` if neither contract nor pack has the metric.
///
/// Recorded metrics are named after theirs: `cluster_namespace:metric:operation`.
fn labels_of(name: &str, contract: &Contract, recorded: &BTreeSet<String>) -> Option<BTreeSet<String>> {
    if let Some((level, _)) = name.split_once(':') {
        return recorded.contains(name).then(|| level.split('_').map(str::to_owned).collect());
    }
    let mut labels: BTreeSet<_> = contract.family(name)?.labels.iter().cloned().collect();
    if name.ends_with("_bucket") {
        labels.insert("le".to_owned());
    }
    Some(labels)
}

/// What is wrong with a selector: an unknown metric, label or label value.
fn selector_complaints(
    selector: &VectorSelector,
    contract: &Contract,
    recorded: &BTreeSet<String>,
) -> Vec<String> {
    let Some(name) = selector.metric_name() else { return vec!["a selector without a metric".to_owned()] };
    let Some(labels) = labels_of(&name, contract, recorded) else {
        return vec![format!("{name} is not in the contract")];
    };
    let mut complaints = Vec::new();
    for matcher in selector.matchers.iter().filter(|matcher| matcher.name != "__name__") {
        if !labels.contains(&matcher.name) {
            complaints.push(format!("{name} has no label {}", matcher.name));
        } else if let Some(Values::Listed(allowed)) = contract.labels.get(&matcher.name) {
            let value = matcher.value.to_text();
            let is_regex = matches!(matcher.op, MatchOp::Regex | MatchOp::NotRegex);
            let values = if is_regex { value.split('|').collect() } else { vec![value.as_ref()] };
            let unknown = values.into_iter().filter(|value| !allowed.iter().any(|it| it == value));
            complaints.extend(unknown.map(|value| format!("{name}: {} is never {value}", matcher.name)));
        }
    }
    complaints
}

/// Labels that aggregations and matchings name, each with the expressions that must have it.
fn named_labels(expr: &Expr) -> Vec<(&String, Vec<&Expr>)> {
    match &expr.kind {
        ExprKind::Aggregate(aggregate) => {
            aggregate.grouping.iter().map(|label| (label, vec![&aggregate.expr])).collect()
        }
        ExprKind::Binary(binary) => {
            let labels = binary.matching.iter().flat_map(|matching| &matching.labels);
            labels.map(|label| (label, vec![&binary.lhs, &binary.rhs])).collect()
        }
        _ => Vec::new(),
    }
}

fn expression_complaints(expr: &Expr, contract: &Contract, recorded: &BTreeSet<String>) -> Vec<String> {
    let mut complaints: Vec<_> =
        expr.selectors().flat_map(|selector| selector_complaints(selector, contract, recorded)).collect();
    let has_label = |operand: &Expr, label: &str| {
        operand.selectors().any(|selector| {
            let name = selector.metric_name().unwrap_or_default();
            labels_of(&name, contract, recorded).is_some_and(|labels| labels.contains(label))
        })
    };
    for (label, operands) in expr.walk().flat_map(named_labels) {
        if operands.iter().any(|operand| !has_label(operand, label)) {
            complaints.push(format!("nothing below has the label {label} that is grouped or matched by"));
        }
    }
    complaints
}

#[test]
fn rules_read_what_the_contract_has() {
    let mut complaints = Vec::new();
    for pack in PACKS {
        let (contract, rules) = (Contract::of(pack), rules(pack));
        let recorded: BTreeSet<_> =
            rules.iter().filter(|rule| !rule.is_alerting()).map(|rule| rule.name().to_owned()).collect();
        for rule in &rules {
            let expr = rule.parsed.as_ref().expect("valid rules are parsed");
            let wrong = expression_complaints(expr, &contract, &recorded);
            complaints.extend(wrong.into_iter().map(|it| format!("{pack}, {}: {it}", rule.name())));
        }
    }
    assert_none(&complaints);
}

/// The headings of a page as anchors of links.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter_map(|line| line.strip_prefix("## "));
    headings.map(|heading| heading.to_lowercase().replace(' ', "-")).collect()
}

#[test]
fn alerts_escalate_say_what_is_wrong_and_link_to_their_section() {
    let mut complaints = Vec::new();
    for pack in PACKS {
        let page = text(&format!("docs/packs/{pack}.md"));
        let anchors = anchors(&page);
        let mut severities: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for rule in rules(pack).iter().filter(|rule| rule.is_alerting()) {
            let annotation = |name: &str| {
                let found = rule.annotations.iter().find(|entry| entry.name == name);
                found.map(|entry| entry.value.value.clone()).unwrap_or_default()
            };
            let missing = ["summary", "description", "runbook_url", "dashboard_url"]
                .into_iter()
                .filter(|name| annotation(name).is_empty());
            complaints.extend(missing.map(|name| format!("{pack}, {}: no {name}", rule.name())));
            let anchor = annotation("runbook_url").split_once('#').map(|(_, it)| it.to_owned());
            if !anchor.is_some_and(|anchor| anchors.contains(&anchor)) {
                complaints.push(format!("{pack}, {}: the page has no such section", rule.name()));
            }
            let severity = rule.labels.iter().find(|entry| entry.name == "severity");
            let severity = severity.map(|entry| entry.value.value.clone()).unwrap_or_default();
            severities.entry(rule.name().to_owned()).or_default().push(severity);
        }
        for (alert, severities) in severities {
            if severities != ["warning", "critical"] {
                complaints.push(format!("{pack}, {alert}: severities are {severities:?}"));
            }
            if !page.contains(&format!("`{alert}`")) {
                complaints.push(format!("{pack}, {alert} is not described"));
            }
        }
    }
    assert_none(&complaints);
}

//! What rules read, held against a contract.

use std::collections::BTreeSet;

use firedrill_model::METRIC_NAME;
use firedrill_model::suggestion::suggestion;
use firedrill_promql::syntax::ast::{Matcher, VectorSelector};
use firedrill_promql::syntax::{ExprKind, MatchOp};
use firedrill_rules::Text;
use firedrill_rules::file::{Rule, RuleFile};

use super::Contract;
use super::file::Values;
use crate::report::Problem;

/// Labels that a scrape adds.
const TARGET_LABELS: &[&str] = &["instance", "job"];
/// Metrics that Prometheus makes itself.
const OWN_METRICS: &[&str] = &["ALERTS", "ALERTS_FOR_STATE", "up"];

/// Metrics, labels and label values that a rule file reads and the contract beside it lacks. `recorded` are
/// the metrics that rules of the same folder record.
pub(crate) fn rule_problems(
    file: &RuleFile,
    path: &str,
    source: &str,
    contract: &Contract,
    recorded: &BTreeSet<String>,
) -> Vec<Problem> {
    let reader = Reader { path, source, contract, recorded };
    let rules = file.groups.iter().flat_map(|group| &group.rules);
    rules.flat_map(|rule| reader.rule(rule)).collect()
}

struct Reader<'a> {
    path: &'a str,
    source: &'a str,
    contract: &'a Contract,
    recorded: &'a BTreeSet<String>,
}

impl Reader<'_> {
    fn rule(&self, rule: &Rule) -> Vec<Problem> {
        let (Some(text), Some(expr)) = (&rule.expr, &rule.parsed) else { return Vec::new() };
        let selectors = expr.walk().filter_map(|it| match &it.kind {
            ExprKind::Selector(selector) => Some((selector, it.span)),
            ExprKind::Matrix(matrix) => Some((&matrix.selector, matrix.selector_span)),
            _ => None,
        });
        selectors.flat_map(|(selector, span)| self.selector(selector, text, span)).collect()
    }

    fn problem(&self, text: &Text, span: firedrill_model::Span, message: String) -> Problem {
        let span = text.offsets(self.source).file_span(span);
        Problem::at("contract", message, self.path, self.source, span)
    }

    fn selector(&self, selector: &VectorSelector, text: &Text, span: firedrill_model::Span) -> Vec<Problem> {
        let Some(name) = selector.metric_name() else { return Vec::new() };
        let name = name.to_string();
        if self.recorded.contains(&name) || OWN_METRICS.contains(&name.as_str()) {
            return Vec::new();
        }
        let Some(family) = self.contract.family(&name) else {
            let problem = self.problem(text, span, format!("the contract has no metric {name}"));
            let names = self.contract.metrics.keys().map(String::as_str);
            let near = suggestion(&name, names).map(|near| format!("did you mean `{near}`?"));
            return vec![match near {
                Some(help) => problem.with_help(help),
                None => problem,
            }];
        };
        let is_bucket = family.is_histogram && name.ends_with("_bucket");
        let matchers = selector.matchers.iter().filter(|matcher| matcher.name != METRIC_NAME);
        let wrong = matchers.filter_map(|matcher| {
            let label = matcher.name.as_str();
            if TARGET_LABELS.contains(&label) || is_bucket && label == "le" {
                return None;
            }
            let message = if family.labels.iter().any(|own| own == label) {
                let never = self.value_that_never_is(matcher)?;
                format!("{label} of {name} is never {never:?}")
            } else {
                format!("{name} has no label {label}")
            };
            Some(self.problem(text, matcher.span, message))
        });
        wrong.collect()
    }

    /// A value that a matcher asks for and the label never has.
    fn value_that_never_is(&self, matcher: &Matcher) -> Option<String> {
        let Some(Values::Listed(allowed)) = self.contract.labels.get(&matcher.name) else { return None };
        let value = matcher.value.to_text().into_owned();
        let values: Vec<&str> = match matcher.op {
            MatchOp::Equal | MatchOp::NotEqual => vec![value.as_str()],
            // Only lists of words can be told.
            _ if value.contains(|letter: char| !letter.is_alphanumeric() && !"_-|".contains(letter)) => {
                Vec::new()
            }
            _ => value.split('|').collect(),
        };
        let unknown =
            values.into_iter().find(|value| !value.is_empty() && !allowed.iter().any(|it| it == value));
        unknown.map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use firedrill_rules::file::{LoadOptions, load};

    use super::*;

    #[test]
    fn what_the_contract_lacks_is_found_where_it_stands() {
        let contract = "labels: {zone: {at_most: 2}, state: {values: [on, off]}}\n\
                        metrics: [{name: lamp, labels: [zone, state]}]\n";
        let (contract, problems) = super::super::read(contract, "contract.yml");
        assert!(problems.is_empty());
        for (expr, want) in [
            ("lamp{state=\"on\", job=\"x\"} > 0 and up == 0", None),
            ("sum(lamps) > 0", Some("the contract has no metric lamps")),
            ("lamp{room=\"a\"}", Some("lamp has no label room")),
            ("rate(lamp{state=~\"on|of\"}[5m])", Some("state of lamp is never \"of\"")),
            ("recorded{anything=\"x\"}", None),
        ] {
            let source = format!("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: '{expr}'\n");
            let loaded = load(&source, &LoadOptions::default());
            let recorded = BTreeSet::from(["recorded".to_owned()]);
            let found = rule_problems(&loaded.file, "a.yml", &source, &contract, &recorded);
            assert_eq!(found.first().map(|problem| problem.message.as_str()), want, "{expr}");
            assert!(found.iter().all(|it| it.position.as_ref().is_some_and(|at| at.line == 5)));
        }
    }
}

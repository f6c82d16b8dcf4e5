//! Rules with the plans of their expressions.

use firedrill_promql::eval::{PreparedRule, QueryOptions};

use super::plan::{RulePlan, RuleSet};
use super::relevance::Interplay;

/// The rules of a set with the plans of their expressions, for any number of evaluations.
#[derive(Debug)]
pub struct PreparedRules<'r> {
    pub(super) set: &'r RuleSet,
    /// Per rule its expression, or why the engine refuses it.
    pub(super) expressions: Vec<Result<PreparedRule<'r>, &'r str>>,
    pub(super) interplay: Interplay<'r>,
}

impl<'r> PreparedRules<'r> {
    /// Plans the rules of `set`; evaluations must have the same `options`.
    pub fn new(set: &'r RuleSet, options: &QueryOptions<'_>) -> Self {
        let prepare = |rule: &'r RulePlan| match &rule.expr {
            Ok(expr) => Ok(PreparedRule::new(expr, options)),
            Err(text) => Err(text.as_str()),
        };
        let expressions = set.rules.iter().map(prepare).collect();
        Self { set, expressions, interplay: Interplay::of(&set.rules) }
    }
}

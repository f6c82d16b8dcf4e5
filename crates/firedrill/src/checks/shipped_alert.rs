//! What is known of an alert before it fires.

use firedrill_alertmanager::{Matcher, Matchers};
use firedrill_model::Span;

use super::RuleSet;

/// An alerting rule, as far as the labels of its alerts are written down.
#[derive(Debug)]
pub(crate) struct ShippedAlert<'a> {
    pub(crate) name: &'a str,
    /// Labels with a fixed value, by name; `None` where a template makes it.
    labels: Vec<(&'a str, Option<&'a str>)>,
    pub(crate) path: &'a str,
    pub(crate) source: &'a str,
    /// The alert's name in the file.
    pub(crate) span: Span,
}

/// The alerting rules of a file.
pub(crate) fn shipped_alerts(rules: &RuleSet) -> Vec<ShippedAlert<'_>> {
    let RuleSet { path, source, file } = rules;
    let mut alerts = Vec::new();
    for group in &file.groups {
        for rule in group.rules.iter().filter(|rule| rule.is_alerting()) {
            let Some(name) = &rule.alert else { continue };
            let labels = group.labels_of(rule).into_iter().map(|entry| {
                let value = entry.value.value.as_str();
                (entry.name.as_str(), (!value.contains("{{")).then_some(value))
            });
            let own_name = ("alertname", Some(name.value.as_str()));
            let labels = labels.filter(|(label, _)| *label != "alertname").chain([own_name]).collect();
            alerts.push(ShippedAlert { name: &name.value, labels, path, source, span: name.span });
        }
    }
    alerts
}

impl ShippedAlert<'_> {
    /// Whether the alert may match. A label that the rule does not set may have any value: the series,
    /// external labels and relabelling decide.
    pub(super) fn may_match(&self, matchers: &Matchers) -> bool {
        let may_be_accepted = |matcher: &Matcher| {
            let known = self.labels.iter().find(|(name, _)| *name == matcher.name());
            known.and_then(|(_, value)| *value).is_none_or(|value| matcher.accepts(value))
        };
        matchers.as_slice().iter().all(may_be_accepted)
    }
}

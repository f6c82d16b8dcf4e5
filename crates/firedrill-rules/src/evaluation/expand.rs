//! Labels and annotations of alerts.

use firedrill_gotemplate::prometheus::{AlertData, Environment, QuerySample};
use firedrill_model::{Labels, METRIC_NAME, Timestamp, Value};
use firedrill_promql::column::{Steps, VectorSeries};
use firedrill_promql::store::{Reader, Store};
use firedrill_promql::{eval, syntax};

use super::outcome::EvaluationOptions;
use super::plan::{ALERTNAME, RulePlan};
use super::templated::Templated;

/// A sample of an alert's expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample<'a> {
    pub(super) labels: &'a Labels,
    pub(super) value: &'a Value,
    /// Time of the step.
    pub(super) at: Timestamp,
}

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
    pub(super) fn labels(&self, sample: &Sample<'_>) -> Labels {
        let mut builder = sample.labels.to_builder();
        builder.remove(METRIC_NAME);
        for label in &self.rule.labels {
            match label.literal() {
                Some(value) => builder.set(&label.name, value),
                None => builder.set(&label.name, &self.expand(label, sample)),
            };
        }
        builder.set(ALERTNAME, &self.rule.name);
        builder.build()
    }

    /// The annotations of the alert that a sample makes; empty ones are kept, as upstream.
    pub(super) fn annotations(&self, sample: &Sample<'_>) -> Labels {
        let expand = |annotation: &Templated| self.expand(annotation, sample);
        let values: Vec<String> = self.rule.annotations.iter().map(expand).collect();
        let names = self.rule.annotations.iter().map(|annotation| annotation.name.as_str());
        Labels::from_sorted_verbatim(names.zip(values.iter().map(String::as_str)))
    }

    fn expand(&self, templated: &Templated, sample: &Sample<'_>) -> String {
        let Some(template) = templated.template() else { return templated.text.clone() };
        let data = AlertData {
            labels: sample.labels,
            external_labels: &self.options.external_labels,
            external_url: &self.options.external_url,
            value: sample.value,
        };
        let mut environment = Environment {
            query: &mut |text, at| self.query(text, at),
            now: sample.at,
            external_url: self.options.url_of_functions.as_deref(),
        };
        match template.expand(&data, &mut environment) {
            Ok(text) => text,
            Err(error) => format!("<error expanding template: {error}>"),
        }
    }

    fn query(&self, text: &str, at: Timestamp) -> Result<Vec<QuerySample>, String> {
        let options = &self.options.query;
        let expr =
            syntax::parse(text, &options.dialect, &options.features).map_err(|error| error.to_string())?;
        let outcome = eval::rule(self.store, &expr, Steps::instant(at.as_ms()), self.reader, options);
        if let Some(error) = outcome.errors.first() {
            return Err(error.error.to_string());
        }
        let sample = |series: VectorSeries| {
            let value = series.column.value(0)?;
            Some(QuerySample { labels: series.labels, value })
        };
        Ok(outcome.vector.series.into_iter().filter_map(sample).collect())
    }
}

//! Contract files.

use std::collections::BTreeMap;

use firedrill_model::Span;
use firedrill_model::source::yaml::{self, Kind, Node};

use crate::report::Problem;

/// A metric contract.
#[derive(Debug, Default)]
pub(crate) struct Contract {
    pub(crate) labels: BTreeMap<String, Values>,
    pub(crate) metrics: BTreeMap<String, Metric>,
}

/// What a label may say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// These values, nothing else.
    Listed(Vec<String>),
    /// So many at one time.
    AtMost(usize),
}

/// One metric family.
#[derive(Debug)]
pub(crate) struct Metric {
    pub(crate) is_histogram: bool,
    pub(crate) labels: Vec<String>,
    buckets: usize,
    budget: Option<(usize, Span)>,
}

/// Series of a histogram beside its buckets: `+Inf`, `_sum` and `_count`.
const HISTOGRAM_EXTRAS: usize = 3;

/// Reads the contract at `path`, with everything that is wrong with it.
pub(crate) fn read(source: &str, path: &str) -> (Contract, Vec<Problem>) {
    let stream = yaml::parse(source);
    let mut reader = Reader { source, path, problems: Vec::new() };
    if let Some(error) = &stream.error {
        reader.problems.push(Problem::of_yaml_syntax(error, path, source));
    }
    let mut contract = Contract::default();
    if let Some(document) = stream.documents.first() {
        reader.contract(document.root(), &mut contract);
    }
    reader.budgets(&contract);
    (contract, reader.problems)
}

struct Reader<'s> {
    source: &'s str,
    path: &'s str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn refuse(&mut self, span: Span, message: String) {
        self.problems.push(Problem::at("contract", message, self.path, self.source, span));
    }

    fn contract(&mut self, root: Node<'_>, contract: &mut Contract) {
        if let Some(Kind::Mapping(labels)) = root.get("labels").map(Node::kind) {
            for (name, node) in labels.pairs() {
                let values = match (node.get("values"), node.get("at_most")) {
                    (Some(values), _) => Some(Values::Listed(texts(values))),
                    (None, Some(count)) => self.number(count).map(Values::AtMost),
                    (None, None) => {
                        self.refuse(node.span(), "a label has `values` or `at_most`".to_owned());
                        None
                    }
                };
                contract.labels.extend(values.map(|values| (text(name), values)));
            }
        }
        let Some(Kind::Sequence(metrics)) = root.get("metrics").map(Node::kind) else {
            self.refuse(root.span(), "a contract has a list of `metrics`".to_owned());
            return;
        };
        for node in metrics.iter() {
            let Some(name) = node.get("name") else {
                self.refuse(node.span(), "a metric has a `name`".to_owned());
                continue;
            };
            let labels = node.get("labels");
            for label in items(labels).filter(|label| !contract.labels.contains_key(&text(*label))) {
                self.refuse(label.span(), format!("`labels` does not describe {:?}", text(label)));
            }
            let budget = node.get("budget").and_then(|budget| Some((self.number(budget)?, budget.span())));
            let metric = Metric {
                is_histogram: node.get("type").map(text).as_deref() == Some("histogram"),
                labels: items(labels).map(text).collect(),
                buckets: items(node.get("buckets")).count(),
                budget,
            };
            contract.metrics.insert(text(name), metric);
        }
    }

    fn number(&mut self, node: Node<'_>) -> Option<usize> {
        let number = text(node).parse().ok();
        if number.is_none() {
            self.refuse(node.span(), "this is no whole number".to_owned());
        }
        number
    }

    /// Metrics that may have more series than their budget.
    fn budgets(&mut self, contract: &Contract) {
        for (name, metric) in &contract.metrics {
            let Some((budget, span)) = metric.budget else { continue };
            let most = contract.most_series(metric);
            if most > budget {
                self.refuse(span, format!("{name} may have {most} series, its budget is {budget}"));
            }
        }
    }
}

fn text(node: Node<'_>) -> String {
    node.scalar().map(|scalar| scalar.text.to_owned()).unwrap_or_default()
}

fn items(node: Option<Node<'_>>) -> impl Iterator<Item = Node<'_>> {
    let sequence = node.and_then(|node| match node.kind() {
        Kind::Sequence(items) => Some(items),
        _ => None,
    });
    sequence.into_iter().flat_map(|items| items.iter().collect::<Vec<_>>())
}

fn texts(node: Node<'_>) -> Vec<String> {
    items(Some(node)).map(text).collect()
}

impl Contract {
    /// The family that a series name belongs to; parts of a histogram belong to the histogram.
    pub(crate) fn family(&self, series: &str) -> Option<&Metric> {
        let of_histogram = || {
            let base = ["_bucket", "_sum", "_count"].iter().find_map(|suffix| series.strip_suffix(suffix))?;
            self.metrics.get(base).filter(|metric| metric.is_histogram)
        };
        self.metrics.get(series).or_else(of_histogram)
    }

    /// How many series the labels of a metric allow.
    fn most_series(&self, metric: &Metric) -> usize {
        let labels = metric.labels.iter().map(|label| match self.labels.get(label) {
            Some(Values::Listed(values)) => values.len(),
            Some(Values::AtMost(count)) => *count,
            None => 1,
        });
        let parts = if metric.is_histogram { metric.buckets + HISTOGRAM_EXTRAS } else { 1 };
        labels.fold(parts, usize::saturating_mul)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_counted_against_the_budget() {
        let source = "contract: c\nlabels:\n  zone: {at_most: 3}\n  state: {values: [a, b]}\nmetrics:\n\
                      - {name: up_to_six, labels: [zone, state], budget: 5}\n\
                      - {name: h, type: histogram, buckets: [1, 2], labels: [zone], budget: 15}\n\
                      - {name: unknown, labels: [rack]}\n";
        let (contract, problems) = read(source, "contract.yml");
        let texts: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(
            texts,
            ["`labels` does not describe \"rack\"", "up_to_six may have 6 series, its budget is 5"]
        );
        assert!(contract.family("h_bucket").is_some() && contract.family("up_to_six_sum").is_none());
    }
}

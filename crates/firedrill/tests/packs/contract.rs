//! `contract.yml` of a pack; its form is described at its top.

use std::collections::BTreeMap;

use firedrill_model::source::yaml::{self, Kind, Node};

use crate::files::{PACKS, assert_none, text};

/// What a label may say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// These values, nothing else.
    Listed(Vec<String>),
    /// So many at one time, within one value of the label `per`.
    AtMost { count: usize, per: Option<String> },
}

/// One metric family.
#[derive(Debug)]
pub(crate) struct Metric {
    pub(crate) kind: String,
    pub(crate) labels: Vec<String>,
    /// Upper bounds of a histogram's buckets, without `+Inf`.
    pub(crate) buckets: Vec<f64>,
    /// The most series of one cluster.
    pub(crate) budget: usize,
}

/// A metric contract.
#[derive(Debug)]
pub(crate) struct Contract {
    pub(crate) labels: BTreeMap<String, Values>,
    pub(crate) metrics: BTreeMap<String, Metric>,
}

fn field<'d>(node: Node<'d>, key: &str) -> Node<'d> {
    node.get(key).unwrap_or_else(|| panic!("no `{key}` at byte {}", node.position()))
}

fn scalar(node: Node<'_>) -> String {
    node.scalar().unwrap_or_else(|| panic!("no scalar at byte {}", node.position())).text.to_owned()
}

fn number(node: Node<'_>) -> usize {
    scalar(node).parse().unwrap_or_else(|error| panic!("byte {}: {error}", node.position()))
}

fn items(node: Node<'_>) -> Vec<String> {
    let Kind::Sequence(children) = node.kind() else { panic!("no list at byte {}", node.position()) };
    children.iter().map(scalar).collect()
}

fn values(node: Node<'_>) -> Values {
    match node.get("values") {
        Some(listed) => Values::Listed(items(listed)),
        None => Values::AtMost { count: number(field(node, "at_most")), per: node.get("per").map(scalar) },
    }
}

fn metric(node: Node<'_>) -> (String, Metric) {
    for key in ["help", "unit"] {
        assert!(!scalar(field(node, key)).is_empty(), "empty `{key}` at byte {}", node.position());
    }
    let buckets = node.get("buckets").map(items).unwrap_or_default();
    let metric = Metric {
        kind: scalar(field(node, "type")),
        labels: items(field(node, "labels")),
        buckets: buckets.iter().map(|bound| bound.parse().expect("a number")).collect(),
        budget: number(field(node, "budget")),
    };
    (scalar(field(node, "name")), metric)
}

impl Contract {
    /// The contract of a pack.
    pub(crate) fn of(pack: &str) -> Self {
        let source = text(&format!("rules/{pack}/contract.yml"));
        let stream = yaml::parse(&source);
        assert_eq!(stream.error, None, "{pack}");
        let root = stream.documents[0].root();
        assert_eq!(scalar(field(root, "contract")), pack);
        let Kind::Mapping(labels) = field(root, "labels").kind() else { panic!("{pack}: labels") };
        let Kind::Sequence(metrics) = field(root, "metrics").kind() else { panic!("{pack}: metrics") };
        Self {
            labels: labels.pairs().map(|(name, node)| (scalar(name), values(node))).collect(),
            metrics: metrics.iter().map(metric).collect(),
        }
    }

    /// The family that a series name belongs to; parts of a histogram belong to the histogram.
    pub(crate) fn family(&self, series: &str) -> Option<&Metric> {
        let of_histogram = || {
            let base = ["_bucket", "_sum", "_count"].iter().find_map(|suffix| series.strip_suffix(suffix))?;
            self.metrics.get(base).filter(|metric| metric.kind == "histogram")
        };
        self.metrics.get(series).or_else(of_histogram)
    }

    /// How many series the labels of a metric allow in one cluster.
    fn most_series(&self, metric: &Metric) -> usize {
        let labels = metric.labels.iter().map(|label| match &self.labels[label] {
            Values::Listed(values) => values.len(),
            Values::AtMost { count, .. } => *count,
        });
        // +Inf, _sum and _count.
        let parts = if metric.kind == "histogram" { metric.buckets.len() + 3 } else { 1 };
        labels.product::<usize>() * parts
    }
}

#[test]
fn contracts_are_sound_and_within_their_budgets() {
    let mut complaints = Vec::new();
    for pack in PACKS {
        let contract = Contract::of(pack);
        for (name, metric) in &contract.metrics {
            if let Some(label) = metric.labels.iter().find(|label| !contract.labels.contains_key(*label)) {
                complaints.push(format!("{name}: label {label} is not described"));
                continue;
            }
            for label in &metric.labels {
                if let Values::AtMost { per: Some(outer), .. } = &contract.labels[label]
                    && !metric.labels.contains(outer)
                {
                    complaints
                        .push(format!("{name}: {label} is counted per {outer}, which is no label of it"));
                }
            }
            let most = contract.most_series(metric);
            if most != metric.budget {
                complaints.push(format!("{name}: up to {most} series, the budget is {}", metric.budget));
            }
            let known = ["gauge", "stateset", "counter", "histogram"].contains(&metric.kind.as_str());
            let is_total = name.ends_with("_total") == (metric.kind == "counter");
            let has_buckets = metric.buckets.is_empty() != (metric.kind == "histogram");
            let no_plan = ["counter", "histogram"].contains(&metric.kind.as_str())
                && metric.labels.iter().any(|label| label == "plan_id");
            if !known || !is_total || !has_buckets || no_plan {
                complaints.push(format!("{name}: name, labels or buckets do not suit a {}", metric.kind));
            }
        }
    }
    assert_none(&complaints);
}

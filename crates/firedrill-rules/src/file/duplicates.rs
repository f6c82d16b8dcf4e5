//! The lint of `promtool check rules`: rules that write the same series.

use std::collections::BTreeMap;

use firedrill_model::Span;

use super::{Rule, RuleFile, RuleGroup};

/// A rule whose name and labels another rule has too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The recorded metric or the alert.
    pub metric: String,
    /// Labels of group and rule, sorted by name.
    pub labels: Vec<(String, String)>,
    /// The rules, in file order.
    pub rules: Vec<Span>,
}

/// Rules of `file` that share name and labels, each set once, sorted by name, then labels.
pub fn duplicates(file: &RuleFile) -> Vec<Duplicate> {
    let mut rules: BTreeMap<_, Vec<Span>> = BTreeMap::new();
    for group in &file.groups {
        for rule in &group.rules {
            rules.entry(identity(group, rule)).or_default().push(rule.span);
        }
    }
    rules
        .into_iter()
        .filter(|(_, spans)| spans.len() > 1)
        .map(|((metric, labels), rules)| Duplicate { metric, labels, rules })
        .collect()
}

fn identity(group: &RuleGroup, rule: &Rule) -> (String, Vec<(String, String)>) {
    let labels = group.labels_of(rule);
    let labels = labels.into_iter().map(|entry| (entry.name.clone(), entry.value.value.clone()));
    (rule.name().to_owned(), labels.collect())
}

/// What promtool prints for duplicate rules, without a line feed at the end.
pub fn duplicates_text(duplicates: &[Duplicate]) -> String {
    let mut text = format!("lint error {} duplicate rule(s) found.\n", duplicates.len());
    for duplicate in duplicates {
        text += &format!("Metric: {}\nLabel(s):\n", duplicate.metric);
        for (name, value) in &duplicate.labels {
            text += &format!("\t{name}: {value}\n");
        }
    }
    text + "Might cause inconsistency while recording expressions"
}

//! What lanes are called.

use std::collections::BTreeMap;

use firedrill_model::Labels;

const ALERTNAME: &str = "alertname";

/// `Name{label="value"}`.
pub(in super::super) fn alert_name(labels: &Labels) -> String {
    written(labels, |_| false)
}

/// The names of alerts beside each other: labels that tell alerts of one name apart stand first, so
/// that they are seen where a name is shortened.
pub(super) fn alert_names(alerts: &[&Labels]) -> Vec<String> {
    let mut by_name: BTreeMap<&str, Vec<&Labels>> = BTreeMap::new();
    for labels in alerts {
        by_name.entry(labels.get(ALERTNAME).unwrap_or_default()).or_default().push(labels);
    }
    let name = |labels: &&Labels| {
        let alike = &by_name[labels.get(ALERTNAME).unwrap_or_default()];
        written(labels, |label| alike.iter().any(|other| other.get(label) != labels.get(label)))
    };
    alerts.iter().map(name).collect()
}

fn written(labels: &Labels, is_first: impl Fn(&str) -> bool) -> String {
    let name = labels.get(ALERTNAME).unwrap_or_default();
    let rest = || labels.iter().filter(|(label, _)| *label != ALERTNAME);
    let first = rest().filter(|(label, _)| is_first(label));
    let last = rest().filter(|(label, _)| !is_first(label));
    let pairs: Vec<String> = first.chain(last).map(|(label, value)| format!("{label}={value:?}")).collect();
    if pairs.is_empty() { name.to_owned() } else { format!("{name}{{{}}}", pairs.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_differ_stand_first() {
        let alert =
            |severity| Labels::from_pairs([("alertname", "A"), ("cluster", "eu-1"), ("severity", severity)]);
        let other = Labels::from_pairs([("alertname", "B"), ("severity", "page")]);
        assert_eq!(
            alert_names(&[&alert("critical"), &alert("warning"), &other]),
            [
                r#"A{severity="critical", cluster="eu-1"}"#,
                r#"A{severity="warning", cluster="eu-1"}"#,
                r#"B{severity="page"}"#,
            ]
        );
        assert_eq!(alert_name(&alert("warning")), r#"A{cluster="eu-1", severity="warning"}"#);
    }
}

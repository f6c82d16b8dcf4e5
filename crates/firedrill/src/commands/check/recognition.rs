//! What a YAML file is, by its content.

use crate::commands::test::is_scenario;
use crate::suite::holds_resource;

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// Rules of Prometheus.
    Rules,
    /// A configuration of Alertmanager.
    Alertmanager,
    /// Silences, as Alertmanager's API lists and takes them.
    Silences,
    /// A scenario.
    Scenario,
    /// A metric contract.
    Contract,
}

/// The kind of a file: rules have `groups` at the top level or are a `PrometheusRule`, a configuration of
/// Alertmanager has `route` and `receivers` there, silences are a list of mappings with `matchers` and
/// `createdBy`.
///
/// A file that is broken YAML is recognised by its lines, so that it is reported.
pub(super) fn kind_of(source: &str) -> Option<FileKind> {
    let top = |wanted: &str| source.lines().any(|line| key(line) == Some(wanted));
    let anywhere = |wanted: &str| {
        source.lines().any(|line| {
            let line = line.trim_start_matches([' ', '\t', '-', '{', '[']);
            key(line) == Some(wanted) || line.contains(&format!("\"{wanted}\":"))
        })
    };
    if top("groups") || holds_resource(source) {
        return Some(FileKind::Rules);
    }
    if top("contract") && top("metrics") {
        return Some(FileKind::Contract);
    }
    if is_scenario(source) {
        return Some(FileKind::Scenario);
    }
    if top("route") && (top("receivers") || top("inhibit_rules") || top("global")) {
        return Some(FileKind::Alertmanager);
    }
    let is_list = source.trim_start().starts_with(['-', '[']) || source.contains("\n-");
    (is_list && anywhere("matchers") && anywhere("createdBy")).then_some(FileKind::Silences)
}

/// Whether the text holds rules.
pub(crate) fn is_rule_file(source: &str) -> bool {
    kind_of(source) == Some(FileKind::Rules)
}

/// The key that a line begins with.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    Some(key.trim_end().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::{FileKind, kind_of};

    #[test]
    fn kinds_are_told_apart() {
        for (source, want) in [
            ("groups:\n- name: a\n", Some(FileKind::Rules)),
            ("\"groups\": []\n", Some(FileKind::Rules)),
            ("apiVersion: v1\nkind: PrometheusRule\nspec:\n  groups: []\n", Some(FileKind::Rules)),
            ("items:\n- kind: PrometheusRule\n", Some(FileKind::Rules)),
            ("rule_files: []\ntests: []\n", None),
            ("spec:\n  groups: []\n", None),
            ("route:\n  receiver: a\nreceivers: [\n", Some(FileKind::Alertmanager)),
            ("spec:\n  route: {}\n  receivers: []\n", None),
            ("# all\n- matchers: []\n  createdBy: a\n", Some(FileKind::Silences)),
            ("[{\"matchers\":[],\"createdBy\":\"a\"}]", Some(FileKind::Silences)),
            ("- matchers: []\n", None),
        ] {
            assert_eq!(kind_of(source), want, "{source}");
        }
    }
}

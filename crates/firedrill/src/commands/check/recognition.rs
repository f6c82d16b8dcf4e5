//! What a YAML file of a directory is, by its content.

use crate::suite::holds_resource;

/// Whether the text holds rules: `groups` at the top level, or a `PrometheusRule` anywhere.
///
/// A file that is broken YAML is recognised by its lines, so that it is reported.
pub(super) fn is_rule_file(source: &str) -> bool {
    let is_groups = |line: &str| {
        let Some((key, _)) = line.split_once(':') else { return false };
        key.trim_end().trim_matches(['"', '\'']) == "groups"
    };
    source.lines().any(is_groups) || holds_resource(source)
}

#[cfg(test)]
mod tests {
    use super::is_rule_file;

    #[test]
    fn rule_files_are_told_from_other_yaml() {
        for (source, want) in [
            ("groups:\n- name: a\n", true),
            ("\"groups\": []\n", true),
            ("apiVersion: v1\nkind: PrometheusRule\nspec:\n  groups: []\n", true),
            ("items:\n- kind: PrometheusRule\n", true),
            ("rule_files: []\ntests: []\n", false),
            ("spec:\n  groups: []\n", false),
        ] {
            assert_eq!(is_rule_file(source), want, "{source}");
        }
    }
}

//! The Go types that each version of Prometheus decodes rule files into; their names appear in messages.

use firedrill_promql::Dialect;

/// One decoding of a rule file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Schema {
    pub(super) file: &'static str,
    pub(super) group: &'static str,
    pub(super) groups: &'static str,
    pub(super) rule: &'static str,
    pub(super) rules: &'static str,
    /// `record`, `alert` and `expr` are kept as YAML nodes, so anything fits.
    pub(super) names_are_nodes: bool,
    /// Groups are kept as YAML nodes.
    pub(super) groups_are_nodes: bool,
    /// `query_offset` and group `labels` exist.
    pub(super) group_labels: bool,
}

/// The decoding that gives the rules, and the one that gives positions.
pub(super) fn schemas(dialect: &Dialect) -> (Schema, Schema) {
    if dialect.rule_group_labels {
        let values = Schema {
            file: "rulefmt.RuleGroups",
            group: "rulefmt.RuleGroup",
            groups: "[]rulefmt.RuleGroup",
            rule: "rulefmt.Rule",
            rules: "[]rulefmt.Rule",
            names_are_nodes: false,
            groups_are_nodes: false,
            group_labels: true,
        };
        let nodes = Schema {
            file: "rulefmt.ruleGroups",
            group: "rulefmt.RuleGroupNode",
            groups: "[]rulefmt.RuleGroupNode",
            rule: "rulefmt.RuleNode",
            rules: "[]rulefmt.RuleNode",
            names_are_nodes: true,
            ..values
        };
        return (values, nodes);
    }
    let values = Schema {
        file: "rulefmt.RuleGroups",
        group: "rulefmt.RuleGroup",
        groups: "[]rulefmt.RuleGroup",
        rule: "rulefmt.RuleNode",
        rules: "[]rulefmt.RuleNode",
        names_are_nodes: true,
        groups_are_nodes: false,
        group_labels: false,
    };
    let nodes =
        Schema { file: "rulefmt.ruleGroups", groups: "[]yaml.Node", groups_are_nodes: true, ..values };
    (values, nodes)
}

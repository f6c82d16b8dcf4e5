//! Errors of YAML files, in words for the people who wrote them.

use firedrill_model::source::yaml::{DecodeError, DecodeProblem, SyntaxError};
use firedrill_model::suggestion::suggestion;

use crate::report::Problem;

/// A type of the formats, by the name of Prometheus' Go type: what people call it, and its fields.
const TYPES: &[(&str, &str, &[&str])] = &[
    ("routes.Case", "a routing case", &["name", "labels", "at", "receivers", "group", "muted_by"]),
    (
        "main.unitTestFile",
        "a test file",
        &["rule_files", "evaluation_interval", "group_eval_order", "fuzzy_compare", "tests"],
    ),
    (
        "main.testGroup",
        "a test group",
        &[
            "interval",
            "name",
            "start_timestamp",
            "external_labels",
            "external_url",
            "input_series",
            "alert_rule_test",
            "promql_expr_test",
        ],
    ),
    ("main.series", "an input series", &["series", "values"]),
    ("main.alertTestCase", "a check of alerts", &["eval_time", "alertname", "exp_alerts"]),
    ("main.alert", "an expected alert", &["exp_labels", "exp_annotations"]),
    ("main.promqlTestCase", "a check of an expression", &["expr", "eval_time", "exp_samples"]),
    ("main.sample", "an expected sample", &["labels", "value", "histogram"]),
    ("rulefmt.RuleGroups", "a rule file", &["groups"]),
    ("rulefmt.RuleGroup", "a rule group", &["name", "interval", "query_offset", "limit", "labels", "rules"]),
    (
        "rulefmt.Rule",
        "a rule",
        &["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"],
    ),
    (
        "rulefmt.RuleNode",
        "a rule",
        &["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"],
    ),
];

impl Problem {
    /// A syntax error in the text `source` of `file`.
    pub(crate) fn of_yaml_syntax(error: &SyntaxError, file: &str, source: &str) -> Self {
        Self::at("yaml-syntax", &error.message, file, source, error.at)
    }

    /// A value that does not fit, in the text `source` of `file`.
    pub(crate) fn of_yaml_value(error: &DecodeError, file: &str, source: &str) -> Self {
        let at = |code, message: String| Self::at(code, message, file, source, error.span);
        match &error.problem {
            DecodeProblem::UnknownField { field, of } => unknown_field(field, of, at),
            DecodeProblem::FieldAlreadySet { field, .. } => {
                at("duplicate-field", format!("the field `{field}` is there twice"))
            }
            DecodeProblem::DuplicateKey { key, first_line } => {
                at("duplicate-field", format!("the key `{key}` is there twice, first in line {first_line}"))
            }
            DecodeProblem::KeyAlreadySet { key } => {
                at("duplicate-field", format!("the key `{key}` is there twice"))
            }
            DecodeProblem::WrongType { tag, into, .. } => {
                at("wrong-type", format!("expected {}, found {}", wanted(into), found(tag)))
            }
            DecodeProblem::Refused(text) => at("invalid-value", text.clone()),
        }
    }
}

fn unknown_field(field: &str, of: &str, at: impl Fn(&'static str, String) -> Problem) -> Problem {
    let Some((_, name, fields)) = TYPES.iter().find(|(go_type, ..)| *go_type == of) else {
        return at("unknown-field", format!("there is no field `{field}` here"));
    };
    let problem = at("unknown-field", format!("{name} has no field `{field}`"));
    match suggestion(field, fields.iter().copied()) {
        Some(meant) => problem.with_help(format!("did you mean `{meant}`?")),
        None => problem.with_help(format!("its fields are {}", fields.join(", "))),
    }
}

/// What a Go type wants, for people.
fn wanted(go_type: &str) -> String {
    if let Some((_, name, _)) = TYPES.iter().find(|(known, ..)| *known == go_type) {
        return (*name).to_owned();
    }
    match go_type {
        "string" | "yaml.Node" => "a text".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "float64" => "a number".to_owned(),
        _ if go_type.starts_with("int") => "a whole number".to_owned(),
        _ if go_type.starts_with("[]") => "a list".to_owned(),
        _ if go_type.starts_with("map[") => "a map of texts".to_owned(),
        other => other.to_owned(),
    }
}

/// What stands there instead, by its short tag.
fn found(tag: &str) -> &str {
    match tag {
        "!!seq" => "a list",
        "!!map" => "a map",
        "!!str" => "a text",
        "!!int" | "!!float" => "a number",
        "!!bool" => "a boolean",
        "!!null" => "nothing",
        "!!timestamp" => "a time",
        other => other,
    }
}

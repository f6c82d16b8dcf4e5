//! Everything that is wrong with a rule file, at once.

use firedrill_rules::file::{
    ForeignField, LoadOptions, Loaded, RuleError, RuleErrorKind, RuleFile, duplicates, load_bundle,
};

use crate::report::Problem;
use crate::suite::Content;

/// Problems of one rule file, in file order.
#[derive(Debug, Default)]
pub(crate) struct RuleFileProblems {
    /// What Prometheus refuses.
    pub(crate) errors: Vec<Problem>,
    /// What it accepts, but hardly means what it says.
    pub(crate) warnings: Vec<Problem>,
    /// The rules, as far as they could be read.
    pub(crate) file: RuleFile,
}

/// Checks the rule file `file`.
pub(crate) fn rule_file_problems(content: &Content, file: &str, options: &LoadOptions) -> RuleFileProblems {
    let Content::Text(source) = content else {
        let errors = rule_file_errors(&Loaded::default(), content, file);
        return RuleFileProblems { errors, ..RuleFileProblems::default() };
    };
    let loaded = load_bundle(source, options);
    let mut warnings = warnings(&loaded, file, source);
    warnings.sort_by(|lhs, rhs| lhs.position.cmp(&rhs.position));
    RuleFileProblems { errors: rule_file_errors(&loaded, content, file), warnings, file: loaded.file }
}

/// What Prometheus refuses in the rule file `file`, which was read as `loaded`, in file order.
pub(crate) fn rule_file_errors(loaded: &Loaded, content: &Content, file: &str) -> Vec<Problem> {
    let source = match content {
        Content::Text(text) => text,
        Content::NotUtf8(error) => {
            return vec![Problem::at_line_column("not-utf-8", error.to_string(), file, error.at)];
        }
        Content::Unreadable(message) => return vec![Problem::of_file("unreadable", message, file)],
    };
    let mut errors: Vec<_> =
        loaded.syntax_error.iter().map(|error| Problem::of_yaml_syntax(error, file, source)).collect();
    errors.extend(loaded.decode_errors.iter().map(|error| Problem::of_yaml_value(error, file, source)));
    errors.extend(loaded.rule_errors.iter().map(|error| rule_error(error, file, source)));
    errors.sort_by(|lhs, rhs| lhs.position.cmp(&rhs.position));
    errors
}

fn rule_error(error: &RuleError, file: &str, source: &str) -> Problem {
    let at = |message| Problem::at(code(&error.kind), message, file, source, error.span);
    let RuleErrorKind::Expression(parse_error) = &error.kind else { return at(error.kind.to_string()) };
    // The caret says where; Prometheus' text would count lines of the expression.
    let problem = at(parse_error.kind.to_string());
    match &parse_error.help {
        Some(help) => problem.with_help(help),
        None => problem,
    }
}

fn code(kind: &RuleErrorKind) -> &'static str {
    match kind {
        RuleErrorKind::GroupNameMissing | RuleErrorKind::GroupNameRepeated(_) => "group-name",
        RuleErrorKind::RecordAndAlert | RuleErrorKind::NeitherRecordNorAlert => "rule-kind",
        RuleErrorKind::ExprMissing => "expr-missing",
        RuleErrorKind::Expression(_) => "promql",
        RuleErrorKind::AlertingField(_) => "alerting-field",
        RuleErrorKind::RecordName(_) | RuleErrorKind::RecordBraces(_) => "record-name",
        RuleErrorKind::LabelName(_) => "label-name",
        RuleErrorKind::AnnotationName(_) => "annotation-name",
        RuleErrorKind::LabelTemplate { .. } | RuleErrorKind::AnnotationTemplate { .. } => "template",
    }
}

/// Fields of other rulers that were read over.
pub(crate) fn foreign_fields(loaded: &Loaded, file: &str, source: &str) -> Vec<Problem> {
    let problem =
        |field: &ForeignField| Problem::at("foreign-field", field.to_string(), file, source, field.span);
    loaded.foreign_fields.iter().map(problem).collect()
}

fn warnings(loaded: &Loaded, file: &str, source: &str) -> Vec<Problem> {
    let mut warnings = foreign_fields(loaded, file, source);
    for duplicate in duplicates(&loaded.file) {
        let Some((first, others)) = duplicate.rules.split_first() else { continue };
        let line = first.line_column(source).line;
        warnings.extend(others.iter().map(|span| {
            let message = format!(
                "the rule in line {line} writes the same series, `{}`: one of the two is lost or fails",
                duplicate.metric
            );
            Problem::at("duplicate-rule", message, file, source, *span)
        }));
    }
    warnings
}

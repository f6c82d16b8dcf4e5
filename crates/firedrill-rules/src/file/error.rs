//! What Prometheus refuses in a rule file.

use std::fmt;

use firedrill_gotemplate::ParseError as TemplateError;
use firedrill_model::quote::quote;
use firedrill_model::{LineColumn, Span};
use firedrill_promql::syntax::ParseError;

/// One thing wrong with a group or a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleError {
    /// What is wrong.
    pub kind: RuleErrorKind,
    /// The bytes of the file concerned.
    pub span: Span,
    /// The positions promtool prints; `None` prints `0:0`.
    pub positions: Vec<Option<LineColumn>>,
    /// The rule, unless the group itself is concerned.
    pub rule: Option<RulePlace>,
}

/// Which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePlace {
    /// Name of its group.
    pub group: String,
    /// Its number in the group, from 1.
    pub number: usize,
    /// The alert's name, else the recorded metric's.
    pub name: String,
}

/// The checks of `rulefmt`, with its texts.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RuleErrorKind {
    /// A group without a name.
    #[error("Groupname must not be empty")]
    GroupNameMissing,
    /// Two groups of one name in a file.
    #[error("groupname: {} is repeated in the same file", quote(.0))]
    GroupNameRepeated(String),
    /// Both `record` and `alert`.
    #[error("only one of 'record' and 'alert' must be set")]
    RecordAndAlert,
    /// Neither `record` nor `alert`.
    #[error("one of 'record' or 'alert' must be set")]
    NeitherRecordNorAlert,
    /// No expression.
    #[error("field 'expr' must be set in rule")]
    ExprMissing,
    /// An expression that does not parse.
    #[error("could not parse expression: {0}")]
    Expression(Box<ParseError>),
    /// A field that recording rules do not have.
    #[error("invalid field '{0}' in recording rule")]
    AlertingField(&'static str),
    /// A metric name that is none.
    #[error("invalid recording rule name: {0}")]
    RecordName(String),
    /// A selector in the place of a metric name.
    #[error("braces present in the recording rule name; should it be in expr?: {0}")]
    RecordBraces(String),
    /// A label name that is none.
    #[error("invalid label name: {0}")]
    LabelName(String),
    /// An annotation without a name.
    #[error("invalid annotation name: {0}")]
    AnnotationName(String),
    /// A label's template.
    #[error("label {}: {error}", quote(.name))]
    LabelTemplate {
        /// The label.
        name: String,
        /// What is wrong with its template.
        error: TemplateError,
    },
    /// An annotation's template.
    #[error("annotation {}: {error}", quote(.name))]
    AnnotationTemplate {
        /// The annotation.
        name: String,
        /// What is wrong with its template.
        error: TemplateError,
    },
}

impl fmt::Display for RuleError {
    /// As promtool prints it after the file's name: `4:13: group "g", rule 1, "a": …`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for position in &self.positions {
            match position {
                Some(position) => write!(formatter, "{position}: ")?,
                None => formatter.write_str("0:0: ")?,
            }
        }
        if let Some(place) = &self.rule {
            write!(
                formatter,
                "group {}, rule {}, {}: ",
                quote(&place.group),
                place.number,
                quote(&place.name)
            )?;
        }
        write!(formatter, "{}", self.kind)
    }
}

impl std::error::Error for RuleError {}

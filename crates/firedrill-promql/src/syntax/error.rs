//! Errors of parser and type checker, with the texts of Prometheus.

use std::fmt;

use firedrill_model::duration::DurationError;
use firedrill_model::histogram::MixedSchemas;
use firedrill_model::number::ParseNumberError;
use firedrill_model::quote::{quote, quote_bytes};
use firedrill_model::{LineColumn, Span};

use super::check::TypeError;
use super::lexer::LexError;

/// The first error of a text. It prints as `promtool` prints it, `1:5: parse error: …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The bytes concerned.
    pub span: Span,
    /// Where [`Self::span`] starts; `None` in the rare cases where Prometheus knows no position.
    pub position: Option<LineColumn>,
    /// What is wrong.
    pub kind: Box<ParseErrorKind>,
    /// Advice beyond Prometheus' text: which word was probably meant.
    pub help: Option<String>,
}

impl ParseError {
    pub(super) fn new(source: &str, span: Span, kind: impl Into<ParseErrorKind>) -> Self {
        // Prometheus knows no position in an empty text.
        let position = (!source.is_empty()).then(|| span.line_column(source));
        Self { span, position, kind: Box::new(kind.into()), help: None }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(position) => write!(formatter, "{position}")?,
            None => formatter.write_str("unknown position")?,
        }
        write!(formatter, ": parse error: {}", self.kind)
    }
}

impl std::error::Error for ParseError {}

/// What was found where something else was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexpected {
    /// The token, as Prometheus names it.
    pub found: String,
    /// The construct it stands in.
    pub context: Option<&'static str>,
    /// What the construct needs.
    pub expected: Option<&'static str>,
}

impl fmt::Display for Unexpected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "unexpected {}", self.found)?;
        if let Some(context) = self.context {
            write!(formatter, " in {context}")?;
        }
        if let Some(expected) = self.expected {
            write!(formatter, ", expected {expected}")?;
        }
        Ok(())
    }
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseErrorKind {
    /// It cannot be cut into tokens.
    #[error(transparent)]
    Lex(#[from] LexError),
    /// A token in the wrong place.
    #[error("{0}")]
    Unexpected(Unexpected),
    /// The tree does not type check.
    #[error(transparent)]
    Type(#[from] TypeError),
    /// Nothing but white space.
    #[error("no expression found in input")]
    Empty,
    /// Nested deeper than [`super::MAX_NESTING`].
    #[error("expression nests more than {} levels deep", super::MAX_NESTING)]
    TooNested,
    /// A chain of operators longer than [`super::MAX_HEIGHT`].
    #[error("expression chains more than {} operations", super::MAX_HEIGHT)]
    TooHigh,
    /// No number after all.
    #[error("error parsing number: {0}")]
    Number(ParseNumberError),
    /// No duration after all.
    #[error(transparent)]
    Duration(#[from] DurationError),
    /// A range or step that is not positive.
    #[error("duration must be greater than 0")]
    DurationNotPositive,
    /// A duration of more than 292 years.
    #[error("duration out of range")]
    DurationOutOfRange,
    /// A duration divided by a literal zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The rest of a duration divided by a literal zero.
    #[error("modulo by zero")]
    ModuloByZero,
    /// Arithmetic in a duration without its feature flag.
    #[error("experimental duration expression is not enabled")]
    DurationExpressionDisabled,
    /// No such function.
    #[error("unknown function with name {}", quote(.0))]
    UnknownFunction(String),
    /// A function without its feature flag.
    #[error("function {} is not enabled", quote(.0))]
    FunctionDisabled(String),
    /// `f(a,)`
    #[error("trailing commas not allowed in function call args")]
    TrailingComma,
    /// `sum()`
    #[error("no arguments for aggregate expression provided")]
    NoAggregateArguments,
    /// `sum(a, b)`, `topk(a)`
    #[error("wrong number of arguments for aggregate expression provided, expected {expected}, got {got}")]
    AggregateArguments {
        /// What the operator takes.
        expected: usize,
        /// What is there.
        got: usize,
    },
    /// An aggregation operator without its feature flag.
    #[error("{0}() is experimental and must be enabled with --enable-feature=promql-experimental-functions")]
    AggregateDisabled(&'static str),
    /// `fill` without its feature flag.
    #[error("binop fill modifiers are experimental and not enabled")]
    FillDisabled,
    /// An empty label name, or one that is not UTF-8, in a clause.
    #[error("invalid label name for grouping: {}", quote_bytes(.0))]
    GroupingLabel(Box<[u8]>),
    /// A pattern that is no regular expression, with Go's text.
    #[error("{0}")]
    Regex(String),
    /// `(a)[5m]`
    #[error("ranges only allowed for vector selectors")]
    RangeOfOther,
    /// `a offset 5m[5m]`
    #[error("no offset modifiers allowed before range")]
    OffsetBeforeRange,
    /// `a @ 5 [5m]`
    #[error("no @ modifiers allowed before range")]
    AtBeforeRange,
    /// `offset` or `@` after something that has no time of its own.
    #[error(
        "{0} modifier must be preceded by an instant vector selector or range vector selector or a subquery"
    )]
    ModifierTarget(&'static str),
    /// A second `offset` or `@ <timestamp>`.
    #[error("{0} may not be set multiple times")]
    ModifierTwice(&'static str),
    /// A time that no 64 bit count of milliseconds holds.
    #[error("timestamp out of bounds for @ modifier: {0}")]
    AtOutOfBounds(String),
    /// `anchored` or `smoothed` without its feature flag.
    #[error("{0} modifier is experimental and not enabled")]
    EdgeDisabled(&'static str),
    /// `anchored` and `smoothed` together.
    #[error("anchored and smoothed modifiers cannot be used together")]
    EdgeTwice,
    /// `anchored` or `smoothed` of a subquery.
    #[error("{0} modifier is not supported for subqueries")]
    EdgeOfSubquery(&'static str),
    /// `anchored` or `smoothed` of something else.
    #[error("{0} modifier not implemented")]
    EdgeOfOther(&'static str),
    /// `x` followed by no natural number in series notation.
    #[error("invalid repetition in series values: {0}")]
    Repetition(ParseNumberError),
    /// More samples than fit into memory. Prometheus tries.
    #[error("too many samples: {samples}, at most {limit} are allowed")]
    TooManySamples {
        /// Samples the item stands for.
        samples: u64,
        /// See [`super::series::MAX_SAMPLES`].
        limit: u64,
    },
    /// The same key twice in a histogram of series notation.
    #[error("duplicate key \"{0}\" in histogram")]
    HistogramKeyTwice(&'static str),
    /// The step of a histogram sequence is of lower resolution than its start.
    #[error("error combining histograms: cannot merge from schema {step} to {start}")]
    HistogramSchemas {
        /// Schema of the step.
        step: i32,
        /// Schema of the start.
        start: i32,
    },
    /// Start and step of a histogram sequence cannot be combined at all.
    #[error(transparent)]
    HistogramMix(#[from] MixedSchemas),
}

impl From<Unexpected> for ParseErrorKind {
    fn from(unexpected: Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

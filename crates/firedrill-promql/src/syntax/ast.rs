//! The tree of a PromQL expression. Every node carries the bytes it was read from.

use firedrill_model::{Duration, Span};

use super::operator::{AggregateOp, BinaryOp, DurationOp, MatchOp, UnaryOp};

/// An expression with its place in the query text.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// Bytes of the query; Prometheus' node range (see each variant where it is narrower).
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A number, signs folded in.
    Number(NumberLiteral),
    /// A string.
    String(StringLiteral),
    /// `name{a="b"}` with its modifiers: an instant vector.
    Selector(VectorSelector),
    /// `name{a="b"}[5m]`: a range vector. The modifiers stand in the selector.
    Matrix(Box<MatrixSelector>),
    /// `expr[1h:1m]`: a range vector.
    Subquery(Box<Subquery>),
    /// `f(a, b)`.
    Call(Call),
    /// `sum by (a) (expr)`.
    Aggregate(Box<Aggregate>),
    /// `lhs op rhs`.
    Binary(Box<Binary>),
    /// `-expr`, `+expr` where the operand is no number literal.
    Unary(UnaryOp, Box<Expr>),
    /// `(expr)`.
    Paren(Box<Expr>),
}

/// The four types of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// A number.
    Scalar,
    /// One sample per series.
    InstantVector,
    /// A window of samples per series.
    RangeVector,
    /// A string.
    String,
}

/// A number, or a duration used as a number of seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberLiteral {
    /// The value; seconds where written as a duration.
    pub value: f64,
    /// Written as a duration (prints as one).
    pub is_duration: bool,
}

/// A string, quotes and escapes removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StringLiteral {
    /// Bytes, since `\xff` may break UTF-8.
    pub value: Box<[u8]>,
}

impl StringLiteral {
    /// The text, bytes that are no UTF-8 replaced by U+FFFD.
    pub fn to_text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.value)
    }
}

/// A label matcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matcher {
    /// Label name, any UTF-8 text.
    pub name: String,
    /// `=`, `!=`, `=~`, `!~`.
    pub op: MatchOp,
    /// Value or pattern.
    pub value: StringLiteral,
    /// Label name to value.
    pub span: Span,
}

/// `@ 5`, `@ start()`, `@ end()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtModifier {
    /// A fixed time in milliseconds.
    Timestamp(i64),
    /// Start of the query.
    Start,
    /// End of the query.
    End,
}

/// A duration position: range, offset, subquery step.
#[derive(Debug, Clone, PartialEq)]
pub enum DurationValue {
    /// A literal (signs folded), in the resolution of the engine.
    Literal(Duration),
    /// An expression, evaluated before the query starts.
    Expr(Box<DurationExpr>),
}

/// A duration expression with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct DurationExpr {
    /// Bytes of the query.
    pub span: Span,
    /// What it is.
    pub kind: DurationExprKind,
}

/// The kinds of duration expression.
#[derive(Debug, Clone, PartialEq)]
pub enum DurationExprKind {
    /// A number of seconds or a duration.
    Number(NumberLiteral),
    /// `step()`.
    Step,
    /// `range()`.
    Range,
    /// `-x`, or `+x` (a parenthesised literal is a wrapped unary plus).
    Unary(UnaryOp, Box<DurationExpr>),
    /// `x + y` and the like; `min_of(x, y)`, `max_of(x, y)`.
    Binary(DurationOp, Box<DurationExpr>, Box<DurationExpr>),
    /// `(x)`.
    Wrapped(Box<DurationExpr>),
}

/// The modifiers selectors and subqueries share.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Modifiers {
    /// `offset`; `None` where absent or zero.
    pub offset: Option<DurationValue>,
    /// `@`.
    pub at: Option<AtModifier>,
}

/// An instant selector.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorSelector {
    /// Metric name written outside the braces.
    pub name: Option<String>,
    /// Matchers in source order; the equality matcher of [`Self::name`] is last.
    pub matchers: Vec<Matcher>,
    /// `offset` and `@`.
    pub modifiers: Modifiers,
    /// `anchored`.
    pub anchored: bool,
    /// `smoothed`.
    pub smoothed: bool,
}

/// A range selector.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixSelector {
    /// The selector, holding all modifiers.
    pub selector: VectorSelector,
    /// The range of the inner selector: name or brace to closing brace or name.
    pub selector_span: Span,
    /// The window.
    pub range: DurationValue,
}

/// A subquery.
#[derive(Debug, Clone, PartialEq)]
pub struct Subquery {
    /// The inner expression.
    pub expr: Expr,
    /// The window.
    pub range: DurationValue,
    /// `None`: the default resolution.
    pub step: Option<DurationValue>,
    /// `offset` and `@`.
    pub modifiers: Modifiers,
}

/// A function call; the function is known to exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The function.
    pub function: &'static crate::functions::Function,
    /// The arguments.
    pub args: Vec<Expr>,
}

/// An aggregation.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// `sum`, `topk`, …
    pub op: AggregateOp,
    /// The aggregated vector.
    pub expr: Expr,
    /// The parameter of `topk`, `quantile`, `count_values`, …
    pub param: Option<Expr>,
    /// Labels of the clause, in source order, unquoted.
    pub grouping: Vec<String>,
    /// `without` instead of `by`.
    pub without: bool,
}

/// A binary operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Binary {
    /// The operator.
    pub op: BinaryOp,
    /// Left operand.
    pub lhs: Expr,
    /// Right operand.
    pub rhs: Expr,
    /// `bool`.
    pub returns_bool: bool,
    /// How vectors are matched; `None` unless both sides are instant vectors.
    pub matching: Option<VectorMatching>,
}

/// Cardinality of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchCardinality {
    /// No grouping modifier.
    OneToOne,
    /// `group_left`.
    ManyToOne,
    /// `group_right`.
    OneToMany,
    /// Set operators.
    ManyToMany,
}

/// How the series of two vectors find each other.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorMatching {
    /// Cardinality.
    pub cardinality: MatchCardinality,
    /// Labels of `on` or `ignoring`, in source order.
    pub labels: Vec<String>,
    /// `on` instead of `ignoring`.
    pub on: bool,
    /// Labels of `group_left`/`group_right`.
    pub include: Vec<String>,
    /// `fill`, `fill_left`: value for a missing left sample.
    pub fill_left: Option<f64>,
    /// `fill`, `fill_right`: value for a missing right sample.
    pub fill_right: Option<f64>,
}

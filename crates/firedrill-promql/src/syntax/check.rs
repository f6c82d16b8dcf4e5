//! The type checker.

use firedrill_model::quote::{quote, quote_bytes};
use firedrill_model::{METRIC_NAME, Span};

use super::ast::{Aggregate, Binary, Call, Expr, ExprKind, MatchCardinality, ValueType, VectorSelector};
use super::operator::AggregateOp;
use crate::dialect::Dialect;

/// Why a tree makes no sense, with the texts of Prometheus.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypeError {
    /// The operand or parameter of an aggregation.
    #[error("expected type {} in aggregation {place}, got {}", documented(*.expected), documented(*.got))]
    Aggregation {
        /// `expression` or `parameter`.
        place: &'static str,
        /// What the operator takes.
        expected: ValueType,
        /// What is there.
        got: ValueType,
    },
    /// `bool` after an operator that compares nothing.
    #[error("bool modifier can only be used on comparison operators")]
    BoolModifier,
    /// `1 == 1`
    #[error("comparisons between scalars must use BOOL modifier")]
    ScalarComparison,
    /// `a + on(x) group_left(x) b`
    #[error("label {} must not occur in ON and GROUP clause at once", quote(.0))]
    LabelInOnAndGroup(String),
    /// A range or a string as an operand.
    #[error("binary expression must contain only scalar and instant vector types")]
    Operand,
    /// `1 + on(x) a`
    #[error("vector matching only allowed between instant vectors")]
    MatchingOfScalars,
    /// `1 + fill(0) a`
    #[error("filling in missing series only allowed between instant vectors")]
    FillOfScalars,
    /// `a and on(x) group_left b`
    #[error("no grouping allowed for {} operation", quote(.0))]
    GroupingOfSets(&'static str),
    /// `a and fill(0) b`
    #[error("filling in missing series not allowed for set operators")]
    FillOfSets,
    /// `1 and a`
    #[error("set operator {} not allowed in binary scalar expression", quote(.0))]
    SetOfScalar(&'static str),
    /// The wrong number of arguments.
    #[error("expected {bound}{count} argument(s) in call to {}, got {got}", quote(.function))]
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// Empty, `at least ` or `at most `.
        bound: &'static str,
        /// What it takes.
        count: usize,
        /// What is there.
        got: usize,
    },
    /// An argument of the wrong type.
    #[error(
        "expected type {} in call to function {}, got {}",
        documented(*.expected), quote(.function), documented(*.got)
    )]
    Argument {
        /// The function.
        function: &'static str,
        /// What it takes.
        expected: ValueType,
        /// What is there.
        got: ValueType,
    },
    /// `info(a, b)`
    #[error("expected label selectors only, got vector selector instead")]
    InfoSelector,
    /// `info(a, b + c)`
    #[error("expected label selectors only")]
    InfoLabels,
    /// `-a[5m]`
    #[error(
        "unary expression only allowed on expressions of type scalar or instant vector, got {}",
        quote(documented(*.0))
    )]
    Unary(ValueType),
    /// `1[5m:]`
    #[error("subquery is only allowed on instant vector, got {} instead", internal(*.0))]
    Subquery(ValueType),
    /// `a{__name__="b"}`
    #[error("metric name must not be set twice: {} or {}", quote(.name), quote_bytes(.other))]
    NameTwice {
        /// Outside the braces.
        name: String,
        /// Inside.
        other: Box<[u8]>,
    },
    /// `{a=~".*"}`
    #[error("vector selector must contain at least one non-empty matcher")]
    EmptyMatchers,
}

/// A type as messages name it.
fn documented(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Scalar => "scalar",
        ValueType::InstantVector => "instant vector",
        ValueType::RangeVector => "range vector",
        ValueType::String => "string",
    }
}

/// A type as the HTTP API and one message name it.
fn internal(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Scalar => "scalar",
        ValueType::InstantVector => "vector",
        ValueType::RangeVector => "matrix",
        ValueType::String => "string",
    }
}

type Check = Result<(), (Span, TypeError)>;

/// The text an expression was read from, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Query<'a> {
    pub(super) source: &'a str,
    pub(super) dialect: &'a Dialect,
}

/// Checks `expr` and drops vector matching where no two vectors meet, as Prometheus does.
///
/// # Errors
/// The first violation in Prometheus' order, with its place.
pub(super) fn check(expr: &mut Expr, query: Query<'_>) -> Check {
    let span = expr.span;
    match &mut expr.kind {
        ExprKind::Number(_) | ExprKind::String(_) => Ok(()),
        ExprKind::Selector(selector) => check_selector(selector, span, query),
        ExprKind::Matrix(matrix) => check_selector(&matrix.selector, matrix.selector_span, query),
        ExprKind::Subquery(subquery) => {
            check(&mut subquery.expr, query)?;
            match subquery.expr.value_type() {
                ValueType::InstantVector => Ok(()),
                other => Err((span, TypeError::Subquery(other))),
            }
        }
        ExprKind::Call(call) => check_call(call, span, query),
        ExprKind::Aggregate(aggregate) => check_aggregate(aggregate, query),
        ExprKind::Binary(binary) => check_binary(binary, span, query),
        ExprKind::Unary(_, operand) => {
            check(operand, query)?;
            match operand.value_type() {
                ValueType::Scalar | ValueType::InstantVector => Ok(()),
                other => Err((span, TypeError::Unary(other))),
            }
        }
        ExprKind::Paren(inner) => check(inner, query),
    }
}

fn check_selector(selector: &VectorSelector, span: Span, query: Query<'_>) -> Check {
    let Some(name) = &selector.name else {
        let selects = selector.matchers.iter().any(|matcher| !matcher.accepts_empty(query.dialect));
        return if selects { Ok(()) } else { Err((span, TypeError::EmptyMatchers)) };
    };
    // The matcher of the name itself is last.
    let inner = selector.matchers.split_last().map_or(&[][..], |(_, inner)| inner);
    match inner.iter().find(|matcher| matcher.name == METRIC_NAME) {
        None => Ok(()),
        Some(other) => {
            let error = TypeError::NameTwice { name: name.clone(), other: other.value.value.clone() };
            Err((span, error))
        }
    }
}

fn check_aggregate(aggregate: &mut Aggregate, query: Query<'_>) -> Check {
    check(&mut aggregate.expr, query)?;
    let expect = |expr: &Expr, place, expected| {
        let got = expr.value_type();
        if got == expected {
            return Ok(());
        }
        Err((expr.span, TypeError::Aggregation { place, expected, got }))
    };
    expect(&aggregate.expr, "expression", ValueType::InstantVector)?;
    let Some(param) = &mut aggregate.param else { return Ok(()) };
    check(param, query)?;
    let expected =
        if aggregate.op == AggregateOp::CountValues { ValueType::String } else { ValueType::Scalar };
    expect(param, "parameter", expected)
}

fn check_binary(binary: &mut Binary, span: Span, query: Query<'_>) -> Check {
    check(&mut binary.lhs, query)?;
    check(&mut binary.rhs, query)?;
    let lhs = binary.lhs.value_type();
    let rhs = binary.rhs.value_type();
    let both_scalars = lhs == ValueType::Scalar && rhs == ValueType::Scalar;
    let operator_span = || operator_span(binary, query);
    if binary.returns_bool && !binary.op.is_comparison() {
        return Err((operator_span(), TypeError::BoolModifier));
    }
    if binary.op.is_comparison() && !binary.returns_bool && both_scalars {
        return Err((operator_span(), TypeError::ScalarComparison));
    }
    if let Some(matching) = &binary.matching
        && matching.on
        && let Some(label) = matching.labels.iter().find(|label| matching.include.contains(label))
    {
        return Err((operator_span(), TypeError::LabelInOnAndGroup(label.clone())));
    }
    for (value_type, operand) in [(lhs, &binary.lhs), (rhs, &binary.rhs)] {
        if !matches!(value_type, ValueType::Scalar | ValueType::InstantVector) {
            return Err((operand.span, TypeError::Operand));
        }
    }
    if lhs == ValueType::InstantVector && rhs == ValueType::InstantVector {
        check_set_matching(binary, span)
    } else {
        drop_matching(binary, span)
    }
}

/// Two vectors: a set operator takes whole sets.
fn check_set_matching(binary: &mut Binary, span: Span) -> Check {
    let op = binary.op;
    let Some(matching) = binary.matching.as_mut().filter(|_| op.is_set()) else { return Ok(()) };
    if matching.cardinality != MatchCardinality::OneToOne
        && matching.cardinality != MatchCardinality::ManyToMany
    {
        return Err((span, TypeError::GroupingOfSets(op.text())));
    }
    if matching.fill_left.is_some() || matching.fill_right.is_some() {
        return Err((span, TypeError::FillOfSets));
    }
    matching.cardinality = MatchCardinality::ManyToMany;
    Ok(())
}

/// A scalar side: there is nothing to match.
fn drop_matching(binary: &mut Binary, span: Span) -> Check {
    if let Some(matching) = binary.matching.take() {
        if !matching.labels.is_empty() {
            return Err((span, TypeError::MatchingOfScalars));
        }
        if matching.fill_left.is_some() || matching.fill_right.is_some() {
            return Err((span, TypeError::FillOfScalars));
        }
    }
    if binary.op.is_set() {
        return Err((span, TypeError::SetOfScalar(binary.op.text())));
    }
    Ok(())
}

/// What stands between the operands, white space trimmed.
fn operator_span(binary: &Binary, query: Query<'_>) -> Span {
    let between = Span::new(binary.lhs.span.end, binary.rhs.span.start.max(binary.lhs.span.end));
    let text = between.text(query.source);
    let is_space = |character: char| matches!(character, ' ' | '\t' | '\n' | '\r');
    let start = between.start + text.len() - text.trim_start_matches(is_space).len();
    let end = between.end - (text.len() - text.trim_end_matches(is_space).len());
    Span::new(start, end.max(start))
}

fn check_call(call: &mut Call, span: Span, query: Query<'_>) -> Check {
    check_argument_count(call, span)?;
    let function = call.function;
    let takes_labels = function.name == "info";
    if takes_labels && let Some(labels) = call.args.get(1) {
        check_info_labels(labels, function.name, span)?;
    }
    for (position, argument) in call.args.iter_mut().enumerate() {
        if takes_labels && position == 1 {
            continue;
        }
        check(argument, query)?;
        let Some(expected) = function.args.get(position).or(function.args.last()) else { continue };
        let got = argument.value_type();
        if got != *expected {
            let error = TypeError::Argument { function: function.name, expected: *expected, got };
            return Err((argument.span, error));
        }
    }
    Ok(())
}

fn check_argument_count(call: &Call, span: Span) -> Check {
    let function = call.function;
    let listed = function.args.len();
    let got = call.args.len();
    let fail =
        |bound, count| Err((span, TypeError::ArgumentCount { function: function.name, bound, count, got }));
    if function.variadic == 0 {
        return if got == listed { Ok(()) } else { fail("", listed) };
    }
    let least = listed - 1;
    if got < least {
        return fail("at least ", least);
    }
    match usize::try_from(function.variadic) {
        Ok(optional) if got > least + optional => fail("at most ", least + optional),
        _ => Ok(()),
    }
}

/// The second argument of `info` holds matchers only, which may select everything.
fn check_info_labels(labels: &Expr, function: &'static str, call_span: Span) -> Check {
    let got = labels.value_type();
    if got != ValueType::InstantVector {
        let error = TypeError::Argument { function, expected: ValueType::InstantVector, got };
        return Err((call_span, error));
    }
    match &labels.kind {
        ExprKind::Selector(selector) if selector.name.is_none() => Ok(()),
        ExprKind::Selector(_) => Err((labels.span, TypeError::InfoSelector)),
        _ => Err((labels.span, TypeError::InfoLabels)),
    }
}

//! Trees of the `promql-parser` crate: a program that holds one can evaluate it here.

use std::time::{self, SystemTime, UNIX_EPOCH};

use firedrill_model::{Duration, METRIC_NAME, Span};
use promql_parser::label::{self, MatchOp as ForeignMatchOp};
use promql_parser::parser::{self as foreign, LabelModifier, VectorMatchCardinality};

use super::ast::{
    Aggregate, AtModifier, Binary, Call, DurationValue, Expr, ExprKind, MatchCardinality, Matcher,
    MatrixSelector, Modifiers, NumberLiteral, StringLiteral, Subquery, VectorMatching, VectorSelector,
};
use super::check::{Query, TypeError, check};
use super::operator::{AggregateOp, BinaryOp, MatchOp, UnaryOp};
use super::parser::{MAX_HEIGHT, MAX_NESTING};
use crate::dialect::Dialect;
use crate::functions::lookup;

/// Why a foreign tree cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InteropError {
    /// Neither Prometheus 3 nor 2.42 has the function.
    #[error("unknown function with name {}", firedrill_model::quote::quote(.0))]
    UnknownFunction(String),
    /// An operator this crate does not know.
    #[error("unknown operator `{0}`")]
    UnknownOperator(String),
    /// Matchers joined by `or`, which is no PromQL.
    #[error("matchers joined by `or` are not part of PromQL")]
    OrMatchers,
    /// A node that another program added to the language.
    #[error("extension nodes cannot be evaluated")]
    Extension,
    /// Nested deeper than a walk over the tree can bear.
    #[error("expression nests more than {MAX_NESTING} levels deep")]
    TooDeep,
    /// The tree does not type check.
    #[error(transparent)]
    Type(#[from] TypeError),
}

type Result<T> = std::result::Result<T, InteropError>;

impl TryFrom<foreign::Expr> for Expr {
    type Error = InteropError;

    /// Takes the tree over and type checks it. The other tree knows no positions, so every span is
    /// `0..0`; to get some, parse the printed form.
    fn try_from(expr: foreign::Expr) -> Result<Self> {
        let mut converted = convert(expr, 0)?;
        let query = Query { source: "", dialect: &Dialect::V3 };
        check(&mut converted, query).map_err(|(_, error)| error)?;
        Ok(converted)
    }
}

fn convert(expr: foreign::Expr, depth: usize) -> Result<Expr> {
    if depth >= MAX_HEIGHT {
        return Err(InteropError::TooDeep);
    }
    let inner = |expr: Box<foreign::Expr>| convert(*expr, depth + 1);
    let kind = match expr {
        foreign::Expr::NumberLiteral(number) => {
            ExprKind::Number(NumberLiteral { value: number.val, is_duration: false })
        }
        foreign::Expr::StringLiteral(string) => ExprKind::String(text(&string.val)),
        foreign::Expr::VectorSelector(selector) => ExprKind::Selector(convert_selector(selector)?),
        foreign::Expr::MatrixSelector(matrix) => ExprKind::Matrix(Box::new(MatrixSelector {
            selector: convert_selector(matrix.vs)?,
            selector_span: Span::default(),
            range: literal(matrix.range),
        })),
        foreign::Expr::Subquery(subquery) => ExprKind::Subquery(Box::new(Subquery {
            expr: inner(subquery.expr)?,
            range: literal(subquery.range),
            step: subquery.step.map(literal),
            modifiers: modifiers(subquery.offset, subquery.at),
        })),
        foreign::Expr::Paren(paren) => ExprKind::Paren(Box::new(inner(paren.expr)?)),
        foreign::Expr::Unary(unary) => ExprKind::Unary(UnaryOp::Minus, Box::new(inner(unary.expr)?)),
        foreign::Expr::Call(call) => ExprKind::Call(convert_call(call, depth)?),
        foreign::Expr::Aggregate(aggregate) => {
            ExprKind::Aggregate(Box::new(convert_aggregate(aggregate, depth)?))
        }
        foreign::Expr::Binary(binary) => ExprKind::Binary(Box::new(convert_binary(binary, depth)?)),
        foreign::Expr::Extension(_) => return Err(InteropError::Extension),
    };
    Ok(Expr { span: Span::default(), kind })
}

fn convert_call(call: foreign::Call, depth: usize) -> Result<Call> {
    let name = call.func.name;
    let function = lookup(name, &Dialect::V3)
        .or_else(|| lookup(name, &Dialect::V2_42))
        .ok_or_else(|| InteropError::UnknownFunction(name.to_owned()))?;
    let args = call.args.args.into_iter().map(|argument| convert(*argument, depth + 1));
    Ok(Call { function, args: args.collect::<Result<_>>()? })
}

fn convert_aggregate(aggregate: foreign::AggregateExpr, depth: usize) -> Result<Aggregate> {
    let name = aggregate.op.to_string();
    let op = AggregateOp::ALL
        .into_iter()
        .find(|op| op.text() == name)
        .ok_or(InteropError::UnknownOperator(name))?;
    let (without, grouping) = match aggregate.modifier {
        None => (false, Vec::new()),
        Some(LabelModifier::Include(labels)) => (false, labels.labels),
        Some(LabelModifier::Exclude(labels)) => (true, labels.labels),
    };
    let param = aggregate.param.map(|param| convert(*param, depth + 1)).transpose()?;
    Ok(Aggregate { op, expr: convert(*aggregate.expr, depth + 1)?, param, grouping, without })
}

fn convert_binary(binary: foreign::BinaryExpr, depth: usize) -> Result<Binary> {
    let name = binary.op.to_string();
    let op =
        BinaryOp::ALL.into_iter().find(|op| op.text() == name).ok_or(InteropError::UnknownOperator(name))?;
    let returns_bool = binary.modifier.as_ref().is_some_and(|modifier| modifier.return_bool);
    Ok(Binary {
        op,
        lhs: convert(*binary.lhs, depth + 1)?,
        rhs: convert(*binary.rhs, depth + 1)?,
        returns_bool,
        // The type checker drops it where it does not apply.
        matching: Some(convert_matching(binary.modifier)),
    })
}

fn convert_matching(modifier: Option<foreign::BinModifier>) -> VectorMatching {
    let mut matching = VectorMatching {
        cardinality: MatchCardinality::OneToOne,
        labels: Vec::new(),
        on: false,
        include: Vec::new(),
        fill_left: None,
        fill_right: None,
    };
    let Some(modifier) = modifier else { return matching };
    (matching.cardinality, matching.include) = match modifier.card {
        VectorMatchCardinality::OneToOne => (MatchCardinality::OneToOne, Vec::new()),
        VectorMatchCardinality::ManyToMany => (MatchCardinality::ManyToMany, Vec::new()),
        VectorMatchCardinality::ManyToOne(labels) => (MatchCardinality::ManyToOne, labels.labels),
        VectorMatchCardinality::OneToMany(labels) => (MatchCardinality::OneToMany, labels.labels),
    };
    (matching.on, matching.labels) = match modifier.matching {
        None => (false, Vec::new()),
        Some(LabelModifier::Include(labels)) => (true, labels.labels),
        Some(LabelModifier::Exclude(labels)) => (false, labels.labels),
    };
    matching.fill_left = modifier.fill_values.lhs;
    matching.fill_right = modifier.fill_values.rhs;
    matching
}

fn convert_selector(selector: foreign::VectorSelector) -> Result<VectorSelector> {
    if !selector.matchers.or_matchers.is_empty() {
        return Err(InteropError::OrMatchers);
    }
    let mut matchers: Vec<Matcher> = selector.matchers.matchers.into_iter().map(convert_matcher).collect();
    if let Some(name) = &selector.name {
        matchers.push(Matcher {
            name: METRIC_NAME.to_owned(),
            op: MatchOp::Equal,
            value: text(name),
            span: Span::default(),
        });
    }
    let modifiers = modifiers(selector.offset, selector.at);
    Ok(VectorSelector { name: selector.name, matchers, modifiers, anchored: false, smoothed: false })
}

fn convert_matcher(matcher: label::Matcher) -> Matcher {
    let op = match matcher.op {
        ForeignMatchOp::Equal => MatchOp::Equal,
        ForeignMatchOp::NotEqual => MatchOp::NotEqual,
        ForeignMatchOp::Re(_) => MatchOp::Regex,
        ForeignMatchOp::NotRe(_) => MatchOp::NotRegex,
    };
    Matcher { name: matcher.name, op, value: text(&matcher.value), span: Span::default() }
}

fn modifiers(offset: Option<foreign::Offset>, at: Option<foreign::AtModifier>) -> Modifiers {
    let offset = offset.map(|offset| match offset {
        foreign::Offset::Pos(duration) => milliseconds(duration),
        foreign::Offset::Neg(duration) => -milliseconds(duration),
    });
    let offset = offset.filter(|ms| *ms != 0).map(|ms| DurationValue::Literal(Duration::from_ms(ms)));
    let at = at.map(|at| match at {
        foreign::AtModifier::Start => AtModifier::Start,
        foreign::AtModifier::End => AtModifier::End,
        foreign::AtModifier::At(time) => AtModifier::Timestamp(unix_milliseconds(time)),
    });
    Modifiers { offset, at }
}

fn literal(duration: time::Duration) -> DurationValue {
    DurationValue::Literal(Duration::from_ms(milliseconds(duration)))
}

fn milliseconds(duration: time::Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn unix_milliseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => milliseconds(after),
        Err(before) => -milliseconds(before.duration()),
    }
}

fn text(text: &str) -> StringLiteral {
    StringLiteral { value: text.as_bytes().into() }
}

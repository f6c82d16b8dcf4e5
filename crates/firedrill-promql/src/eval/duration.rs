//! Duration expressions, evaluated before the query starts.

use firedrill_model::{Duration, Span};

use super::scope::QueryBounds;
use crate::error::EvalError;
use crate::syntax::UnaryOp;
use crate::syntax::ast::{DurationExpr, DurationExprKind, DurationValue};
use crate::syntax::operator::DurationOp;

/// Largest magnitude of a duration in seconds: Go compares with 63 bits before it converts.
const MAX_SECONDS: f64 = 9_223_372_036_854_775_807.0;

/// Whether a duration may be zero or negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Ranges and steps.
    Positive,
    /// Offsets.
    Any,
}

/// The duration of a position, `step()` and `range()` taken from the query.
///
/// Follows `promql/durations.go`.
pub(super) fn resolve(value: &DurationValue, sign: Sign, query: &QueryBounds) -> Result<Duration, EvalError> {
    let expr = match value {
        DurationValue::Literal(duration) => return Ok(*duration),
        DurationValue::Expr(expr) => expr,
    };
    let seconds = evaluate(expr, query)?;
    if seconds.is_nan() || seconds.is_infinite() {
        return Err(refuse(expr.span, "duration is NaN or infinite"));
    }
    if seconds <= 0.0 && sign == Sign::Positive {
        return Err(refuse(expr.span, "duration must be greater than 0"));
    }
    if seconds.abs() > MAX_SECONDS {
        return Err(refuse(expr.span, "duration is out of range"));
    }
    Ok(Duration::from_ms((seconds * 1000.0) as i64))
}

fn refuse(span: Span, text: &str) -> EvalError {
    EvalError::Preparation(format!("{}:{}: {text}", span.start, span.end))
}

fn evaluate(expr: &DurationExpr, query: &QueryBounds) -> Result<f64, EvalError> {
    Ok(match &expr.kind {
        DurationExprKind::Number(number) => number.value,
        DurationExprKind::Step => Duration::from_ms(query.step).as_seconds(),
        DurationExprKind::Range => Duration::from_ms(query.end.saturating_sub(query.start)).as_seconds(),
        DurationExprKind::Unary(UnaryOp::Plus, inner) | DurationExprKind::Wrapped(inner) => {
            evaluate(inner, query)?
        }
        DurationExprKind::Unary(UnaryOp::Minus, inner) => -evaluate(inner, query)?,
        DurationExprKind::Binary(op, lhs, rhs) => {
            let lhs = evaluate(lhs, query)?;
            let rhs = evaluate(rhs, query)?;
            match op {
                DurationOp::Add => lhs + rhs,
                DurationOp::Subtract => lhs - rhs,
                DurationOp::Multiply => lhs * rhs,
                DurationOp::Divide if rhs == 0.0 => return Err(refuse(expr.span, "division by zero")),
                DurationOp::Divide => lhs / rhs,
                DurationOp::Modulo if rhs == 0.0 => return Err(refuse(expr.span, "modulo by zero")),
                DurationOp::Modulo => lhs % rhs,
                DurationOp::Power => crate::gomath::pow(lhs, rhs),
                DurationOp::Min => crate::gomath::min(lhs, rhs),
                DurationOp::Max => crate::gomath::max(lhs, rhs),
            }
        }
    })
}

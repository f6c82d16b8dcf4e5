//! Trees without what does not matter to a comparison: positions, and the order of matchers.

use firedrill_model::Span;
use firedrill_promql::syntax::UnaryOp;
use firedrill_promql::syntax::ast::{
    DurationExpr, DurationExprKind, DurationValue, Expr, ExprKind, Modifiers, VectorSelector,
};

/// Which tree is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// All of it.
    Full,
    /// What the `promql-parser` crate keeps of it: no unary plus, no sign that a number was written as
    /// a duration.
    Foreign,
}

/// The tree as text, the same for trees that mean the same.
pub(crate) fn described(expr: &Expr, detail: Detail) -> String {
    let mut expr = expr.clone();
    erase(&mut expr, detail);
    format!("{expr:?}")
}

fn erase(expr: &mut Expr, detail: Detail) {
    expr.span = Span::default();
    if detail == Detail::Foreign
        && let ExprKind::Unary(UnaryOp::Plus, inner) = &mut expr.kind
    {
        *expr = Expr::clone(inner);
        return erase(expr, detail);
    }
    match &mut expr.kind {
        ExprKind::Number(number) => number.is_duration &= detail == Detail::Full,
        ExprKind::String(_) => {}
        ExprKind::Selector(selector) => erase_selector(selector),
        ExprKind::Matrix(matrix) => {
            matrix.selector_span = Span::default();
            erase_selector(&mut matrix.selector);
            erase_duration(&mut matrix.range);
        }
        ExprKind::Subquery(subquery) => {
            erase(&mut subquery.expr, detail);
            erase_duration(&mut subquery.range);
            if let Some(step) = &mut subquery.step {
                erase_duration(step);
            }
            erase_modifiers(&mut subquery.modifiers);
        }
        ExprKind::Call(call) => call.args.iter_mut().for_each(|argument| erase(argument, detail)),
        ExprKind::Aggregate(aggregate) => {
            erase(&mut aggregate.expr, detail);
            if let Some(param) = &mut aggregate.param {
                erase(param, detail);
            }
        }
        ExprKind::Binary(binary) => {
            erase(&mut binary.lhs, detail);
            erase(&mut binary.rhs, detail);
        }
        ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => erase(inner, detail),
    }
}

fn erase_selector(selector: &mut VectorSelector) {
    for matcher in &mut selector.matchers {
        matcher.span = Span::default();
    }
    selector.matchers.sort_by_key(ToString::to_string);
    erase_modifiers(&mut selector.modifiers);
}

fn erase_modifiers(modifiers: &mut Modifiers) {
    if let Some(offset) = &mut modifiers.offset {
        erase_duration(offset);
    }
}

fn erase_duration(duration: &mut DurationValue) {
    if let DurationValue::Expr(expr) = duration {
        erase_duration_expr(expr);
    }
}

fn erase_duration_expr(expr: &mut DurationExpr) {
    expr.span = Span::default();
    match &mut expr.kind {
        DurationExprKind::Number(_) | DurationExprKind::Step | DurationExprKind::Range => {}
        DurationExprKind::Unary(_, inner) | DurationExprKind::Wrapped(inner) => erase_duration_expr(inner),
        DurationExprKind::Binary(_, lhs, rhs) => {
            erase_duration_expr(lhs);
            erase_duration_expr(rhs);
        }
    }
}

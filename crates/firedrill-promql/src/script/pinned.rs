//! The `@` test: a query with every selector fixed to its time gives the same result at any time.

use crate::functions::Function;
use crate::syntax::ast::{AtModifier, Expr, ExprKind, Modifiers};

/// The query with `@ at_ms` on every outermost selector and subquery that has none, and whether its
/// result still depends on the evaluation time.
pub(super) fn pinned(expr: &Expr, at_ms: i64) -> (Expr, bool) {
    let mut pinned = expr.clone();
    let mut is_time_dependent = false;
    pin(&mut pinned, at_ms, &mut is_time_dependent);
    (pinned, is_time_dependent)
}

fn pin(expr: &mut Expr, at_ms: i64, is_time_dependent: &mut bool) {
    let set = |modifiers: &mut Modifiers| {
        modifiers.at.get_or_insert(AtModifier::Timestamp(at_ms));
    };
    match &mut expr.kind {
        ExprKind::Number(_) | ExprKind::String(_) => {}
        ExprKind::Selector(selector) => set(&mut selector.modifiers),
        ExprKind::Matrix(matrix) => set(&mut matrix.selector.modifiers),
        ExprKind::Subquery(subquery) => set(&mut subquery.modifiers),
        ExprKind::Call(call) => {
            *is_time_dependent |= depends_on_time(call.function);
            for argument in &mut call.args {
                pin(argument, at_ms, is_time_dependent);
            }
        }
        ExprKind::Aggregate(aggregate) => {
            pin(&mut aggregate.expr, at_ms, is_time_dependent);
            if let Some(param) = &mut aggregate.param {
                pin(param, at_ms, is_time_dependent);
            }
        }
        ExprKind::Binary(binary) => {
            pin(&mut binary.lhs, at_ms, is_time_dependent);
            pin(&mut binary.rhs, at_ms, is_time_dependent);
        }
        ExprKind::Unary(_, operand) | ExprKind::Paren(operand) => pin(operand, at_ms, is_time_dependent),
    }
}

/// Besides the functions that the language knows to depend on the step, those that name the query's
/// own times.
fn depends_on_time(function: &Function) -> bool {
    function.depends_on_step() || matches!(function.name, "end" | "range" | "start" | "step")
}

//! Dispatch on the types of the operands.

use super::super::plan::Plan;
use super::super::scope::{Mode, Scope};
use super::super::{node, stepwise};
use super::operation::Operation;
use super::{join, scalar, set};
use crate::annotations::Annotations;
use crate::column::Evaluated;
use crate::error::EvalError;
use crate::syntax::ast::Binary;

/// Evaluates the left operand, the right operand, then the operator.
pub(in crate::eval) fn evaluate(
    scope: &Scope<'_>,
    binary: &Binary,
    lhs: &Plan<'_>,
    rhs: &Plan<'_>,
    notes: &mut Annotations,
) -> Result<Evaluated, EvalError> {
    let lhs = node::evaluate(scope, lhs, notes)?;
    let rhs = node::evaluate(scope, rhs, notes)?;
    let depends_on_step = |value: &Evaluated| matches!(value, Evaluated::Vector(it) if it.order.is_some());
    if scope.mode == Mode::Instant && (depends_on_step(&lhs) || depends_on_step(&rhs)) {
        return stepwise::evaluate(scope, &[lhs, rhs], |scope, values| {
            let mut values = values.into_iter();
            match (values.next(), values.next()) {
                (Some(lhs), Some(rhs)) => at_once(scope, binary, lhs, rhs, notes),
                _ => unreachable!("two operands went in"),
            }
        });
    }
    at_once(scope, binary, lhs, rhs, notes)
}

fn at_once(
    scope: &Scope<'_>,
    binary: &Binary,
    lhs: Evaluated,
    rhs: Evaluated,
    notes: &mut Annotations,
) -> Result<Evaluated, EvalError> {
    let operation = Operation::new(binary);
    match (lhs, rhs) {
        (Evaluated::Scalar(lhs), Evaluated::Scalar(rhs)) => {
            scalar::of_scalars(&operation, &lhs, &rhs).map(Evaluated::Scalar)
        }
        (Evaluated::Vector(lhs), Evaluated::Scalar(rhs)) => {
            scalar::with_vector(scope, &operation, lhs, &rhs, scalar::VectorSide::Left, notes)
                .map(Evaluated::Vector)
        }
        (Evaluated::Scalar(lhs), Evaluated::Vector(rhs)) => {
            scalar::with_vector(scope, &operation, rhs, &lhs, scalar::VectorSide::Right, notes)
                .map(Evaluated::Vector)
        }
        (Evaluated::Vector(lhs), Evaluated::Vector(rhs)) => {
            let Some(matching) = &binary.matching else {
                unreachable!("operators between vectors have a matching");
            };
            if binary.op.is_set() {
                set::evaluate(binary.op, matching, lhs, rhs).map(Evaluated::Vector)
            } else {
                join::evaluate(scope, &operation, matching, &lhs, &rhs, notes).map(Evaluated::Vector)
            }
        }
        (Evaluated::String(_), _) | (_, Evaluated::String(_)) => {
            unreachable!("the type checker refuses strings as operands")
        }
    }
}

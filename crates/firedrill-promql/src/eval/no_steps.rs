//! An evaluation whose end lies before its start, as that of a subquery between two multiples of its
//! step: it has no result, but errors.

use super::plan::{Plan, PlanKind};
use super::range_vector::is_range;
use super::scope::Scope;
use super::{node, subquery};
use crate::annotations::Annotations;
use crate::error::EvalError;

/// Evaluates what Prometheus evaluates before it looks at steps: the step-invariant parts, once, and
/// subqueries, whose windows may well hold steps.
///
/// # Errors
/// Those of these parts.
pub(super) fn evaluate(scope: &Scope<'_>, plan: &Plan<'_>, notes: &mut Annotations) -> Result<(), EvalError> {
    match &plan.kind {
        PlanKind::Subquery(subquery) => subquery::evaluate(scope, subquery, notes).map(drop),
        PlanKind::Number(_) | PlanKind::String(_) | PlanKind::Matrix(_) => Ok(()),
        _ if plan.is_step_invariant => node::evaluate(&scope.at(scope.steps.start), plan, notes).map(drop),
        PlanKind::Selector(_) => Ok(()),
        PlanKind::Call { args, .. } => {
            // The range vector comes first.
            let (ranges, others): (Vec<_>, Vec<_>) = args.iter().partition(|arg| is_range(arg));
            ranges.into_iter().chain(others).try_for_each(|arg| evaluate(scope, arg, notes))
        }
        PlanKind::Aggregate { operand, param, .. } => {
            param.iter().try_for_each(|param| evaluate(scope, param, notes))?;
            evaluate(scope, operand, notes)
        }
        PlanKind::Binary { lhs, rhs, .. } => {
            evaluate(scope, lhs, notes)?;
            evaluate(scope, rhs, notes)
        }
        PlanKind::Unary(_, operand) => evaluate(scope, operand, notes),
    }
}

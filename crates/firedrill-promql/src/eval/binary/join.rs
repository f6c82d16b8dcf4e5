//! Arithmetic and comparisons between two vectors.

use super::super::collision::{Collision, check};
use super::super::scope::Scope;
use super::floats::Kept;
use super::join_plan::{MatchKeys, Sides, pairs};
use super::join_steps;
use super::operation::{Operation, StepNotes};
use crate::annotations::Annotations;
use crate::column::{Vector, VectorSeries};
use crate::error::EvalError;
use crate::syntax::ast::{MatchCardinality, VectorMatching};

/// Joins two vectors that stand in the order of their series.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    operation: &Operation,
    matching: &VectorMatching,
    lhs: &Vector,
    rhs: &Vector,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    let is_pointless = (lhs.series.is_empty() && rhs.series.is_empty())
        || (lhs.series.is_empty() && matching.fill_left.is_none())
        || (rhs.series.is_empty() && matching.fill_right.is_none());
    if is_pointless {
        return Ok(Vector::default());
    }
    let keys = MatchKeys::new(matching, lhs, rhs);
    let is_swapped = matching.cardinality == MatchCardinality::OneToMany;
    let sides = if is_swapped {
        Sides {
            many: &rhs.series,
            one: &lhs.series,
            many_keys: &keys.rhs,
            one_keys: &keys.lhs,
            key_count: keys.count,
            is_swapped,
        }
    } else {
        Sides {
            many: &lhs.series,
            one: &rhs.series,
            many_keys: &keys.lhs,
            one_keys: &keys.rhs,
            key_count: keys.count,
            is_swapped,
        }
    };
    let mut step_notes = StepNotes::new(scope.steps.count);
    let fills = matching.fill_left.is_some() || matching.fill_right.is_some();
    let pairs = if fills { None } else { pairs(scope, operation, matching, &sides) };
    let result = match pairs {
        Some(pairs) => {
            let drop_name = operation.drops_name(scope) && scope.options.features.delayed_name_removal;
            let mut result = Vector::default();
            for pair in pairs {
                let many = &sides.many[pair.many];
                let one = &sides.one[pair.one];
                let (left, right) = if is_swapped { (one, many) } else { (many, one) };
                let column = operation.columns(&left.column, &right.column, Kept::Left, &mut step_notes);
                if !column.is_empty() {
                    let drop_name = drop_name || many.drop_name;
                    result.series.push(VectorSeries { labels: pair.labels, drop_name, column });
                }
            }
            result
        }
        None => join_steps::evaluate(scope, operation, matching, &sides, &mut step_notes)?,
    };
    step_notes.finish(operation.span, notes);
    check(&result, Collision::SameStep)?;
    Ok(result)
}

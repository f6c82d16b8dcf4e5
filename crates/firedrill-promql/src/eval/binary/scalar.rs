//! Operators with a scalar on one side or both.

use super::super::collision::{Collision, check};
use super::super::scope::Scope;
use super::floats::{Comparison, Kept, combine};
use super::operation::{Operation, StepNotes};
use crate::annotations::Annotations;
use crate::column::{Column, Vector};
use crate::error::EvalError;
use crate::syntax::BinaryOp;

/// On which side the vector stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VectorSide {
    Left,
    Right,
}

/// Number by number; comparisons give 1 or 0.
pub(super) fn of_scalars(operation: &Operation, lhs: &[f64], rhs: &[f64]) -> Result<Vec<f64>, EvalError> {
    if matches!(operation.op, BinaryOp::TrimLower | BinaryOp::TrimUpper) {
        let text = format!("operator \"{}\" not allowed for Scalar operations", operation.op.text());
        return Err(EvalError::Execution(text));
    }
    Ok(combine(operation.op, Comparison::Bool, lhs, rhs))
}

/// Series by series; a filtering comparison keeps the vector's value on either side.
pub(super) fn with_vector(
    scope: &Scope<'_>,
    operation: &Operation,
    mut vector: Vector,
    scalar: &[f64],
    side: VectorSide,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    let scalar = Column::from_floats(scalar.to_vec());
    let drops_name = operation.drops_name(scope);
    let mut step_notes = StepNotes::new(scope.steps.count);
    for series in &mut vector.series {
        if drops_name {
            (series.labels, series.drop_name) = scope.drop_name(&series.labels);
        }
        series.column = match side {
            VectorSide::Left => operation.columns(&series.column, &scalar, Kept::Left, &mut step_notes),
            VectorSide::Right => operation.columns(&scalar, &series.column, Kept::Right, &mut step_notes),
        };
    }
    step_notes.finish(operation.span, notes);
    vector.retain_present();
    if drops_name {
        check(&vector, Collision::SameStep)?;
    }
    Ok(vector)
}

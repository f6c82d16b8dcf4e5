//! Operators with a scalar on one side or both.

use super::super::collision::{Collision, check};
use super::super::scope::Scope;
use super::floats::{Comparison, Kept, combine, combine_number_left, combine_number_right};
use super::operation::{Operation, StepNotes};
use crate::annotations::Annotations;
use crate::column::{Column, Vector};
use crate::error::EvalError;
use crate::syntax::BinaryOp;
use crate::syntax::ast::Binary;

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

/// An operator between the floats of a vector and a number.
#[derive(Debug)]
pub(in crate::eval) struct ScalarOperation {
    operation: Operation,
    number: f64,
    vector: VectorSide,
}

impl ScalarOperation {
    /// Whether the operator works on floats.
    pub(in crate::eval) fn is_possible(binary: &Binary) -> bool {
        !binary.op.is_set() && !matches!(binary.op, BinaryOp::TrimLower | BinaryOp::TrimUpper)
    }

    /// `number op vector`.
    pub(in crate::eval) fn number_left(binary: &Binary, number: f64) -> Self {
        Self { operation: Operation::new(binary), number, vector: VectorSide::Right }
    }

    /// `vector op number`.
    pub(in crate::eval) fn number_right(binary: &Binary, number: f64) -> Self {
        Self { operation: Operation::new(binary), number, vector: VectorSide::Left }
    }

    /// Whether results lose their metric name.
    pub(in crate::eval) fn drops_name(&self, scope: &Scope<'_>) -> bool {
        self.operation.drops_name(scope)
    }

    /// Replaces the floats of one series.
    pub(in crate::eval) fn apply(&self, floats: &mut [f64]) {
        let Operation { op, returns_bool, .. } = self.operation;
        let kept = match self.vector {
            VectorSide::Left => Kept::Left,
            VectorSide::Right => Kept::Right,
        };
        let comparison = if returns_bool { Comparison::Bool } else { Comparison::Filter(kept) };
        match self.vector {
            VectorSide::Left => combine_number_right(op, comparison, floats, self.number),
            VectorSide::Right => combine_number_left(op, comparison, self.number, floats),
        }
    }
}

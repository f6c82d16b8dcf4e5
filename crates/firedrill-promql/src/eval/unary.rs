//! Signs.

use std::sync::Arc;

use firedrill_model::is_stale_nan;

use super::collision::{Collision, check, merge};
use super::scope::Scope;
use crate::column::{Column, Evaluated};
use crate::error::EvalError;
use crate::syntax::UnaryOp;

/// Minus flips the sign bit and drops the name, plus changes nothing.
pub(super) fn evaluate(scope: &Scope<'_>, op: UnaryOp, value: Evaluated) -> Result<Evaluated, EvalError> {
    if op == UnaryOp::Plus {
        return Ok(value);
    }
    match value {
        Evaluated::Scalar(mut values) => {
            for value in &mut values {
                *value = -*value;
            }
            Ok(Evaluated::Scalar(values))
        }
        Evaluated::Vector(mut vector) => {
            let merges = scope.options.dialect.merges_disjoint_series;
            let collision = if merges { Collision::SameStep } else { Collision::of_range_function(scope) };
            if collision == Collision::SameResult {
                // What the operand has under one label set is one series already.
                merge(&mut vector);
            }
            for series in &mut vector.series {
                (series.labels, series.drop_name) = scope.drop_name(&series.labels);
                negate(&mut series.column);
            }
            check(&vector, collision)?;
            Ok(Evaluated::Vector(vector))
        }
        Evaluated::String(text) => Ok(Evaluated::String(text)),
    }
}

fn negate(column: &mut Column) {
    for value in &mut column.floats {
        if !is_stale_nan(*value) {
            *value = -*value;
        }
    }
    for histogram in column.histograms.iter_mut().flatten().flatten() {
        Arc::make_mut(histogram).multiply(-1.0);
    }
}

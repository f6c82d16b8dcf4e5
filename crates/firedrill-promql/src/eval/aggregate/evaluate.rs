//! Driving one aggregation.

use firedrill_model::Span;
use firedrill_model::labels::is_legacy_name;
use firedrill_model::quote::quote_bytes;

use super::super::plan::Plan;
use super::super::scope::{Mode, Scope};
use super::super::source::Source;
use super::super::{node, stepwise};
use super::{count_values, fold, select};
use crate::aggregations::AggregationNotes;
use crate::annotations::Annotations;
use crate::column::{Evaluated, Vector};
use crate::error::EvalError;
use crate::syntax::ast::Aggregate;
use crate::syntax::{AggregateOp, Expr};

/// The aggregation in the tree.
#[derive(Debug, Clone, Copy)]
pub(in crate::eval) struct Inputs<'e> {
    /// The node.
    pub(in crate::eval) aggregate: &'e Aggregate,
    /// Its place.
    pub(in crate::eval) span: Span,
}

impl Inputs<'_> {
    /// Where annotations of this aggregation go.
    pub(super) fn notes<'n>(&self, annotations: &'n mut Annotations) -> AggregationNotes<'n> {
        let operand = self.aggregate.expr.without_parens().span;
        let param = self.aggregate.param.as_ref().map_or(operand, |param| param.without_parens().span);
        AggregationNotes { annotations, operand, param, aggregation: self.span }
    }
}

/// Evaluates the parameter, then the operand, then the aggregation.
pub(in crate::eval) fn evaluate(
    scope: &Scope<'_>,
    inputs: &Inputs<'_>,
    operand: &Plan<'_>,
    param: Option<&Plan<'_>>,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    let param = param.map(|param| node::evaluate(scope, param, notes)).transpose()?;
    if let (AggregateOp::CountValues, Some(Evaluated::String(label))) = (inputs.aggregate.op, &param) {
        let literal = inputs.aggregate.param.as_ref().and_then(Expr::string_bytes);
        check_label(scope, literal.unwrap_or(label.as_bytes()))?;
    }
    if fold::is_fold(inputs.aggregate.op)
        && let Some(source) = Source::new(scope, operand, notes)?
    {
        let quantiles = match &param {
            Some(Evaluated::Scalar(quantiles)) => Some(quantiles.as_slice()),
            _ => None,
        };
        if let Some(folded) = fold::of_source(scope, inputs, quantiles, &source, notes)? {
            return Ok(folded);
        }
    }
    let vector = node::evaluate_vector(scope, operand, notes)?;
    if vector.order.is_none() || scope.mode == Mode::Range {
        return at_once(scope, inputs, param.as_ref(), vector, notes);
    }
    let values: Vec<Evaluated> = std::iter::once(Evaluated::Vector(vector)).chain(param).collect();
    let joined = stepwise::evaluate(scope, &values, |scope, values| {
        let mut values = values.into_iter();
        let vector = values.next().map(Evaluated::into_vector).unwrap_or_default();
        at_once(scope, inputs, values.next().as_ref(), vector, notes).map(Evaluated::Vector)
    })?;
    Ok(joined.into_vector())
}

fn at_once(
    scope: &Scope<'_>,
    inputs: &Inputs<'_>,
    param: Option<&Evaluated>,
    vector: Vector,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    match (inputs.aggregate.op, param) {
        (AggregateOp::CountValues, Some(Evaluated::String(label))) => {
            Ok(count_values::evaluate(scope, inputs.aggregate, label, &vector))
        }
        (
            AggregateOp::Topk | AggregateOp::Bottomk | AggregateOp::Limitk | AggregateOp::LimitRatio,
            Some(Evaluated::Scalar(param)),
        ) => select::evaluate(scope, inputs, param, vector, notes),
        (_, Some(Evaluated::Scalar(param))) => Ok(fold::evaluate(scope, inputs, Some(param), &vector, notes)),
        _ => Ok(fold::evaluate(scope, inputs, None, &vector, notes)),
    }
}

/// # Errors
/// Where `count_values` would write a label that cannot exist.
fn check_label(scope: &Scope<'_>, label: &[u8]) -> Result<(), EvalError> {
    let is_valid = std::str::from_utf8(label).is_ok_and(|label| {
        if scope.options.dialect.utf8_names { !label.is_empty() } else { is_legacy_name(label) }
    });
    if is_valid {
        return Ok(());
    }
    Err(EvalError::Execution(format!("invalid label name {}", quote_bytes(label))))
}

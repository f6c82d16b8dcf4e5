//! One node over all steps.

use super::limits::{self, NodeLoad};
use super::plan::{Plan, PlanKind};
use super::scope::{Mode, Scope};
use super::source::Source;
use super::{aggregate, binary, call, selector, smoothed, unary};
use crate::annotations::Annotations;
use crate::column::{Column, Evaluated, Vector};
use crate::error::EvalError;

/// Evaluates `plan`, and counts samples where there could be too many.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    plan: &Plan<'_>,
    notes: &mut Annotations,
) -> Result<Evaluated, EvalError> {
    scope.check_deadline()?;
    let Some(counter) = scope.counter else { return evaluate_uncounted(scope, plan, notes) };
    let before = counter.current();
    let value = evaluate_uncounted(scope, plan, notes)?;
    let is_folded = matches!(plan.kind, PlanKind::Aggregate { .. });
    let results = limits::load(&value);
    counter.settle(before, &NodeLoad { results, steps: scope.steps.count, is_folded })?;
    Ok(value)
}

/// A step-invariant part is evaluated once.
fn evaluate_uncounted(
    scope: &Scope<'_>,
    plan: &Plan<'_>,
    notes: &mut Annotations,
) -> Result<Evaluated, EvalError> {
    if plan.is_step_invariant && (scope.steps.count > 1 || scope.end > scope.steps.start) {
        // With a reader the steps differ in what they see, unless all belong to one moment.
        if scope.reader.is_some() && scope.moment.is_none() {
            return evaluate_steps(&Scope { mode: Mode::Instant, ..*scope }, plan, notes);
        }
        let once = scope.at(scope.steps.start);
        let value = evaluate_steps(&once, plan, notes)?;
        return Ok(repeat(value, scope.steps.count));
    }
    evaluate_steps(scope, plan, notes)
}

/// Evaluates a node whose type is an instant vector.
pub(super) fn evaluate_vector(
    scope: &Scope<'_>,
    plan: &Plan<'_>,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    evaluate(scope, plan, notes).map(Evaluated::into_vector)
}

fn evaluate_steps(
    scope: &Scope<'_>,
    plan: &Plan<'_>,
    notes: &mut Annotations,
) -> Result<Evaluated, EvalError> {
    if let Some(source) = Source::new(scope, plan, notes)? {
        return source.collect(scope, notes).map(Evaluated::Vector);
    }
    match &plan.kind {
        PlanKind::Number(value) => Ok(Evaluated::Scalar(vec![*value; scope.steps.count])),
        PlanKind::String(text) => Ok(Evaluated::String(text.clone())),
        PlanKind::Selector(selector) if selector.selector.smoothed => {
            smoothed::evaluate(scope, selector, plan.expr.span, notes).map(Evaluated::Vector)
        }
        PlanKind::Selector(selector) => selector::evaluate(scope, selector).map(Evaluated::Vector),
        PlanKind::Call { call, args } => call::evaluate(scope, call, plan.expr.span, args, notes),
        PlanKind::Aggregate { aggregate, operand, param } => {
            let inputs = aggregate::Inputs { aggregate, span: plan.expr.span };
            aggregate::evaluate(scope, &inputs, operand, param.as_deref(), notes).map(Evaluated::Vector)
        }
        PlanKind::Binary { binary, lhs, rhs } => binary::evaluate(scope, binary, lhs, rhs, notes),
        PlanKind::Unary(op, operand) => {
            let value = evaluate(scope, operand, notes)?;
            unary::evaluate(scope, *op, value)
        }
        PlanKind::Matrix(_) | PlanKind::Subquery(_) => {
            unreachable!("the type checker lets range vectors stand only in calls and at the top")
        }
    }
}

/// The one-step value at each of `count` steps.
fn repeat(value: Evaluated, count: usize) -> Evaluated {
    match value {
        Evaluated::Scalar(values) => Evaluated::Scalar(vec![values[0]; count]),
        Evaluated::String(text) => Evaluated::String(text),
        Evaluated::Vector(mut vector) => {
            for series in &mut vector.series {
                let column = &series.column;
                series.column = Column {
                    floats: vec![column.floats[0]; count],
                    histograms: column.histograms.as_ref().map(|slots| vec![slots[0].clone(); count]),
                };
            }
            Evaluated::Vector(vector)
        }
    }
}

//! Function calls.

use firedrill_model::{Labels, Span, is_stale_nan, stale_nan};

use super::collision::{Collision, check};
use super::plan::Plan;
use super::scope::Scope;
use super::{node, range_call, special, stepwise};
use crate::annotations::Annotations;
use crate::column::{Column, Evaluated, Vector, VectorSeries};
use crate::error::EvalError;
use crate::functions::kernel::{CallContext, Kernel};
use crate::syntax::ast::Call;

/// Evaluates the arguments and runs the function's kernel on their columns.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    call: &Call,
    span: Span,
    args: &[Plan<'_>],
    notes: &mut Annotations,
) -> Result<Evaluated, EvalError> {
    match call.function.kernel {
        Kernel::Special(form) => special::evaluate(scope, form, args, notes),
        Kernel::Range(kernel) => {
            range_call::evaluate(scope, call, args, kernel, notes).map(Evaluated::Vector)
        }
        Kernel::Calendar(part) if args.is_empty() => {
            let times = 0..scope.steps.count;
            let floats = times.map(|step| part(scope.steps.time(step) / 1000)).collect();
            let column = Column::from_floats(floats);
            let series = VectorSeries { labels: Labels::empty(), drop_name: false, column };
            Ok(Evaluated::Vector(Vector::new(vec![series])))
        }
        Kernel::Calendar(part) => element(scope, args, notes, |value, _| Some(part(to_seconds(value)))),
        Kernel::Element(function) => element(scope, args, notes, |value, _| Some(function(value))),
        Kernel::ElementWith(function) => element(scope, args, notes, function),
        Kernel::Vector(kernel) => {
            let mut values = Vec::with_capacity(args.len());
            for arg in args {
                values.push(node::evaluate(scope, arg, notes)?);
            }
            let run = |scope: &Scope<'_>, values: Vec<Evaluated>, notes: &mut Annotations| {
                let mut context = CallContext {
                    steps: &scope.steps,
                    is_range_query: scope.is_range_query(),
                    dialect: &scope.options.dialect,
                    features: &scope.options.features,
                    call,
                    span,
                    annotations: notes,
                };
                kernel(&mut context, values)
            };
            let value = if stepwise::is_needed(scope, call.function, &values) {
                stepwise::evaluate(scope, &values, |scope, values| checked(run(scope, values, notes)?))?
            } else {
                checked(run(scope, values, notes)?)?
            };
            Ok(value)
        }
    }
}

/// Refuses equal labels at one step.
fn checked(value: Evaluated) -> Result<Evaluated, EvalError> {
    if let Evaluated::Vector(vector) = &value {
        check(vector, Collision::SameStep)?;
    }
    Ok(value)
}

/// Maps the floats of the first argument; the others are scalars of the same step.
fn element(
    scope: &Scope<'_>,
    args: &[Plan<'_>],
    notes: &mut Annotations,
    function: impl Fn(f64, &[f64]) -> Option<f64>,
) -> Result<Evaluated, EvalError> {
    let mut vector = node::evaluate_vector(scope, &args[0], notes)?;
    let mut scalars = Vec::with_capacity(args.len() - 1);
    for arg in &args[1..] {
        scalars.push(node::evaluate(scope, arg, notes)?.into_scalar());
    }
    let mut of_step = vec![0.0; scalars.len()];
    for series in &mut vector.series {
        (series.labels, series.drop_name) = scope.drop_name(&series.labels);
        series.column.histograms = None;
        for (step, value) in series.column.floats.iter_mut().enumerate() {
            if is_stale_nan(*value) {
                continue;
            }
            for (slot, scalar) in of_step.iter_mut().zip(&scalars) {
                *slot = scalar[step];
            }
            *value = function(*value, &of_step).unwrap_or_else(stale_nan);
        }
    }
    vector.retain_present();
    check(&vector, Collision::SameStep)?;
    Ok(Evaluated::Vector(vector))
}

/// Seconds of a calendar function's argument; as amd64 converts, what does not fit is the smallest
/// integer.
pub(super) fn to_seconds(value: f64) -> i64 {
    const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;
    if (-TOO_LARGE..TOO_LARGE).contains(&value) { value as i64 } else { i64::MIN }
}

//! Subqueries: the inner expression is evaluated once for all outer steps.

use std::sync::Arc;

use firedrill_model::histogram::CounterResetHint;
use firedrill_model::{FloatHistogram, Labels};

use super::collision::merge;
use super::plan::{Reference, SubqueryPlan};
use super::scope::{Mode, Scope};
use super::{no_steps, node};
use crate::annotations::Annotations;
use crate::column::{Column, Evaluated, Steps, Vector};
use crate::error::EvalError;
use crate::store::Times;

/// One series of a subquery: the points its inner expression has.
#[derive(Debug)]
pub(super) struct InnerSeries {
    pub(super) labels: Labels,
    pub(super) drop_name: bool,
    pub(super) times: Times,
    pub(super) values: Vec<f64>,
    pub(super) histograms: Option<Vec<Option<Arc<FloatHistogram>>>>,
}

/// Evaluates the inner expression over every step that some outer step looks at.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    plan: &SubqueryPlan<'_>,
    notes: &mut Annotations,
) -> Result<Vec<InnerSeries>, EvalError> {
    let steps = inner_steps(scope, plan)?;
    let at_shift_ms = if steps.start == scope.steps.start { shift(scope, plan.reference) } else { 0 };
    let end = end(scope, plan.reference);
    let mut inner = Scope { steps, mode: Mode::Range, end, at_shift_ms, ..*scope };
    if scope.steps.count == 1 {
        inner.moment = inner.moment.or(Some(scope.steps.start));
    }
    if steps.count == 0 {
        no_steps::evaluate(&inner, &plan.inner, notes)?;
        return Ok(Vec::new());
    }
    let mut vector = match node::evaluate(&inner, &plan.inner, notes)? {
        Evaluated::Vector(vector) => vector,
        Evaluated::Scalar(_) | Evaluated::String(_) => {
            unreachable!("the type checker lets only instant vectors into subqueries")
        }
    };
    merge(&mut vector);
    Ok(points(vector, &steps))
}

/// The multiples of the subquery's step that lie in the window of some outer step; where there is
/// none, they would start after the end.
fn inner_steps(scope: &Scope<'_>, plan: &SubqueryPlan<'_>) -> Result<Steps, EvalError> {
    let interval = plan.step_ms;
    if interval == 0 {
        return Err(EvalError::Execution(
            "unexpected error: runtime error: integer divide by zero".to_owned(),
        ));
    }
    let first = scope.shifted(plan.reference).time(scope.steps.start);
    let edge = first.saturating_sub(plan.range.as_ms());
    let last = end(scope, plan.reference);
    let mut start = interval * (edge / interval);
    let is_outside = if scope.options.dialect.left_open_windows { start <= edge } else { start < edge };
    if is_outside {
        start += interval;
    }
    if start > last {
        return Ok(Steps { start, interval, count: 0 });
    }
    let count = (last.saturating_sub(start) / interval).saturating_add(1);
    // Prometheus would run into the same limit step by step.
    if count as u64 > scope.options.max_samples as u64 {
        return Err(EvalError::TooManySamples);
    }
    Ok(Steps { start, interval, count: count as usize })
}

/// The end of the inner evaluation. It goes on with the steps despite `@`, upstream too: where the
/// windows do not, only errors and annotations tell.
fn end(scope: &Scope<'_>, reference: Reference) -> i64 {
    let length = scope.end.saturating_sub(scope.steps.start);
    scope.shifted(reference).time(scope.steps.start).saturating_add(length)
}

/// [`Scope::at_shift_ms`] inside a subquery that starts where the evaluation around it does.
fn shift(scope: &Scope<'_>, reference: Reference) -> i64 {
    let base = reference.at.map_or(scope.at_shift_ms, |at| scope.steps.start.saturating_sub(at));
    base.saturating_add(reference.offset_ms)
}

fn points(vector: Vector, steps: &Steps) -> Vec<InnerSeries> {
    let series = vector.series.into_iter();
    series
        .map(|series| {
            let Column { floats, histograms } = series.column;
            let mut column = Column { floats, histograms };
            forget_resets(&mut column);
            let is_full = (0..steps.count).all(|step| column.is_present(step));
            let (labels, drop_name) = (series.labels, series.drop_name);
            if is_full {
                let times = Times::regular(steps.start, steps.interval, steps.count);
                let Column { floats: values, histograms } = column;
                return InnerSeries { labels, drop_name, times, values, histograms };
            }
            let present: Vec<usize> = (0..steps.count).filter(|step| column.is_present(*step)).collect();
            InnerSeries {
                labels,
                drop_name,
                times: Times::Explicit(present.iter().map(|step| steps.time(*step)).collect()),
                values: present.iter().map(|step| column.floats[*step]).collect(),
                histograms: column
                    .histograms
                    .map(|slots| present.iter().map(|step| slots[*step].clone()).collect()),
            }
        })
        .collect()
}

/// Hints of neighbours say nothing about the points of a subquery.
fn forget_resets(column: &mut Column) {
    for histogram in column.histograms.iter_mut().flatten().flatten() {
        if matches!(histogram.counter_reset_hint, CounterResetHint::Reset | CounterResetHint::NotReset) {
            Arc::make_mut(histogram).counter_reset_hint = CounterResetHint::Unknown;
        }
    }
}

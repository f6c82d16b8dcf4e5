//! Functions that need the tree, the storage or the query itself.

use firedrill_model::{Duration, Labels, LabelsBuilder, METRIC_NAME};

use super::collision::{Collision, check};
use super::plan::{Plan, PlanKind, Reference, SelectorPlan};
use super::range_vector::RangeVector;
use super::samples::for_each_run;
use super::scope::Scope;
use super::{info, node};
use crate::annotations::Annotations;
use crate::column::{Column, Evaluated, Vector, VectorSeries};
use crate::error::EvalError;
use crate::functions::kernel::SpecialForm;
use crate::store::Series;
use crate::syntax::MatchOp;

/// Evaluates a special form.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    form: SpecialForm,
    args: &[Plan<'_>],
    notes: &mut Annotations,
) -> Result<Evaluated, EvalError> {
    let constant = |value: f64| Evaluated::Scalar(vec![value; scope.steps.count]);
    Ok(match form {
        SpecialForm::Time => {
            Evaluated::Scalar((0..scope.steps.count).map(|step| seconds(scope.steps.time(step))).collect())
        }
        SpecialForm::Start => constant(seconds(scope.query.start)),
        SpecialForm::End => constant(seconds(scope.query.end)),
        SpecialForm::Range => {
            constant(Duration::from_ms(scope.query.end.saturating_sub(scope.query.start)).as_seconds())
        }
        SpecialForm::Step => constant(Duration::from_ms(scope.query.step).as_seconds()),
        SpecialForm::Absent => {
            let vector = node::evaluate_vector(scope, &args[0], notes)?;
            let present = |step| vector.series.iter().any(|series| series.column.is_present(step));
            Evaluated::Vector(absent(scope, &args[0], present))
        }
        SpecialForm::AbsentOverTime => {
            let range_vector = RangeVector::new(scope, &args[0], notes)?;
            let mut seen = vec![false; scope.steps.count];
            range_vector.for_each(scope, |series| {
                for (seen, (start, end)) in seen.iter_mut().zip(series.windows) {
                    *seen |= start < end;
                }
                Ok(())
            })?;
            Evaluated::Vector(absent(scope, &args[0], |step| seen[step]))
        }
        SpecialForm::Timestamp => Evaluated::Vector(timestamp(scope, &args[0], notes)?),
        SpecialForm::StartTimestamp => Evaluated::Vector(start_timestamp(scope, &args[0], notes)?),
        SpecialForm::Info => Evaluated::Vector(info::evaluate(scope, args, notes)?),
    })
}

fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1000.0
}

/// One series that is 1 at every step for which `present` does not hold.
fn absent(scope: &Scope<'_>, argument: &Plan<'_>, present: impl Fn(usize) -> bool) -> Vector {
    let mut column = Column::absent(scope.steps.count);
    for (step, value) in column.floats.iter_mut().enumerate() {
        if !present(step) {
            *value = 1.0;
        }
    }
    if column.is_empty() {
        return Vector::default();
    }
    let labels = match &argument.kind {
        PlanKind::Selector(plan) => demanded_labels(scope, plan),
        PlanKind::Matrix(plan) => demanded_labels(scope, &plan.selector),
        _ => Labels::empty(),
    };
    Vector::new(vec![VectorSeries { labels, drop_name: false, column }])
}

/// The labels that equality matchers demand. A second matcher on a label takes it away, upstream too.
fn demanded_labels(scope: &Scope<'_>, plan: &SelectorPlan<'_>) -> Labels {
    let mut labels = LabelsBuilder::default();
    let mut taken: Vec<&str> = Vec::new();
    for matcher in plan.selector.matchers.iter().filter(|matcher| matcher.name != METRIC_NAME) {
        let is_equality = matcher.op == MatchOp::Equal;
        if is_equality && !taken.contains(&matcher.name.as_str()) {
            labels.set(&matcher.name, &matcher.value.to_text());
        } else {
            labels.remove(&matcher.name);
        }
        if is_equality || scope.options.dialect.absent_counts_all_matchers {
            taken.push(&matcher.name);
        }
    }
    labels.build()
}

/// Of a plain selector the samples' own times, else the evaluation time.
fn timestamp(scope: &Scope<'_>, argument: &Plan<'_>, notes: &mut Annotations) -> Result<Vector, EvalError> {
    let vector = if let PlanKind::Selector(plan) = &argument.kind {
        sample_times(scope, plan, |series, sample| series.times().at(sample))
    } else {
        let mut vector = node::evaluate_vector(scope, argument, notes)?;
        replace_values(scope, &mut vector, |step| seconds(scope.steps.time(step)));
        vector
    };
    check(&vector, Collision::SameStep)?;
    Ok(vector)
}

/// Of a plain selector the samples' start timestamps, else 0: they are lost in any other expression.
fn start_timestamp(
    scope: &Scope<'_>,
    argument: &Plan<'_>,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    let vector = match &argument.kind {
        PlanKind::Selector(plan) if scope.options.features.start_timestamps => {
            sample_times(scope, plan, |series, sample| {
                series.start_times().map_or(0, |starts| starts[sample])
            })
        }
        _ => {
            let mut vector = node::evaluate_vector(scope, argument, notes)?;
            replace_values(scope, &mut vector, |_| 0.0);
            vector
        }
    };
    check(&vector, Collision::SameStep)?;
    Ok(vector)
}

/// Drops names and puts `value` of the step where there is a sample.
fn replace_values(scope: &Scope<'_>, vector: &mut Vector, value: impl Fn(usize) -> f64) {
    for series in &mut vector.series {
        (series.labels, series.drop_name) = scope.drop_name(&series.labels);
        for step in 0..scope.steps.count {
            if series.column.is_present(step) {
                series.column.floats[step] = value(step);
            }
        }
        series.column.histograms = None;
    }
}

/// One of the times in milliseconds of the samples that a selector finds, in seconds.
fn sample_times(
    scope: &Scope<'_>,
    plan: &SelectorPlan<'_>,
    time_ms: impl Fn(&Series, usize) -> i64,
) -> Vector {
    // With `@` the offset is not looked at, upstream too, though the samples read are those of the offset.
    let offset_ms = if plan.reference.at.is_some() { 0 } else { plan.reference.offset_ms };
    let reference = Reference { offset_ms, ..plan.reference };
    let mut vector = Vector::default();
    for id in scope.store.select(&plan.matchers) {
        let series = scope.store.series(id);
        let mut column = Column::absent(scope.steps.count);
        for_each_run(scope, series, reference, |run| {
            for (nth, step) in run.steps.enumerate() {
                let sample = run.first_sample + run.stride * nth;
                if series.value(sample).is_some() {
                    column.floats[step] = seconds(time_ms(series, sample));
                }
            }
        });
        if !column.is_empty() {
            let (labels, drop_name) = scope.drop_name(series.labels());
            vector.series.push(VectorSeries { labels, drop_name, column });
        }
    }
    vector
}

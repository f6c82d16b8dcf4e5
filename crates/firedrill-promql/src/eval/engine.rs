//! Instant and range queries.

use firedrill_model::Value;

use super::collision::merge;
use super::limits::SampleCounter;
use super::node;
use super::options::QueryOptions;
use super::plan::{Plan, PlanKind, Planner};
use super::range_vector::RangeVector;
use super::result::{MatrixSeries, QueryOutcome, QueryValue, VectorSample};
use super::scope::{Mode, QueryBounds, Scope};
use super::windows::RangeSeries;
use super::{bound, collision};
use crate::annotations::Annotations;
use crate::column::{Column, Evaluated, Steps, Vector};
use crate::error::EvalError;
use crate::functions::extended_points;
use crate::functions::kernel::RangeExtension;
use crate::store::Store;
use crate::syntax::Expr;

/// Evaluates `expr` at one moment (milliseconds).
///
/// # Errors
/// As Prometheus' query API.
pub fn instant(
    store: &Store,
    expr: &Expr,
    at: i64,
    options: &QueryOptions<'_>,
) -> Result<QueryOutcome, EvalError> {
    let query = QueryBounds { start: at, end: at, step: 0 };
    let plan = Planner { options, query }.plan(expr)?;
    let steps = Steps::instant(at);
    let scope = Scope::of_query(store, options, (steps, Mode::Instant, at), query);
    let counter = SampleCounter::new(options.max_samples);
    let scope = limited(scope, &plan, &counter);
    let mut annotations = Annotations::default();
    let value = if matches!(plan.kind, PlanKind::Matrix(_) | PlanKind::Subquery(_)) {
        matrix(&scope, &plan, &mut annotations)?
    } else {
        match node::evaluate(&scope, &plan, &mut annotations)? {
            Evaluated::Scalar(values) => QueryValue::Scalar { time: at, value: values[0] },
            Evaluated::String(value) => QueryValue::String { time: at, value },
            Evaluated::Vector(vector) => QueryValue::Vector(samples(final_names(&scope, vector)?, at)),
        }
    };
    Ok(outcome(options, value, annotations))
}

/// Evaluates `expr` at `start`, `start + step`, … up to `end` (milliseconds, `step` above 0, `end`
/// not before `start`: the HTTP API refuses the rest beforehand).
///
/// # Errors
/// As Prometheus' query API.
pub fn range(
    store: &Store,
    expr: &Expr,
    start: i64,
    end: i64,
    step: i64,
    options: &QueryOptions<'_>,
) -> Result<QueryOutcome, EvalError> {
    // `step()` of a query over a single moment is 0, upstream too.
    let query = QueryBounds { start, end, step: if start == end { 0 } else { step } };
    let plan = Planner { options, query }.plan(expr)?;
    if matches!(plan.kind, PlanKind::Matrix(_) | PlanKind::Subquery(_) | PlanKind::String(_)) {
        let found = if matches!(plan.kind, PlanKind::String(_)) { "string" } else { "range vector" };
        return Err(EvalError::Preparation(format!(
            "invalid expression type \"{found}\" for range query, must be Scalar or instant Vector"
        )));
    }
    let count = (end.saturating_sub(start) / step.max(1)).saturating_add(1);
    // Every step of every kind of query holds a sample or gathers one.
    if count as u64 > options.max_samples as u64 {
        return Err(EvalError::TooManySamples);
    }
    let steps = Steps { start, interval: step, count: count as usize };
    let end = if options.dialect.aligns_query_end { steps.last() } else { end };
    let scope = Scope::of_query(store, options, (steps, Mode::Range, end), query);
    let counter = SampleCounter::new(options.max_samples);
    let scope = limited(scope, &plan, &counter);
    let mut annotations = Annotations::default();
    let value = match node::evaluate(&scope, &plan, &mut annotations)? {
        Evaluated::Scalar(values) => {
            let labels = firedrill_model::Labels::empty();
            vec![MatrixSeries { labels, points: points(&Column::from_floats(values), &steps) }]
        }
        Evaluated::String(_) => unreachable!("strings were refused above"),
        Evaluated::Vector(vector) => sorted_matrix(final_names(&scope, vector)?, &steps),
    };
    Ok(outcome(options, QueryValue::Matrix(value), annotations))
}

/// The scope with the counter, where the query could hold too many samples.
pub(super) fn limited<'a>(scope: Scope<'a>, plan: &Plan<'_>, counter: &'a SampleCounter) -> Scope<'a> {
    let counter = bound::may_be_exceeded(&scope, plan).then_some(counter);
    Scope { counter, ..scope }
}

fn outcome(options: &QueryOptions<'_>, value: QueryValue, annotations: Annotations) -> QueryOutcome {
    let annotations = if options.dialect.annotations { annotations } else { Annotations::default() };
    QueryOutcome { value, annotations }
}

/// Drops the names that were only marked so far.
///
/// # Errors
/// Where two series then have the same labels.
pub(super) fn final_names(scope: &Scope<'_>, mut vector: Vector) -> Result<Vector, EvalError> {
    if vector.series.iter().any(|series| series.drop_name) {
        for series in vector.series.iter_mut().filter(|series| series.drop_name) {
            series.labels = scope.without_name(&series.labels);
            series.drop_name = false;
        }
        collision::check(&vector, collision::Collision::SameStep)?;
    }
    Ok(vector)
}

fn samples(mut vector: Vector, at: i64) -> Vec<VectorSample> {
    vector.put_in_order();
    let series = vector.series.into_iter();
    series
        .filter_map(|series| {
            let value = series.column.value(0)?;
            Some(VectorSample { labels: series.labels, time: at, value })
        })
        .collect()
}

fn sorted_matrix(mut vector: Vector, steps: &Steps) -> Vec<MatrixSeries> {
    merge(&mut vector);
    let series = vector.series.into_iter();
    let mut matrix: Vec<MatrixSeries> = series
        .map(|series| MatrixSeries { labels: series.labels, points: points(&series.column, steps) })
        .filter(|series| !series.points.is_empty())
        .collect();
    matrix.sort_by(|lhs, rhs| lhs.labels.cmp(&rhs.labels));
    matrix
}

fn points(column: &Column, steps: &Steps) -> Vec<(i64, Value)> {
    (0..steps.count).filter_map(|step| Some((steps.time(step), column.value(step)?))).collect()
}

/// The samples in the window of a range selector or subquery at one moment.
fn matrix(
    scope: &Scope<'_>,
    plan: &Plan<'_>,
    annotations: &mut Annotations,
) -> Result<QueryValue, EvalError> {
    let range_vector = RangeVector::new(scope, plan, annotations)?;
    let mut result = Vec::new();
    let mut results = 0;
    range_vector.for_each(scope, |series| {
        if let Some(counter) = scope.counter {
            results += series.longest_window();
            counter.check(results)?;
        }
        let points = match range_vector.extension() {
            None => window_points(&series),
            Some(extension) => extended_window_points(&series, extension, range_vector.edges(scope))?,
        };
        if points.is_empty() {
            return Ok(());
        }
        let labels = if series.drop_name { scope.without_name(series.labels) } else { series.labels.clone() };
        result.push(MatrixSeries { labels, points });
        Ok(())
    })?;
    result.sort_by(|lhs, rhs| lhs.labels.cmp(&rhs.labels));
    if result.windows(2).any(|pair| pair[0].labels == pair[1].labels) {
        return Err(EvalError::same_labelset());
    }
    Ok(QueryValue::Matrix(result))
}

fn window_points(series: &RangeSeries<'_>) -> Vec<(i64, Value)> {
    let (start, end) = series.windows[0];
    (start as usize..end as usize)
        .map(|sample| {
            let histogram = series.histograms.and_then(|slots| slots[sample].clone());
            let value = histogram.map_or(Value::Float(series.values[sample]), Value::Histogram);
            (series.times[sample], value)
        })
        .collect()
}

/// # Errors
/// Where the window holds native histograms.
fn extended_window_points(
    series: &RangeSeries<'_>,
    extension: RangeExtension,
    edges: (i64, i64),
) -> Result<Vec<(i64, Value)>, EvalError> {
    let (start, end) = (series.windows[0].0 as usize, series.windows[0].1 as usize);
    if series.histograms.is_some_and(|slots| slots[start..end].iter().any(Option::is_some)) {
        let modifier = match extension {
            RangeExtension::Anchored => "anchored",
            RangeExtension::Smoothed => "smoothed",
        };
        let text = format!("{modifier} modifier is not supported with histograms");
        return Err(EvalError::Execution(text));
    }
    let points = extended_points(&series.times[start..end], &series.values[start..end], edges, extension);
    Ok(points.unwrap_or_default().into_iter().map(|(time, value)| (time, Value::Float(value))).collect())
}

#[cfg(test)]
mod tests {
    use firedrill_model::Labels;

    use super::*;
    use crate::store::{Origin, Times};
    use crate::{Dialect, Features, syntax};

    #[test]
    fn extreme_times_and_grids_do_no_harm() {
        let mut store = Store::default();
        let labels = Labels::from_pairs([("__name__", "v")]);
        let times = Times::regular(-60_000, 60_000, 3);
        store.append_column(&labels, Origin::default(), times, vec![1.0, 2.0, 3.0]).expect("a new series");
        let options = QueryOptions::default();
        for query in [
            "v",
            "rate(v[5m])",
            "v offset -200y",
            "v offset 200y",
            "v @ 9e15",
            "v @ -9e15",
            "timestamp(v @ 9e15)",
            "sum_over_time(v[1m:1s] @ 9e15)",
            "max_over_time(v[1m:1s] offset 200y)",
            "absent(v)",
            "v[200y]",
        ] {
            let expr = syntax::parse(query, &Dialect::V3, &Features::SERVER_DEFAULT).expect(query);
            for at in [0, i64::MAX, i64::MIN, 1 << 61] {
                let _ = instant(&store, &expr, at, &options);
            }
        }
        let expr = syntax::parse("v", &Dialect::V3, &Features::SERVER_DEFAULT).expect("v");
        let outcome = range(&store, &expr, 0, i64::MAX, 1, &options);
        assert_eq!(outcome.expect_err("too many steps"), EvalError::TooManySamples);
    }
}

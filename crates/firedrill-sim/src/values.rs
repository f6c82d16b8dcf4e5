//! Values of the expressions that expectations ask for.

use std::collections::BTreeMap;

use firedrill_model::{Timestamp, Value};
use firedrill_promql::column::Steps;
use firedrill_promql::eval::{self, QueryOptions};
use firedrill_promql::store::{Reader, Store};
use firedrill_promql::syntax;
use firedrill_scenario::timeline::{ExpressionValues, SampledValue, SeriesValues};
use firedrill_scenario::{DriveError, Expectation, Place, Scenario};

/// The values of every expression, at every step of the scenario's evaluation interval.
///
/// # Errors
/// An expression that does not parse, or that fails at every step.
pub(crate) fn values(
    scenario: &Scenario,
    store: &Store,
    end: Timestamp,
    query: &QueryOptions<'_>,
) -> Result<Vec<ExpressionValues>, DriveError> {
    let asked = scenario.expectations.iter().filter_map(|expectation| match &expectation.value {
        Expectation::Value(value) => Some((value.expression.value.as_str(), value.expression.place)),
        _ => None,
    });
    let asked: BTreeMap<&str, Place> = asked.collect();
    let interval = scenario.evaluation_interval.as_ms().max(1);
    let count = usize::try_from((end - scenario.start).as_ms() / interval).unwrap_or(0) + 1;
    let steps = Steps { start: scenario.start.as_ms(), interval, count };
    let evaluated = asked.into_iter().map(|(expression, place)| {
        let series = series(expression, store, steps, query)
            .map_err(|message| DriveError::Refused { message, place })?;
        Ok(ExpressionValues {
            expression: expression.to_owned(),
            start: scenario.start,
            step: scenario.evaluation_interval,
            series,
        })
    });
    evaluated.collect()
}

fn series(
    expression: &str,
    store: &Store,
    steps: Steps,
    query: &QueryOptions<'_>,
) -> Result<Vec<SeriesValues>, String> {
    let expr =
        syntax::parse(expression, &query.dialect, &query.features).map_err(|error| error.to_string())?;
    let outcome = eval::rule(store, &expr, steps, Reader::LAST, query);
    if let Some(first) = outcome.errors.first().filter(|_| outcome.errors.len() == steps.count) {
        return Err(first.error.to_string());
    }
    let of_series = outcome.vector.series.into_iter().map(|series| {
        let sampled = |step: usize| match series.column.value(step)? {
            Value::Float(value) => Some(SampledValue { at: Timestamp(steps.time(step)), value }),
            Value::Histogram(_) => None,
        };
        SeriesValues { samples: (0..steps.count).filter_map(sampled).collect(), labels: series.labels }
    });
    Ok(of_series.collect())
}

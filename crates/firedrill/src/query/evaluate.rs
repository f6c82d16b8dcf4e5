//! Asking one query as the HTTP API does.

use firedrill_promql::EvalError;
use firedrill_promql::eval::{self, QueryOptions, QueryOutcome};
use firedrill_promql::store::Store;
use firedrill_promql::syntax::{AggregateOp, Expr, ExprKind, parse};

use super::answer::Answer;

/// When a query is evaluated; all in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At one moment.
    Instant(i64),
    /// Over a range.
    Range {
        /// First step.
        start: i64,
        /// Last step at the latest.
        end: i64,
        /// Distance of steps.
        step: i64,
    },
}

/// The most steps a range query may have.
const MAX_STEPS: i64 = 11_000;

/// A failed query: the API's error type and the error's text.
type Failed = (&'static str, String);

/// Evaluates `query`.
///
/// # Errors
/// The API's error type (`bad_data`, `execution`, `timeout`, `canceled`) and the text.
pub fn evaluate(
    store: &Store,
    query: &str,
    when: When,
    options: &QueryOptions<'_>,
) -> Result<(Expr, QueryOutcome), Failed> {
    let bad_data = |text: String| ("bad_data", text);
    if let When::Range { start, end, step } = when {
        check_grid(start, end, step).map_err(|text| bad_data(text.to_owned()))?;
    }
    let expr =
        parse(query, &options.dialect, &options.features).map_err(|error| bad_data(error.to_string()))?;
    let outcome = match when {
        When::Instant(at) => eval::instant(store, &expr, at, options),
        When::Range { start, end, step } => eval::range(store, &expr, start, end, step, options),
    };
    match outcome {
        Ok(outcome) => Ok((expr, outcome)),
        Err(error) => Err((error_type(&error), error.to_string())),
    }
}

/// The answer to `query` in the form of the API, in the engine's order.
pub fn answer(store: &Store, query: &str, when: When, options: &QueryOptions<'_>) -> Answer {
    match evaluate(store, query, when, options) {
        Ok((_, outcome)) => Answer::success(outcome, query),
        Err((error_type, error)) => Answer::error(error_type, error),
    }
}

/// The same with series in a fixed order unless the expression asks for one.
pub fn sorted_answer(store: &Store, query: &str, when: When, options: &QueryOptions<'_>) -> Answer {
    match evaluate(store, query, when, options) {
        Ok((expr, outcome)) => {
            let mut answer = Answer::success(outcome, query);
            if !asks_for_order(&expr) {
                answer.sort_by_metric();
            }
            answer
        }
        Err((error_type, error)) => Answer::error(error_type, error),
    }
}

fn check_grid(start: i64, end: i64, step: i64) -> Result<(), &'static str> {
    if end < start {
        return Err("end timestamp must not be before start time");
    }
    if step <= 0 {
        return Err("zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if (end - start) / step > MAX_STEPS {
        return Err("exceeded maximum resolution of 11,000 points per timeseries. \
                    Try decreasing the query resolution (?step=XX)");
    }
    Ok(())
}

fn error_type(error: &EvalError) -> &'static str {
    match error {
        EvalError::Preparation(_) => "bad_data",
        EvalError::TimedOut(_) => "timeout",
        EvalError::Canceled(_) => "canceled",
        EvalError::Execution(_) | EvalError::TooManySamples => "execution",
    }
}

/// Whether the outermost operation sorts or selects.
fn asks_for_order(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Paren(inner) => asks_for_order(inner),
        ExprKind::Call(call) => call.function.name.starts_with("sort"),
        ExprKind::Aggregate(aggregate) => {
            use AggregateOp::{Bottomk, LimitRatio, Limitk, Topk};
            matches!(aggregate.op, Topk | Bottomk | Limitk | LimitRatio)
        }
        _ => false,
    }
}

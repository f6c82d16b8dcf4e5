//! Asking one query as the HTTP API does.

use firedrill_promql::EvalError;
use firedrill_promql::eval::{self, QueryOptions, QueryOutcome};
use firedrill_promql::store::Store;
use firedrill_promql::syntax::{AggregateOp, Expr, ExprKind, ParseError, parse};

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

/// Why a query has no answer; the texts are those of the API.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The range is backwards, empty or too fine.
    #[error("{0}")]
    Grid(&'static str),
    /// The expression cannot be parsed.
    #[error(transparent)]
    Parse(#[from] Box<ParseError>),
    /// The evaluation failed.
    #[error(transparent)]
    Evaluation(#[from] EvalError),
}

impl QueryError {
    /// The API's `errorType`.
    pub fn error_type(&self) -> &'static str {
        match self {
            Self::Grid(_) | Self::Parse(_) | Self::Evaluation(EvalError::Preparation(_)) => "bad_data",
            Self::Evaluation(EvalError::TimedOut(_)) => "timeout",
            Self::Evaluation(EvalError::Canceled(_)) => "canceled",
            Self::Evaluation(EvalError::Execution(_) | EvalError::TooManySamples) => "execution",
        }
    }
}

/// Evaluates `query`.
///
/// # Errors
/// See [`QueryError`].
pub fn evaluate(
    store: &Store,
    query: &str,
    when: When,
    options: &QueryOptions<'_>,
) -> Result<(Expr, QueryOutcome), QueryError> {
    if let When::Range { start, end, step } = when {
        check_grid(start, end, step).map_err(QueryError::Grid)?;
    }
    let expr = parse(query, &options.dialect, &options.features).map_err(Box::new)?;
    let outcome = match when {
        When::Instant(at) => eval::instant(store, &expr, at, options),
        When::Range { start, end, step } => eval::range(store, &expr, start, end, step, options),
    }?;
    Ok((expr, outcome))
}

/// The answer to `query` in the form of the API, in the engine's order.
pub fn answer(store: &Store, query: &str, when: When, options: &QueryOptions<'_>) -> Answer {
    match evaluate(store, query, when, options) {
        Ok((_, outcome)) => Answer::success(outcome, query),
        Err(error) => Answer::error(error.error_type(), error.to_string()),
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
        Err(error) => Answer::error(error.error_type(), error.to_string()),
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

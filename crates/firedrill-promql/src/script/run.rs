//! Running a script.

use firedrill_model::{Duration, Timestamp};

use super::command::{
    Action, AnnotationExpectation, Evaluation, ExpectedResult, Grid, Script, TextPattern, When,
};
use super::compare::{Mismatch, compare};
use super::load::{LoadError, load};
use super::pinned::pinned;
use crate::annotations::{Annotations, Level};
use crate::dialect::{Dialect, Features};
use crate::eval::{QueryOptions, QueryOutcome, QueryValue, VectorSample, instant, range};
use crate::store::Store;
use crate::syntax::{Expr, parse};

/// What one evaluation of a script came to.
#[derive(Debug, Clone)]
pub struct EvalOutcome {
    /// Line of the `eval` (or of a `load` that failed), from 1.
    pub line: usize,
    /// The query; empty for a `load`.
    pub expr: String,
    /// Whether everything expected holds.
    pub result: Result<(), EvalFailure>,
}

/// Why an evaluation does not hold.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EvalFailure {
    /// The samples could not be stored.
    #[error("error appending: {0}")]
    Load(#[from] LoadError),
    /// The query failed.
    #[error("error evaluating query: {0}")]
    Query(String),
    /// The query did not fail, but should.
    #[error("expected error evaluating query but got none")]
    NoError,
    /// The query failed otherwise than it should.
    #[error("query failed with {found:?}, expected {expected}")]
    OtherError {
        /// The error.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// Annotations are missing or not wanted.
    #[error("{expected}, got {found:?}")]
    Annotations {
        /// What is expected.
        expected: String,
        /// The annotations of the level.
        found: Vec<String>,
    },
    /// The answer differs.
    #[error(transparent)]
    Result(#[from] Mismatch),
    /// The query does not hold in a form that must give the same answer.
    #[error("{form}: {failure}")]
    Variant {
        /// The form.
        form: String,
        /// What does not hold.
        failure: Box<EvalFailure>,
    },
}

/// The engine's settings with which Prometheus runs its own scripts: everything experimental, but
/// metric types are not taken from labels.
pub fn script_options() -> QueryOptions<'static> {
    let features = Features { type_and_unit_labels: false, ..Features::ALL };
    QueryOptions { dialect: Dialect::V3, features, ..QueryOptions::default() }
}

/// Runs all commands in order; an outcome for every `eval`, and for every `load` that fails.
pub fn run_script(script: &Script, options: &QueryOptions<'_>) -> Vec<EvalOutcome> {
    let mut store = Store::default();
    let mut outcomes = Vec::new();
    for command in &script.commands {
        match &command.action {
            Action::Clear => store = Store::default(),
            Action::Load(samples) => {
                if let Err(error) = load(samples, &mut store) {
                    let result = Err(EvalFailure::Load(error));
                    outcomes.push(EvalOutcome { line: command.line, expr: String::new(), result });
                }
            }
            Action::Evaluate(evaluation) => {
                let runner = Runner { store: &store, options, evaluation };
                let result = runner.run();
                outcomes.push(EvalOutcome { line: command.line, expr: evaluation.expr.clone(), result });
            }
        }
    }
    outcomes
}

/// Runs the commands that store and forget samples, and none that evaluates.
///
/// # Errors
/// The first `load` that fails, with the line of its command.
pub fn load_samples(script: &Script) -> Result<Store, (usize, LoadError)> {
    let mut store = Store::default();
    for command in &script.commands {
        match &command.action {
            Action::Clear => store = Store::default(),
            Action::Load(samples) => load(samples, &mut store).map_err(|error| (command.line, error))?,
            Action::Evaluate(_) => {}
        }
    }
    Ok(store)
}

/// One evaluation over the samples loaded so far.
struct Runner<'a> {
    store: &'a Store,
    options: &'a QueryOptions<'a>,
    evaluation: &'a Evaluation,
}

impl Runner<'_> {
    fn run(&self) -> Result<(), EvalFailure> {
        let expr = match parse(&self.evaluation.expr, &self.options.dialect, &self.options.features) {
            Ok(expr) => expr,
            Err(error) => return self.check_error(&error.to_string()),
        };
        match self.evaluation.when {
            When::Range(grid) => self.check_range(&expr, grid),
            When::Instant(time) => {
                self.check_instant(&expr, time)?;
                let at_ms = time.as_ms();
                let (pinned, is_time_dependent) = pinned(&expr, at_ms);
                let other_times = match at_ms {
                    0 => vec![-1000, 0, 1000],
                    _ => vec![-10 * at_ms, 0, at_ms / 5, at_ms, 10 * at_ms],
                };
                let times = if is_time_dependent { vec![at_ms] } else { other_times };
                for time in times {
                    self.check_instant(&pinned, Timestamp(time)).map_err(|failure| {
                        let form = format!("with @ {at_ms} at {time}");
                        EvalFailure::Variant { form, failure: Box::new(failure) }
                    })?;
                }
                Ok(())
            }
        }
    }

    fn check_range(&self, expr: &Expr, grid: Grid) -> Result<(), EvalFailure> {
        let outcome = match self.query_range(expr, grid) {
            Ok(outcome) => outcome,
            Err(error) => return self.check_error(&error),
        };
        if self.evaluation.fail.is_some() {
            return Err(EvalFailure::NoError);
        }
        self.check_annotations(&outcome.annotations)?;
        compare(&self.evaluation.result, Some(grid), self.evaluation.ordered, &outcome.value)?;
        Ok(())
    }

    /// Checks an instant query, and that the range query around it says the same in its middle.
    fn check_instant(&self, expr: &Expr, time: Timestamp) -> Result<(), EvalFailure> {
        let outcome = match instant(self.store, expr, time.as_ms(), self.options) {
            Ok(outcome) => outcome,
            Err(error) => return self.check_error(&error.to_string()),
        };
        if self.evaluation.fail.is_some() {
            return Err(EvalFailure::NoError);
        }
        self.check_annotations(&outcome.annotations)?;
        compare(&self.evaluation.result, None, self.evaluation.ordered, &outcome.value)?;
        let is_comparable = matches!(outcome.value, QueryValue::Scalar { .. } | QueryValue::Vector(_));
        if self.evaluation.ordered || !is_comparable || names_the_range(&self.evaluation.expr) {
            return Ok(());
        }
        let minute = Duration::from_seconds(60);
        let grid = Grid { start: time - minute, end: time + minute, step: minute };
        self.check_middle(expr, grid, time).map_err(|failure| EvalFailure::Variant {
            form: format!("in a range query around {}", time.as_ms()),
            failure: Box::new(failure),
        })
    }

    fn check_middle(&self, expr: &Expr, grid: Grid, time: Timestamp) -> Result<(), EvalFailure> {
        let outcome = self.query_range(expr, grid).map_err(EvalFailure::Query)?;
        let QueryValue::Matrix(series) = outcome.value else { return Ok(()) };
        let middle = series.into_iter().filter_map(|series| {
            let (_, value) = series.points.into_iter().find(|(at, _)| *at == time.as_ms())?;
            Some(VectorSample { labels: series.labels, time: time.as_ms(), value })
        });
        let middle: Vec<VectorSample> = middle.collect();
        let value = match (&self.evaluation.result, middle.first()) {
            (ExpectedResult::Scalar(_), Some(sample)) => match sample.value {
                firedrill_model::Value::Float(value) => QueryValue::Scalar { time: time.as_ms(), value },
                firedrill_model::Value::Histogram(_) => QueryValue::Vector(middle),
            },
            _ => QueryValue::Vector(middle),
        };
        compare(&self.evaluation.result, None, false, &value)?;
        Ok(())
    }

    fn query_range(&self, expr: &Expr, grid: Grid) -> Result<QueryOutcome, String> {
        let (start, end, step) = (grid.start.as_ms(), grid.end.as_ms(), grid.step.as_ms());
        range(self.store, expr, start, end, step, self.options).map_err(|error| error.to_string())
    }

    /// Checks that the query was to fail like this.
    fn check_error(&self, error: &str) -> Result<(), EvalFailure> {
        match &self.evaluation.fail {
            None => Err(EvalFailure::Query(error.to_owned())),
            Some(patterns) if patterns.iter().all(|pattern| pattern.is_match(error)) => Ok(()),
            Some(patterns) => {
                Err(EvalFailure::OtherError { found: error.to_owned(), expected: format!("{patterns:?}") })
            }
        }
    }

    fn check_annotations(&self, annotations: &Annotations) -> Result<(), EvalFailure> {
        for (level, name, expectation) in [
            (Level::Warning, "warnings", &self.evaluation.warnings),
            (Level::Info, "infos", &self.evaluation.infos),
        ] {
            let found = annotations.rendered(level, &self.evaluation.expr);
            let expected = match expectation {
                AnnotationExpectation::Absent if !found.is_empty() => format!("expected no {name}"),
                AnnotationExpectation::Present(_) if found.is_empty() => format!("expected {name}"),
                AnnotationExpectation::Present(patterns) if !covers(patterns, &found) => {
                    format!("expected {name} {patterns:?}")
                }
                _ => continue,
            };
            return Err(EvalFailure::Annotations { expected, found });
        }
        Ok(())
    }
}

/// Whether each text matches a pattern and each pattern a text.
fn covers(patterns: &[TextPattern], found: &[String]) -> bool {
    patterns.is_empty()
        || (found.iter().all(|text| patterns.iter().any(|pattern| pattern.is_match(text)))
            && patterns.iter().all(|pattern| found.iter().any(|text| pattern.is_match(text))))
}

/// Whether a query uses the limits of the query itself, which differ between an instant query and
/// the range query around it.
fn names_the_range(expr: &str) -> bool {
    ["start()", "end()", "range()", "step()"].iter().any(|call| expr.contains(call))
}

//! PromQL test scripts.

use std::time::Instant;

use firedrill_promql::Features;
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::script::{Action, EvalOutcome, Script, run_script};

use crate::command_line::Prometheus;
use crate::report::{Cause, Check, Failure, GroupRecord, Position};

/// Line and query of each evaluation.
pub(super) fn list(script: &Script) -> Vec<(usize, String)> {
    let evaluations = script.commands.iter().filter_map(|command| match &command.action {
        Action::Evaluate(evaluation) => Some((command.line, evaluation.expr.clone())),
        Action::Load(_) | Action::Clear => None,
    });
    evaluations.collect()
}

/// Settings of the engine.
pub(super) fn options(prometheus: Prometheus, features: Features) -> QueryOptions<'static> {
    QueryOptions { dialect: prometheus.dialect(), features, ..QueryOptions::default() }
}

/// Runs the whole script, since evaluations see what was loaded before, and reports the evaluations
/// `selected`, beside samples that cannot be loaded.
pub(super) fn run(
    script: &Script,
    path: &str,
    selected: &[usize],
    options: &QueryOptions<'_>,
) -> Vec<GroupRecord> {
    let started = Instant::now();
    let outcomes = run_script(script, options);
    // One clock for the whole script: each evaluation gets its share.
    let share = started.elapsed().as_secs_f64() / outcomes.len().max(1) as f64;
    let lines = list(script);
    let selected: Vec<usize> = selected.iter().map(|&idx| lines[idx].0).collect();
    let is_reported = |outcome: &EvalOutcome| outcome.expr.is_empty() || selected.contains(&outcome.line);
    outcomes.into_iter().filter(is_reported).map(|outcome| record(outcome, path, share)).collect()
}

fn record(outcome: EvalOutcome, path: &str, elapsed_seconds: f64) -> GroupRecord {
    let EvalOutcome { line, expr, result } = outcome;
    let position = Position { file: path.to_owned(), line, column: 1 };
    let (name, check) = if expr.is_empty() {
        ("load".to_owned(), Check::Input)
    } else {
        (expr.clone(), Check::Expression(expr))
    };
    let failures = result.err().into_iter().map(|failure| Failure {
        position: position.clone(),
        check: check.clone(),
        time: None,
        cause: Cause::Error(failure.to_string()),
        nearest: Vec::new(),
        promtool: failure.to_string(),
    });
    GroupRecord { name, elapsed_seconds, failures: failures.collect(), warnings: Vec::new(), position }
}

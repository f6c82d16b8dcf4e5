//! `PromQL` test scripts.

use firedrill_promql::eval::QueryOptions;
use firedrill_promql::script::{Action, parse_script, run_script, script_options};

use super::Outcome;

/// Parses, and runs what is small: every `eval` has an outcome.
pub(super) fn run(text: &str) -> Result<Outcome, String> {
    let Ok(script) = parse_script(text) else { return Ok(Outcome::Refused) };
    let loaded: usize = script
        .commands
        .iter()
        .map(|command| match &command.action {
            Action::Load(load) => load.series.iter().map(|series| series.values.len()).sum(),
            Action::Clear | Action::Evaluate(_) => 0,
        })
        .sum();
    if loaded <= 20_000 {
        let options = QueryOptions { max_samples: 20_000, ..script_options() };
        let outcomes = run_script(&script, &options).len();
        let evaluations =
            script.commands.iter().filter(|it| matches!(it.action, Action::Evaluate(_))).count();
        if outcomes < evaluations {
            return Err(format!("{outcomes} outcomes of {evaluations} evaluations"));
        }
    }
    Ok(Outcome::Accepted)
}

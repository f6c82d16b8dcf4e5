//! Scenarios played and judged, as records.

use std::time::Instant;

use firedrill_scenario::judgement::{self, Judgement, RuleExcerpt, judge};
use firedrill_scenario::{Place, Scenario};
use firedrill_sim::SimulatedDriver;

use super::{Rehearsal, drive_problem};
use crate::report::{Cause, Check, Failure, GroupRecord, Marked, Position, Unmet};

/// Failures of more seeds are counted, not shown.
const SEEDS_SHOWN: usize = 1;

/// Plays a scenario with all its seeds.
pub(crate) fn record(rehearsal: &Rehearsal) -> GroupRecord {
    let started = Instant::now();
    let Rehearsal { scenario, .. } = rehearsal;
    let mut failures = Vec::new();
    let mut failed_seeds = Vec::new();
    for seed in 1..=u64::from(scenario.seeds) {
        let found = failures_with(rehearsal, seed);
        if found.is_empty() {
            continue;
        }
        failed_seeds.push(seed);
        if failed_seeds.len() <= SEEDS_SHOWN {
            failures = found;
        }
    }
    if scenario.seeds > 1 {
        for failure in &mut failures {
            name_seeds(failure, &failed_seeds, scenario.seeds);
        }
    }
    failures.sort_by_key(|failure| (failure.position.line, failure.position.column));
    GroupRecord {
        name: scenario.name.value.clone(),
        position: position(scenario, scenario.name.place),
        elapsed_seconds: started.elapsed().as_secs_f64(),
        failures,
        warnings: Vec::new(),
    }
}

fn failures_with(rehearsal: &Rehearsal, seed: u64) -> Vec<Failure> {
    let Rehearsal { scenario, resources, options } = rehearsal;
    match SimulatedDriver::new(resources, *options).play(scenario, seed) {
        Ok(played) => {
            let judgement =
                judge(scenario, &played.timeline, &played.explainer(scenario, resources, *options));
            failures(scenario, &judgement)
        }
        Err(error) => {
            let problem = drive_problem(scenario, &error);
            vec![Failure {
                position: problem.position.clone().unwrap_or_else(|| position(scenario, scenario.name.place)),
                check: Check::Expectation(scenario.name.value.clone()),
                time: None,
                promtool: problem.message.clone(),
                cause: Cause::Invalid(problem),
                nearest: Vec::new(),
            }]
        }
    }
}

fn failures(scenario: &Scenario, judgement: &Judgement) -> Vec<Failure> {
    let of_verdicts = judgement
        .verdicts
        .iter()
        .filter_map(|verdict| Some(failure(scenario, verdict.failure.as_ref()?, &verdict.about)));
    let unnamed = judgement.unnamed.iter().map(|unnamed| failure(scenario, unnamed, &unnamed.title));
    of_verdicts.chain(unnamed).collect()
}

fn failure(scenario: &Scenario, failure: &judgement::Failure, about: &str) -> Failure {
    let explanation = &failure.explanation;
    let unmet = Unmet {
        title: failure.title.clone(),
        expected: failure.expected.clone(),
        got: failure.got.clone(),
        because: explanation.because.clone(),
        rule: explanation.rule.as_ref().map(marked),
        attempt: explanation.attempt.clone(),
        seeds: None,
    };
    Failure {
        position: position(scenario, failure.place),
        check: Check::Expectation(about.to_owned()),
        time: None,
        promtool: unmet.to_string(),
        cause: Cause::Unmet(unmet),
        nearest: Vec::new(),
    }
}

fn marked(excerpt: &RuleExcerpt) -> Marked {
    Marked {
        place: excerpt.place.clone(),
        text: excerpt.text.clone(),
        start: excerpt.marked.start,
        end: excerpt.marked.end,
        note: excerpt.note.clone(),
    }
}

/// Says with which seeds a scenario failed.
fn name_seeds(failure: &mut Failure, failed: &[u64], seeds: u32) {
    let Cause::Unmet(unmet) = &mut failure.cause else { return };
    let shown: Vec<_> = failed.iter().take(5).map(u64::to_string).collect();
    let more = if failed.len() > shown.len() { ", …" } else { "" };
    let first = failed.first().copied().unwrap_or_default();
    let list = shown.join(", ");
    unmet.seeds = Some(format!("{} of {seeds} fail ({list}{more}); this is seed {first}", failed.len()));
    failure.promtool = unmet.to_string();
}

fn position(scenario: &Scenario, place: Place) -> Position {
    let (file, at) = scenario.locate(place);
    Position { file: file.to_owned(), line: at.line, column: at.column }
}

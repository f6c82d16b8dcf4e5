//! Scenario files.

use firedrill_scenario::action::schedule;
use firedrill_scenario::judgement::{Unexplained, horizon, judge};
use firedrill_scenario::{Files, Scenario, Timeline, load};

use super::Outcome;

/// The only file there is.
struct OneFile<'t>(&'t str);

impl Files for OneFile<'_> {
    fn read(&mut self, path: &str) -> Result<String, String> {
        if path == "a.yml" { Ok(self.0.to_owned()) } else { Err("there is no such file".to_owned()) }
    }
}

/// A file is accepted, or refused for reasons that lie in it; an accepted one can be scheduled and judged.
pub(super) fn load_scenario(text: &str) -> Result<Outcome, String> {
    let scenario = match load("a.yml", &mut OneFile(text)) {
        Ok(scenario) => scenario,
        Err(refused) => {
            if refused.errors.is_empty() {
                return Err("refused without a reason".to_owned());
            }
            let outside = refused.errors.iter().find(|error| {
                let source = &refused.sources[error.place.source];
                error.place.span.start > source.text.len()
            });
            return match outside {
                Some(error) => Err(format!("an error outside of the file: {error:?}")),
                None => Ok(Outcome::Refused),
            };
        }
    };
    judge_silence(&scenario);
    Ok(Outcome::Accepted)
}

/// Judges a run in which nothing was seen.
fn judge_silence(scenario: &Scenario) {
    let marks = schedule(scenario, &[]).map(|schedule| schedule.marks).unwrap_or_default();
    let end = horizon(scenario, &marks).end.max(scenario.start + Scenario::DEFAULT_EVALUATION_INTERVAL);
    let timeline =
        Timeline { start: scenario.start, end, seed: 0, marks, observations: Vec::new(), values: Vec::new() };
    let judgement = judge(scenario, &timeline, &Unexplained);
    assert_eq!(judgement.verdicts.len(), scenario.expectations.len(), "one verdict for each expectation");
}

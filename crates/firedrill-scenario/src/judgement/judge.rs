//! The judgement.

use super::unnamed::unnamed;
use super::{Evidence, Explain, Judgement, Verdict};
use crate::expectation::{Claims, Expectation};
use crate::file::ScenarioError;
use crate::moment::Marks;
use crate::scenario::Scenario;
use crate::timeline::{Mark, Timeline};

/// Holds `scenario` against what was seen in one run. The order of the timeline's observations and marks
/// does not matter.
pub fn judge(scenario: &Scenario, timeline: &Timeline, explain: &dyn Explain) -> Judgement {
    let mut marks = timeline.marks.clone();
    marks.sort();
    let marks = Marks { start: timeline.start, end: timeline.end, marks: &marks };
    let evidence = Evidence::new(scenario, timeline, marks, explain);
    let claims = Claims::settle(&evidence);
    let verdicts: Vec<Verdict> = scenario
        .expectations
        .iter()
        .enumerate()
        .map(|(idx, expectation)| {
            let (seen, failure) = match expectation.value.judge(&evidence, &claims, idx) {
                Ok(seen) => (seen, None),
                Err(failure) => (Vec::new(), Some(*failure)),
            };
            Verdict { place: expectation.place, about: expectation.value.about(), seen, failure }
        })
        .collect();
    let unnamed = if scenario.is_closed_world { unnamed(&evidence, &claims) } else { Vec::new() };
    Judgement { verdicts, unnamed }
}

/// The windows and instants of `scenario` that count from marks which a run does not have.
pub fn unknown_marks(scenario: &Scenario, marks: &[Mark]) -> Vec<ScenarioError> {
    let marks = Marks { start: scenario.start, end: scenario.start, marks };
    let mut errors = Vec::new();
    for expectation in &scenario.expectations {
        let windows = expectation.value.windows().into_iter();
        let windows = windows.flat_map(|when| when.value.moments().map(move |moment| (moment, when.place)));
        let instants = match &expectation.value {
            Expectation::Alert(alert) => alert.states.as_slice(),
            _ => &[],
        };
        let instants = instants.iter().map(|(moment, _)| (&moment.value, moment.place));
        for (moment, place) in windows.chain(instants) {
            if let Err(error) = marks.instant(moment) {
                let message = error.to_string();
                errors.push(ScenarioError { message, place });
            }
        }
    }
    errors.dedup();
    errors
}

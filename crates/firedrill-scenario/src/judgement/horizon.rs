//! How long a scenario runs.

use firedrill_model::{Duration, Timestamp};

use crate::expectation::Expectation;
use crate::moment::Marks;
use crate::scenario::Scenario;
use crate::timeline::Mark;

/// Evaluations that run on after the last moment a scenario names, so that what happens there is seen.
const EVALUATIONS_AFTER: i64 = 2;

/// What notifications need after the alerts that cause them, where a scenario does not say when they are sent:
/// twice Alertmanager's default group interval.
const NOTIFICATIONS_TAKE: Duration = Duration::from_seconds(10 * 60);

/// How much longer a run may have to be until a mark comes that the scenario waits for.
const PATIENCE: Duration = Duration::from_seconds(60 * 60);

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// The last instant.
    pub end: Timestamp,
    /// Whether every mark that the scenario names was among those given, so that the end is certain.
    pub is_certain: bool,
}

/// When a run may end: `end:`, or the last moment that an expectation or the timeline names plus what is
/// needed to decide it. `marks` are all that are known so far; with more of them the end may come later.
pub fn horizon(scenario: &Scenario, marks: &[Mark]) -> Horizon {
    if let Some(end) = scenario.end {
        return Horizon { end: scenario.instant(end.value), is_certain: true };
    }
    let known = Marks { start: scenario.start, end: scenario.start, marks };
    let mut last = scenario.start;
    let mut is_certain = true;
    let windows = scenario.expectations.iter().flat_map(|expectation| expectation.value.windows());
    let windows = windows.flat_map(|when| when.value.moments());
    let states = scenario.expectations.iter().flat_map(|expectation| match &expectation.value {
        Expectation::Alert(alert) => alert.states.as_slice(),
        _ => &[],
    });
    let lines = scenario.timeline.iter().map(|line| &line.at.value);
    for moment in windows.chain(states.map(|(moment, _)| &moment.value)).chain(lines) {
        match known.instant(moment) {
            Ok(at) => last = last.max(at),
            Err(_) => is_certain = false,
        }
    }
    for line in &scenario.timeline {
        if let (Ok(at), Some((_, lasting))) = (known.instant(&line.at.value), &line.line.value.ends) {
            last = last.max(at + *lasting);
        }
    }
    let waits_for_pages = scenario.expectations.iter().any(|expectation| match &expectation.value {
        Expectation::Page(page) => page.when.is_none(),
        _ => false,
    });
    let evaluations =
        Duration::from_ms(scenario.evaluation_interval.as_ms().saturating_mul(EVALUATIONS_AFTER));
    let mut end = last + evaluations;
    if waits_for_pages {
        end = end + NOTIFICATIONS_TAKE;
    }
    if !is_certain {
        end = end + PATIENCE;
    }
    Horizon { end, is_certain }
}

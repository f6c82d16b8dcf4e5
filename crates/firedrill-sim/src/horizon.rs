//! How long a scenario is played.

use firedrill_model::{Duration, Timestamp};
use firedrill_scenario::action::schedule;
use firedrill_scenario::generate::generate;
use firedrill_scenario::moment::{Marks, Moment};
use firedrill_scenario::{DriveError, Expectation, Scenario};

/// A system without an end of its own is watched this long, unless something later is named.
const FIRST_LOOK: Duration = Duration::from_seconds(6 * 60 * 60);
/// Nothing is looked for later than this.
const LAST_LOOK: Duration = Duration::from_seconds(7 * 24 * 60 * 60);
/// What may follow the last event and belongs to it: a lookback, in which vanished series fade.
const AFTERMATH: Duration = Duration::from_seconds(5 * 60);

/// The length of a scenario: what it says, else until after the last event of the system, line of the
/// timeline and moment of an expectation, and what is needed to decide it.
///
/// # Errors
/// What keeps the scenario from being played.
pub(crate) fn length(scenario: &Scenario, seed: u64) -> Result<Duration, DriveError> {
    if let Some(end) = &scenario.end {
        return Ok(end.value);
    }
    let moments = moments(scenario);
    let from_start = moments.iter().filter_map(|moment| moment.from_start()).max();
    let mut look = FIRST_LOOK.max(from_start.unwrap_or(Duration::ZERO));
    loop {
        let marks = generate(scenario, look, seed)?.marks;
        let scheduled = schedule(scenario, &marks);
        let all = scheduled.as_ref().map_or(marks.as_slice(), |schedule| schedule.marks.as_slice());
        let known = Marks { start: scenario.start, end: scenario.start + look, marks: all };
        let resolved: Vec<_> = moments.iter().map(|moment| known.instant(moment).ok()).collect();
        let is_complete = scheduled.is_ok() && resolved.iter().all(Option::is_some);
        if is_complete || look >= LAST_LOOK {
            let last = resolved.into_iter().flatten().chain(all.iter().map(|mark| mark.at)).max();
            return Ok(decided(scenario, last));
        }
        look = Duration::from_ms(look.as_ms() * 4).min(LAST_LOOK);
    }
}

/// The length of a run whose last event is at `last`.
fn decided(scenario: &Scenario, last: Option<Timestamp>) -> Duration {
    let last = last.map_or(Duration::ZERO, |last| last - scenario.start);
    let length = last.as_ms() + AFTERMATH.as_ms().max(scenario.evaluation_interval.as_ms());
    // A whole number of evaluations, so that the end is one.
    let interval = scenario.evaluation_interval.as_ms().max(1);
    Duration::from_ms((length + interval - 1) / interval * interval)
}

/// All moments that a scenario names.
fn moments(scenario: &Scenario) -> Vec<&Moment> {
    let mut moments: Vec<_> = scenario.timeline.iter().map(|entry| &entry.at.value).collect();
    for expectation in &scenario.expectations {
        moments.extend(expectation.value.windows().into_iter().flat_map(|when| when.value.moments()));
        if let Expectation::Alert(alert) = &expectation.value {
            moments.extend(alert.states.iter().map(|(moment, _)| &moment.value));
        }
    }
    moments
}

//! How long a scenario is played.

use firedrill_model::{Duration, Timestamp};
use firedrill_scenario::action::schedule;
use firedrill_scenario::generate::generate;
use firedrill_scenario::judgement::{Horizon, horizon};
use firedrill_scenario::{DriveError, Scenario};

/// A system is watched this long for its last event, unless something later is named.
const FIRST_LOOK: Duration = Duration::from_seconds(6 * 60 * 60);
/// Nothing is looked for later than this.
const LAST_LOOK: Duration = Duration::from_seconds(7 * 24 * 60 * 60);
/// What may follow the last event and belongs to it: a lookback, in which vanished series fade.
const AFTERMATH: Duration = Duration::from_seconds(5 * 60);

/// The length of a scenario: what it says, else until the last event of the system, line of the timeline
/// and moment of an expectation are over and decided.
///
/// # Errors
/// What keeps the scenario from being played.
pub(crate) fn length(scenario: &Scenario, seed: u64) -> Result<Duration, DriveError> {
    if let Some(end) = &scenario.end {
        return Ok(end.value);
    }
    // Only the system has marks of its own.
    let system = Scenario { series: Vec::new(), ..scenario.clone() };
    let mut look = FIRST_LOOK;
    loop {
        let marks = generate(&system, look, seed)?.marks;
        let scheduled = schedule(scenario, &marks);
        let all = scheduled.as_ref().map_or(marks.as_slice(), |schedule| schedule.marks.as_slice());
        let Horizon { end, is_certain } = horizon(scenario, all);
        let is_seen = is_certain && end <= scenario.start + look;
        if is_seen || look >= LAST_LOOK {
            let last = all.iter().map(|mark| mark.at + AFTERMATH).max();
            return Ok(whole_evaluations(scenario, end.max(last.unwrap_or(end))));
        }
        look = Duration::from_ms(look.as_ms() * 4).min(LAST_LOOK);
    }
}

/// The distance of `end` from the start, up to the next evaluation.
fn whole_evaluations(scenario: &Scenario, end: Timestamp) -> Duration {
    let interval = scenario.evaluation_interval.as_ms().max(1);
    let length = (end - scenario.start).as_ms();
    Duration::from_ms((length + interval - 1) / interval * interval)
}

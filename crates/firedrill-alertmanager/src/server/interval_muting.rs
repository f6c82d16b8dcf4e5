//! Routes that are silent at certain times.

use firedrill_model::Timestamp;

use super::Muting;
use crate::Switches;
use crate::interval::TimeIntervals;
use crate::routing::Route;

/// How the intervals of a route mute a flush at `tick`, if they do.
pub fn interval_muting(
    route: &Route,
    intervals: &TimeIntervals,
    tick: Timestamp,
    switches: Switches,
) -> Option<Muting> {
    let holding = |names| -> Vec<String> {
        intervals.holding(names, tick, switches).into_iter().map(str::to_owned).collect()
    };
    let active = &route.active_time_intervals;
    if !active.is_empty() && holding(active).is_empty() {
        return Some(Muting::OutsideActiveIntervals(active.clone()));
    }
    let muting = holding(&route.mute_time_intervals);
    (!muting.is_empty()).then_some(Muting::MuteIntervals(muting))
}

/// The first instant after `from` at which the intervals of a route let notifications through, if they do
/// not at `from`; `None` where that is not within 28 years.
pub fn interval_muting_end(
    route: &Route,
    intervals: &TimeIntervals,
    from: Timestamp,
    switches: Switches,
) -> Option<Timestamp> {
    let names: Vec<_> =
        route.active_time_intervals.iter().chain(&route.mute_time_intervals).cloned().collect();
    intervals.boundaries(&names, from).find(|it| interval_muting(route, intervals, *it, switches).is_none())
}

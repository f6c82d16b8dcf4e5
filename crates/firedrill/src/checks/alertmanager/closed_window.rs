//! # What it does
//!
//! Finds time intervals that do not hold at any time from now on, and routes whose intervals never let a
//! notification through. It looks 28 years ahead, after which the calendar repeats itself.
//!
//! # Why
//!
//! A route that is active in such an interval is silent for ever, one that is muted in it never is. Typical
//! causes are years that have passed, a day that its months do not have, and a list that is present but
//! empty, which never holds.
//!
//! # Example
//!
//! ```yaml
//! # alertmanager.yml
//! route:
//!   receiver: chat
//!   routes:
//!     - matchers: ['severity="warning"']
//!       mute_time_intervals: [yearly inventory]
//! receivers: [{name: chat}]
//! time_intervals:
//!   - name: yearly inventory
//!     time_intervals:
//!       - days_of_month: ['30:31']
//!         months: [february]
//! ```
//!
//! # Use instead
//!
//! ```yaml
//! # alertmanager.yml
//! route:
//!   receiver: chat
//!   routes:
//!     - matchers: ['severity="warning"']
//!       mute_time_intervals: [yearly inventory]
//! receivers: [{name: chat}]
//! time_intervals:
//!   - name: yearly inventory
//!     time_intervals:
//!       - days_of_month: ['-2:-1']
//!         months: [february]
//! ```

use firedrill_alertmanager::server::{interval_muting, interval_muting_end};
use firedrill_model::Timestamp;

use crate::checks::{Check, Configuration};
use crate::report::Problem;

pub(in crate::checks) const CLOSED_WINDOW: Check = Check {
    id: "alertmanager/closed-window",
    summary: "a time interval that never holds, or a route that its intervals never let through",
    run: |input| input.configurations.iter().flat_map(|it| findings(it, input.now)).collect(),
};

fn findings(configuration: &Configuration, now: Timestamp) -> Vec<Problem> {
    let intervals = &configuration.config.time_intervals;
    let mut found = Vec::new();
    for named in intervals.as_slice() {
        let names = [named.name.clone()];
        let holds = |at: Timestamp| !intervals.holding(&names, at, configuration.switches).is_empty();
        if !holds(now) && !intervals.boundaries(&names, now).any(holds) {
            let message = format!("the time interval `{}` never holds", named.name);
            found.push(configuration.problem(CLOSED_WINDOW.id, message, named.span));
        }
    }
    for route in configuration.tree.routes() {
        let is_muted = interval_muting(route, intervals, now, configuration.switches).is_some();
        if is_muted && interval_muting_end(route, intervals, now, configuration.switches).is_none() {
            let message = "the time intervals of this route never let a notification through";
            found.push(configuration.problem(CLOSED_WINDOW.id, message, route.span));
        }
    }
    found
}

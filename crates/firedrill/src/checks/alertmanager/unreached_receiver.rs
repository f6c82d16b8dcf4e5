//! # What it does
//!
//! Finds receivers that no alert can reach: no route names them, or only routes that are dead, or whose child
//! routes take everything.
//!
//! # Why
//!
//! Alertmanager does not even build a receiver that no route names. Often the route was lost in a change, and
//! the pages with it.
//!
//! # Example
//!
//! ```yaml
//! # alertmanager.yml
//! route:
//!   receiver: chat
//! receivers: [{name: chat}, {name: pager}]
//! ```
//!
//! # Use instead
//!
//! ```yaml
//! # alertmanager.yml
//! route:
//!   receiver: chat
//!   routes:
//!     - matchers: ['severity="critical"']
//!       receiver: pager
//! receivers: [{name: chat}, {name: pager}]
//! ```

use super::dead_route::dead_routes;
use crate::checks::constraints::implies;
use crate::checks::{Check, Configuration};
use crate::report::Problem;

pub(in crate::checks) const UNREACHED_RECEIVER: Check = Check {
    id: "alertmanager/unreached-receiver",
    summary: "a receiver that no alert can reach",
    run: |input| input.configurations.iter().flat_map(|it| findings(it)).collect(),
};

fn findings(configuration: &Configuration) -> Vec<Problem> {
    let (dead, constraints) = (dead_routes(configuration), configuration.constraints());
    let routes = configuration.tree.routes();
    let takes_alerts = |position: usize| {
        let mut children = routes[position].children.iter();
        !dead[position] && !children.any(|child| implies(&constraints[position], &routes[*child].matchers))
    };
    let found = configuration.config.receivers.iter().filter_map(|receiver| {
        let mut named = (0..routes.len()).filter(|position| routes[*position].receiver == receiver.name);
        let first = named.next();
        let is_reached = first.into_iter().chain(named).any(takes_alerts);
        let name = &receiver.name;
        let message = match first {
            _ if is_reached => return None,
            None => format!("no route leads to the receiver `{name}`"),
            Some(_) => format!("no alert reaches the receiver `{name}`: other routes take them all"),
        };
        Some(configuration.problem(UNREACHED_RECEIVER.id, message, receiver.span))
    });
    found.collect()
}

//! # What it does
//!
//! Finds routes that no alert can reach: their matchers contradict each other or those of a route above, or an
//! earlier sibling without `continue` takes everything that they match.
//!
//! # Why
//!
//! Alertmanager accepts such a route. Who reads the file believes that its receiver is notified.
//!
//! # Example
//!
//! ```yaml
//! # alertmanager.yml
//! route:
//!   receiver: chat
//!   routes:
//!     - matchers: ['severity=~"warning|critical"']
//!       receiver: tickets
//!     - matchers: ['severity="critical"']
//!       receiver: pager
//! receivers: [{name: chat}, {name: tickets}, {name: pager}]
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
//!     - matchers: ['severity=~"warning|critical"']
//!       receiver: tickets
//! receivers: [{name: chat}, {name: tickets}, {name: pager}]
//! ```
//!
//! Or give the first route `continue: true`, if both receivers are meant.

use crate::checks::constraints::{contradiction, implies};
use crate::checks::{Check, Configuration};
use crate::report::Problem;

pub(in crate::checks) const DEAD_ROUTE: Check = Check {
    id: "alertmanager/dead-route",
    summary: "a route that no alert can reach",
    run: |input| input.configurations.iter().flat_map(|it| findings(it)).collect(),
};

/// Why a route is dead.
enum Death {
    /// No alert satisfies its matchers and those above it: this label cannot.
    Contradiction(String),
    /// A sibling at this position takes everything first.
    Shadowed(usize),
    /// The route above is dead.
    Inherited,
}

fn findings(configuration: &Configuration) -> Vec<Problem> {
    let deaths = deaths(configuration);
    let found = deaths.iter().enumerate().filter_map(|(position, death)| {
        let message = match death.as_ref()? {
            Death::Contradiction(label) => {
                format!("no alert reaches this route: no value of `{label}` satisfies its matchers and those above it")
            }
            Death::Shadowed(sibling) => {
                let line = configuration.line(configuration.tree.route(*sibling).span);
                format!("no alert reaches this route: the one in line {line} takes everything that it matches")
            }
            // Said once, of the topmost one.
            Death::Inherited => return None,
        };
        Some(configuration.problem(DEAD_ROUTE.id, message, configuration.tree.route(position).span))
    });
    found.collect()
}

/// Whether no alert can reach each route of a configuration, the root first.
pub(super) fn dead_routes(configuration: &Configuration) -> Vec<bool> {
    deaths(configuration).iter().map(Option::is_some).collect()
}

fn deaths(configuration: &Configuration) -> Vec<Option<Death>> {
    let routes = configuration.tree.routes();
    let constraints = configuration.constraints();
    let mut deaths: Vec<Option<Death>> = routes.iter().map(|_| None).collect();
    for (parent, route) in routes.iter().enumerate() {
        for (order, child) in route.children.iter().enumerate() {
            let matchers = &constraints[*child];
            let shadow = route.children[..order].iter().find(|sibling| {
                !routes[**sibling].continues && implies(matchers, &routes[**sibling].matchers)
            });
            deaths[*child] = if deaths[parent].is_some() {
                Some(Death::Inherited)
            } else if let Some(label) = contradiction(matchers) {
                Some(Death::Contradiction(label.to_owned()))
            } else {
                shadow.map(|sibling| Death::Shadowed(*sibling))
            };
        }
    }
    deaths
}

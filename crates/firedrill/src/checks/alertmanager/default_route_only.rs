//! # What it does
//!
//! Finds alerts of rule files that no route but the root takes, where the root has child routes.
//!
//! A label that a rule does not set may have any value, since the series, external labels or relabelling may
//! set it; so only alerts that certainly match no child route are reported.
//!
//! # Why
//!
//! The default receiver is for what nobody thought of. An alert that lands there was forgotten in the routes,
//! or its labels are misspelt.
//!
//! # Example
//!
//! ```yaml
//! # rules.yml
//! groups:
//!   - name: shards
//!     rules:
//!       - {alert: ShardStuck, expr: 'shard_stuck > 0', labels: {severity: crit}}
//! ```
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
//!
//! # Use instead
//!
//! ```yaml
//! # rules.yml
//! groups:
//!   - name: shards
//!     rules:
//!       - {alert: ShardStuck, expr: 'shard_stuck > 0', labels: {severity: critical}}
//! ```
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

use crate::checks::{Check, Input};
use crate::report::Problem;

pub(in crate::checks) const DEFAULT_ROUTE_ONLY: Check = Check {
    id: "alertmanager/default-route-only",
    summary: "an alert that only the default route takes",
    run: findings,
};

fn findings(input: &Input<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    for configuration in &input.configurations {
        let root = configuration.tree.route(0);
        let children = || root.children.iter().map(|child| &configuration.tree.route(*child).matchers);
        if root.children.is_empty() {
            continue;
        }
        for alert in input.alerts.iter().filter(|alert| !children().any(|it| alert.may_match(it))) {
            let message = format!(
                "only the default route of {} takes {}, to the receiver `{}`",
                configuration.path, alert.name, root.receiver
            );
            found.push(Problem::at(DEFAULT_ROUTE_ONLY.id, message, alert.path, alert.source, alert.span));
        }
    }
    found
}

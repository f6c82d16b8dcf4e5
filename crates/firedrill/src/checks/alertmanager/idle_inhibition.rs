//! # What it does
//!
//! Finds inhibit rules that never mute anything: one of their sides contradicts itself, both sides match the same
//! alerts, or, where rule files are checked too, no alert of theirs can be a source or a target.
//!
//! A label that a rule does not set may have any value, since the series, external labels or relabelling may
//! set it; so only what is certain is reported.
//!
//! # Why
//!
//! Two alerts that both match both sides never inhibit each other, nor does a rule without matchers do anything.
//! A rule whose alerts were renamed stays in the file, and in an outage everything pages.
//!
//! # Example
//!
//! ```yaml
//! # rules.yml
//! groups:
//!   - name: clusters
//!     rules:
//!       - {alert: ClusterUnreachable, expr: 'cluster_up == 0', labels: {severity: critical}}
//!       - {alert: ShardStuck, expr: 'shard_stuck > 0', labels: {severity: warning}}
//! ```
//!
//! ```yaml
//! # alertmanager.yml
//! route: {receiver: chat}
//! receivers: [{name: chat}]
//! inhibit_rules:
//!   - source_matchers: ['alertname="ClusterDown"']
//!     target_matchers: ['severity="warning"']
//!     equal: [cluster]
//! ```
//!
//! # Use instead
//!
//! ```yaml
//! # rules.yml
//! groups:
//!   - name: clusters
//!     rules:
//!       - {alert: ClusterUnreachable, expr: 'cluster_up == 0', labels: {severity: critical}}
//!       - {alert: ShardStuck, expr: 'shard_stuck > 0', labels: {severity: warning}}
//! ```
//!
//! ```yaml
//! # alertmanager.yml
//! route: {receiver: chat}
//! receivers: [{name: chat}]
//! inhibit_rules:
//!   - source_matchers: ['alertname="ClusterUnreachable"']
//!     target_matchers: ['severity="warning"']
//!     equal: [cluster]
//! ```

use firedrill_alertmanager::inhibition::InhibitRule;

use crate::checks::constraints::{contradiction, implies};
use crate::checks::{Check, Input};
use crate::report::Problem;

pub(in crate::checks) const IDLE_INHIBITION: Check = Check {
    id: "alertmanager/idle-inhibition",
    summary: "an inhibit rule that never mutes anything",
    run: findings,
};

fn findings(input: &Input<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    for configuration in &input.configurations {
        for rule in &configuration.config.inhibit_rules {
            if let Some(reason) = idle_because(rule, input) {
                let message = format!("this rule never inhibits anything: {reason}");
                found.push(configuration.problem(IDLE_INHIBITION.id, message, rule.span));
            }
        }
    }
    found
}

fn idle_because(rule: &InhibitRule, input: &Input<'_>) -> Option<String> {
    for (side, matchers) in [("source", &rule.source), ("target", &rule.target)] {
        if let Some(label) = contradiction(matchers) {
            return Some(format!("no value of `{label}` satisfies its {side} matchers"));
        }
    }
    if implies(&rule.source, &rule.target) && implies(&rule.target, &rule.source) {
        return Some("alerts that match both sides do not inhibit each other".to_owned());
    }
    let is_idle =
        |matchers| !input.alerts.is_empty() && !input.alerts.iter().any(|it| it.may_match(matchers));
    let sides = [("source", &rule.source), ("target", &rule.target)];
    let (side, _) = sides.into_iter().find(|(_, matchers)| is_idle(*matchers))?;
    Some(format!("no alert of the rule files matches its {side} matchers"))
}

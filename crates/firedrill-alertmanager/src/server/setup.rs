//! A configuration made ready to run.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::Duration;

use crate::Switches;
use crate::config::Config;
use crate::inhibition::InhibitRule;
use crate::interval::TimeIntervals;
use crate::notify::Receiver;
use crate::routing::RoutingTree;

#[derive(Debug)]
pub(super) struct Setup {
    pub(super) resolve_timeout: Duration,
    pub(super) tree: RoutingTree,
    pub(super) receivers: BTreeMap<Arc<str>, Receiver>,
    pub(super) inhibit_rules: Vec<InhibitRule>,
    pub(super) time_intervals: TimeIntervals,
}

impl Setup {
    pub(super) fn new(config: &Config, switches: Switches) -> Self {
        let receivers = config.receivers.iter().map(|it| (Arc::clone(&it.name), it.clone()));
        Self {
            resolve_timeout: config.resolve_timeout,
            tree: RoutingTree::new(&config.route, switches),
            receivers: receivers.collect(),
            inhibit_rules: config.inhibit_rules.clone(),
            time_intervals: config.time_intervals.clone(),
        }
    }
}

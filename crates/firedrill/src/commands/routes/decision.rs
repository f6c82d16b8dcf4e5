//! What becomes of one alert.

use firedrill_alertmanager::Config;
use firedrill_alertmanager::Switches;
use firedrill_alertmanager::routing::{Route, RoutingTree};
use firedrill_alertmanager::server::{Muting, interval_muting, interval_muting_end};
use firedrill_model::{Labels, Timestamp};

/// A configuration with its routes.
pub(super) struct Router<'c> {
    pub(super) config: &'c Config,
    pub(super) tree: RoutingTree,
    switches: Switches,
    /// The parent of each route; none of the root.
    parents: Vec<Option<usize>>,
}

/// Where an alert goes.
pub(super) struct Decision {
    pub(super) labels: Labels,
    pub(super) at: Option<Timestamp>,
    /// In the order in which the routes match.
    pub(super) destinations: Vec<Destination>,
    /// Positions of the inhibit rules that can mute the alert.
    pub(super) inhibit_rules: Vec<usize>,
}

/// One route that takes the alert.
pub(super) struct Destination {
    /// Position of the route in the tree.
    pub(super) route: usize,
    /// The routes from the root to it.
    pub(super) path: Vec<usize>,
    pub(super) group_labels: Labels,
    pub(super) group_key: String,
    /// Why the route is silent at the time that was asked for.
    pub(super) muting: Option<MutedRoute>,
}

/// A route that a time interval mutes.
pub(super) struct MutedRoute {
    pub(super) by: Muting,
    /// When it is let through again, if within 28 years.
    pub(super) until: Option<Timestamp>,
}

impl<'c> Router<'c> {
    pub(super) fn new(config: &'c Config, switches: Switches) -> Self {
        let tree = RoutingTree::new(&config.route, switches);
        let mut parents = vec![None; tree.routes().len()];
        for (position, route) in tree.routes().iter().enumerate() {
            for child in &route.children {
                parents[*child] = Some(position);
            }
        }
        Self { config, tree, switches, parents }
    }

    pub(super) fn route(&self, position: usize) -> &Route {
        self.tree.route(position)
    }

    pub(super) fn decide(&self, labels: &Labels, at: Option<Timestamp>) -> Decision {
        let routes = self.tree.matching(labels).into_iter();
        let rules = self.config.inhibit_rules.iter().enumerate();
        Decision {
            labels: labels.clone(),
            at,
            destinations: routes.map(|route| self.destination(route, labels, at)).collect(),
            inhibit_rules: rules.filter(|(_, it)| it.target.matches(labels)).map(|(rule, _)| rule).collect(),
        }
    }

    fn destination(&self, position: usize, labels: &Labels, at: Option<Timestamp>) -> Destination {
        let route = self.route(position);
        let group_labels = route.group_labels(labels);
        let group_key = route.group_key(&group_labels);
        let intervals = &self.config.time_intervals;
        let muting = at.and_then(|at| {
            let by = interval_muting(route, intervals, at, self.switches)?;
            Some(MutedRoute { by, until: interval_muting_end(route, intervals, at, self.switches) })
        });
        Destination { route: position, path: self.path(position), group_labels, group_key, muting }
    }

    /// The routes from the root to `position`, both included.
    fn path(&self, position: usize) -> Vec<usize> {
        let mut path: Vec<_> =
            std::iter::successors(Some(position), |position| self.parents[*position]).collect();
        path.reverse();
        path
    }

    /// The integrations of a receiver, such as `pagerduty` or `2 webhook`.
    pub(super) fn integrations(&self, receiver: &str) -> Vec<&'static str> {
        let receiver = self.config.receivers.iter().find(|it| &*it.name == receiver);
        receiver.into_iter().flat_map(|it| &it.integrations).map(|it| it.kind.name()).collect()
    }
}

//! Answers for programs; `docs/reference/routes.md` describes them.

use std::collections::BTreeMap;

use firedrill_alertmanager::routing::{GroupBy, Route};
use firedrill_alertmanager::server::Muting;
use firedrill_model::{Duration, Labels};
use serde::Serialize;

use super::decision::{Decision, Destination, Router};
use super::human::instant;

/// The top level. `version` grows when a field changes its meaning or goes away.
#[derive(Serialize)]
pub(super) struct Document<T> {
    version: u32,
    #[serde(flatten)]
    content: T,
}

impl<T> Document<T> {
    pub(super) fn new(content: T) -> Self {
        Self { version: 1, content }
    }
}

/// All routes; the first is the root.
#[derive(Serialize)]
pub(super) struct Tree {
    routes: Vec<TreeRoute>,
}

#[derive(Serialize)]
struct TreeRoute {
    matchers: String,
    #[serde(rename = "continue")]
    continues: bool,
    /// Positions in the list.
    children: Vec<usize>,
    #[serde(flatten)]
    settings: Settings,
}

/// What a route does with an alert, inherited or its own.
#[derive(Serialize)]
struct Settings {
    receiver: String,
    /// `null` for all labels.
    group_by: Option<Vec<String>>,
    group_wait_seconds: f64,
    group_interval_seconds: f64,
    repeat_interval_seconds: f64,
    active_time_intervals: Vec<String>,
    mute_time_intervals: Vec<String>,
}

/// One alert with its routes.
#[derive(Serialize)]
pub(super) struct RoutedAlert {
    labels: BTreeMap<String, String>,
    at: Option<String>,
    routes: Vec<TakenRoute>,
    /// Inhibit rules that can mute the alert, by their source matchers.
    inhibited_while: Vec<Source>,
}

#[derive(Serialize)]
struct TakenRoute {
    /// The matchers of the routes from the root on.
    path: Vec<String>,
    integrations: Vec<&'static str>,
    group_labels: BTreeMap<String, String>,
    group_key: String,
    /// `null` where it is not asked for.
    muted: Option<bool>,
    muted_by: Vec<String>,
    /// `active_time_intervals` if the time lies outside of them, `mute_time_intervals` if inside.
    muted_because_of: Option<&'static str>,
    muted_until: Option<String>,
    #[serde(flatten)]
    settings: Settings,
}

#[derive(Serialize)]
struct Source {
    name: String,
    #[serde(rename = "source")]
    matchers: String,
    equal: Vec<String>,
}

impl Tree {
    pub(super) fn of(router: &Router<'_>) -> Self {
        let routes = router.tree.routes().iter().map(|route| TreeRoute {
            matchers: route.matchers.to_string(),
            continues: route.continues,
            children: route.children.clone(),
            settings: Settings::of(route),
        });
        Self { routes: routes.collect() }
    }
}

impl Settings {
    fn of(route: &Route) -> Self {
        Self {
            receiver: route.receiver.to_string(),
            group_by: match &route.group_by {
                GroupBy::All => None,
                GroupBy::Labels(names) => Some(names.clone()),
            },
            group_wait_seconds: seconds(route.group_wait),
            group_interval_seconds: seconds(route.group_interval),
            repeat_interval_seconds: seconds(route.repeat_interval),
            active_time_intervals: route.active_time_intervals.clone(),
            mute_time_intervals: route.mute_time_intervals.clone(),
        }
    }
}

impl RoutedAlert {
    pub(super) fn of(decision: &Decision, router: &Router<'_>) -> Self {
        let rules = decision.inhibit_rules.iter().map(|rule| &router.config.inhibit_rules[*rule]);
        let inhibited_while = rules.map(|rule| Source {
            name: rule.name.clone(),
            matchers: rule.source.to_string(),
            equal: rule.equal.clone(),
        });
        Self {
            labels: map(&decision.labels),
            at: decision.at.map(instant),
            routes: decision.destinations.iter().map(|it| taken(it, decision, router)).collect(),
            inhibited_while: inhibited_while.collect(),
        }
    }
}

fn taken(destination: &Destination, decision: &Decision, router: &Router<'_>) -> TakenRoute {
    let route = router.route(destination.route);
    let (because, by) = match destination.muting.as_ref().map(|muted| &muted.by) {
        Some(Muting::OutsideActiveIntervals(names)) => (Some("active_time_intervals"), names.clone()),
        Some(Muting::MuteIntervals(names)) => (Some("mute_time_intervals"), names.clone()),
        _ => (None, Vec::new()),
    };
    TakenRoute {
        path: destination.path.iter().map(|it| router.route(*it).matchers.to_string()).collect(),
        integrations: router.integrations(&route.receiver),
        group_labels: map(&destination.group_labels),
        group_key: destination.group_key.clone(),
        muted: decision.at.map(|_| destination.muting.is_some()),
        muted_by: by,
        muted_because_of: because,
        muted_until: destination.muting.as_ref().and_then(|muted| muted.until).map(instant),
        settings: Settings::of(route),
    }
}

fn map(labels: &Labels) -> BTreeMap<String, String> {
    labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn seconds(duration: Duration) -> f64 {
    duration.as_seconds()
}

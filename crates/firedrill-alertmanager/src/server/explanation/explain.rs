//! Looking at the state of a server for what keeps an alert back.

use std::sync::Arc;

use firedrill_model::{Labels, Timestamp};

use super::{Obstacle, Wait};
use crate::Fingerprint;
use crate::alert::{Alert, AlertStatus};
use crate::notify::{LogEntry, LogKey};
use crate::server::group::{Group, GroupId, Membership};
use crate::server::{Alertmanager, Muting, interval_muting, interval_muting_end};

/// Why an alert is not notified at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Whether the alert is known, and how it stands.
    pub status: Option<AlertStatus>,
    /// One for each route that was asked for.
    pub routes: Vec<RouteExplanation>,
}

/// Why an alert is not notified by one route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteExplanation {
    /// Position of the route in the tree.
    pub route: usize,
    /// Its receiver, or the one that was asked for and is not reached.
    pub receiver: Arc<str>,
    /// The key of the alert's group; empty where the receiver is not reached.
    pub group_key: String,
    /// When an integration of the receiver was last told that the alert fires, as far as the log says.
    pub notified_at: Option<Timestamp>,
    /// What keeps it back, the weightiest first.
    pub obstacles: Vec<Obstacle>,
    /// When it is notified next if nothing changes but the time: alerts go on as they are, silences end when
    /// they say. Absent if that is not in sight.
    pub next: Option<Timestamp>,
}

impl Alertmanager {
    /// Why an alert is not notified at `now`, by the routes to `receiver`, or by all that it takes.
    ///
    /// Whatever is due before `now` happens first; call [`Alertmanager::advance`] before to count what is due
    /// at that very instant.
    pub fn explain(&mut self, labels: &Labels, receiver: Option<&str>, now: Timestamp) -> Explanation {
        self.run_before(now);
        let fingerprint = Fingerprint::of(labels);
        let alert = self.alerts.all(self.now).find(|it| it.fingerprint == fingerprint).cloned();
        let tree = &self.setup.tree;
        let matching = tree.matching(labels);
        let all: Vec<_> = matching.iter().map(|it| Arc::clone(&tree.route(*it).receiver)).collect();
        let asked =
            matching.into_iter().filter(|it| receiver.is_none_or(|name| *tree.route(*it).receiver == *name));
        let asked: Vec<_> = asked.collect();
        let mut routes: Vec<_> = asked
            .into_iter()
            .map(|route| self.explain_route(route, labels, fingerprint, alert.as_ref()))
            .collect();
        if let (true, Some(receiver)) = (routes.is_empty(), receiver) {
            routes.push(RouteExplanation {
                route: 0,
                receiver: Arc::from(receiver),
                group_key: String::new(),
                notified_at: None,
                obstacles: vec![Obstacle::RoutedElsewhere(all)],
                next: None,
            });
        }
        Explanation { status: alert.map(|alert| alert.status(self.now)), routes }
    }

    fn explain_route(
        &mut self,
        position: usize,
        labels: &Labels,
        fingerprint: Fingerprint,
        alert: Option<&Arc<Alert>>,
    ) -> RouteExplanation {
        let setup = Arc::clone(&self.setup);
        let route = setup.tree.route(position);
        let membership = Membership { route: position, labels: route.group_labels(labels) };
        let group_key = route.group_key(&membership.labels);
        let entries = self.entries(&group_key, &route.receiver);
        let notified = entries.iter().filter(|entry| entry.firing.binary_search(&fingerprint).is_ok());
        let notified_at = notified.map(|entry| entry.timestamp).max();
        let group = self
            .groups
            .find(&membership)
            .filter(|id| self.groups.get(*id).is_some_and(|group| group.alerts.contains_key(&fingerprint)));
        let obstacles = match (alert, group) {
            _ if !self.is_running => vec![Obstacle::Stopped],
            (None, _) => vec![Obstacle::Unknown],
            (Some(alert), None) => vec![match notified_at {
                Some(notified_at) => Obstacle::ResolutionLost { notified_at },
                None => Obstacle::Over { since: alert.ends_at },
            }],
            (Some(alert), Some(group)) => self.obstacles_in_group(position, alert, group, &entries),
        };
        let next = group.and_then(|group| self.next_notification(group, fingerprint));
        RouteExplanation {
            route: position,
            receiver: Arc::clone(&route.receiver),
            group_key,
            notified_at,
            obstacles,
            next,
        }
    }

    /// What the integrations of a receiver last told of a group.
    fn entries(&mut self, group_key: &str, receiver: &Arc<str>) -> Vec<LogEntry> {
        let setup = Arc::clone(&self.setup);
        let integrations = setup.receivers.get(receiver).map_or(&[][..], |it| it.integrations.as_slice());
        let entries = integrations.iter().filter_map(|integration| {
            let key = LogKey {
                group_key: Arc::from(group_key),
                receiver: Arc::clone(receiver),
                kind: integration.kind,
                index: integration.index,
            };
            self.log.get(&key, self.now).cloned()
        });
        entries.collect()
    }

    fn obstacles_in_group(
        &mut self,
        position: usize,
        alert: &Arc<Alert>,
        id: GroupId,
        entries: &[LogEntry],
    ) -> Vec<Obstacle> {
        let setup = Arc::clone(&self.setup);
        let route = setup.tree.route(position);
        let integrations =
            setup.receivers.get(&route.receiver).map_or(&[][..], |it| it.integrations.as_slice());
        if integrations.is_empty() {
            return vec![Obstacle::NoIntegration];
        }
        let mut obstacles: Vec<_> = self.muting_obstacle(position, alert).into_iter().collect();
        let is_resolved = alert.is_resolved(self.now);
        if is_resolved && entries.iter().all(|entry| entry.firing.is_empty()) {
            obstacles.push(Obstacle::NothingToResolve);
        } else if is_resolved && integrations.iter().all(|it| !it.send_resolved) {
            obstacles.push(Obstacle::ResolvedNotSent);
        }
        // Every integration must have told it: one that has not is still to be heard.
        let told = entries.iter().filter(|entry| {
            let told = if is_resolved { &entry.resolved } else { &entry.firing };
            told.binary_search(&alert.fingerprint).is_ok()
        });
        if told.clone().count() == integrations.len() {
            obstacles.extend(told.min_by_key(|entry| entry.timestamp).map(|entry| {
                Obstacle::AlreadyNotified {
                    at: entry.timestamp,
                    by_peer: entry.is_from_peer,
                    repeats_after: entry.timestamp + route.repeat_interval,
                }
            }));
        }
        obstacles.extend(self.deliveries.obstacle(id, self.options.replica_wait()));
        obstacles.extend(self.groups.get(id).and_then(waiting));
        obstacles
    }

    /// What mutes an alert now, in the order of the pipeline.
    fn muting_obstacle(&mut self, position: usize, alert: &Alert) -> Option<Obstacle> {
        let (setup, now) = (Arc::clone(&self.setup), self.now);
        let route = setup.tree.route(position);
        if let Some(inhibition) = self.inhibitor.inhibits(&alert.labels, now) {
            let source = self.alerts.all(now).find(|it| it.fingerprint == inhibition.source);
            return Some(Obstacle::Inhibited {
                rule: inhibition.rule,
                rule_name: setup.inhibit_rules[inhibition.rule].name.clone(),
                source: source.map_or_else(Labels::empty, |it| it.labels.clone()),
            });
        }
        let until = || interval_muting_end(route, &setup.time_intervals, now, self.switches);
        match interval_muting(route, &setup.time_intervals, now, self.switches) {
            Some(Muting::OutsideActiveIntervals(names)) => {
                return Some(Obstacle::OutsideActiveIntervals { names, until: until() });
            }
            Some(Muting::MuteIntervals(names)) => {
                return Some(Obstacle::MuteIntervals { names, until: until() });
            }
            _ => {}
        }
        let ids = self.silences.muting(&alert.labels, now).into_iter();
        let silences: Vec<_> = ids.filter_map(|id| self.silences.get(id, now).cloned()).collect();
        let until = silences.iter().map(|silence| silence.ends_at).max()?;
        Some(Obstacle::Silenced { silences, until })
    }
}

fn waiting(group: &Group) -> Option<Obstacle> {
    let wait = if group.has_flushed { Wait::GroupInterval } else { Wait::GroupWait };
    Some(Obstacle::Waiting { wait, until: group.timer?.at() })
}

//! Alerts come in and find their groups.

use std::sync::Arc;

use firedrill_model::Timestamp;

use super::Alertmanager;
use super::events::Event;
use super::group::{GroupId, Membership};
use crate::alert::{Alert, IntakeError, PostedAlert};

/// An alert of a post that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its position in the post.
    pub position: usize,
    /// Why.
    pub error: IntakeError,
}

/// How an alert comes to its groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// In a post, one after the other.
    Posted,
    /// After a reload, with all stored alerts.
    Stored,
}

impl Alertmanager {
    /// Takes a post of alerts; gives those that were refused. A stopped server loses everything.
    pub fn receive(&mut self, posted: &[PostedAlert], now: Timestamp) -> Vec<Refusal> {
        self.run_before(now);
        if !self.is_running {
            return Vec::new();
        }
        let mut refusals = Vec::new();
        let mut stored = Vec::with_capacity(posted.len());
        for (position, alert) in posted.iter().enumerate() {
            self.revision += 1;
            let accepted = alert.accept(now, self.setup.resolve_timeout, self.switches, self.revision);
            match accepted {
                Ok(alert) => stored.push(self.alerts.put(alert, now)),
                Err(error) => refusals.push(Refusal { position, error }),
            }
        }
        for alert in &stored {
            self.inhibitor.observe(alert, now);
        }
        for position in self.order_of_intake(stored.len()) {
            self.dispatch(&stored[position], Arrival::Posted);
        }
        refusals
    }

    /// The order in which the alerts of a post reach their groups. It decides which alert founds a group,
    /// and so whether the group flushes at once.
    fn order_of_intake(&self, count: usize) -> Vec<usize> {
        let mut order: Vec<_> = (0..count).collect();
        if !self.switches.any_old_alert_flushes && self.options.races.second_of_pair_first {
            order.chunks_mut(2).for_each(<[usize]>::reverse);
        }
        order
    }

    /// Puts a stored alert into its groups.
    pub(super) fn dispatch(&mut self, alert: &Arc<Alert>, arrival: Arrival) {
        for membership in self.memberships_of(alert).iter() {
            match self.groups.find(membership) {
                Some(group) => self.join(group, alert),
                None => self.found(membership, alert, arrival),
            }
        }
    }

    fn memberships_of(&mut self, alert: &Alert) -> Arc<[Membership]> {
        if let Some(known) = self.memberships.get(&alert.fingerprint) {
            return Arc::clone(known);
        }
        let tree = &self.setup.tree;
        let memberships: Arc<[_]> = tree
            .matching(&alert.labels)
            .into_iter()
            .map(|route| Membership { route, labels: tree.route(route).group_labels(&alert.labels) })
            .collect();
        self.memberships.insert(alert.fingerprint, Arc::clone(&memberships));
        memberships
    }

    /// Starts a group with its first alert. One that is older than the group wait flushes at once: up to
    /// 0.29 together with the rest of its post, later on its own; after a reload with all that is stored.
    fn found(&mut self, membership: &Membership, alert: &Arc<Alert>, arrival: Arrival) {
        let route = self.setup.tree.route(membership.route);
        let key = route.group_key(&membership.labels);
        let wait = route.group_wait;
        let id = self.groups.create(membership.clone(), key);
        if let Some(group) = self.groups.get_mut(id) {
            group.alerts.insert(alert.fingerprint, Arc::clone(alert));
        }
        if self.now <= alert.starts_at + wait {
            self.arm(id, self.now + wait);
        } else if arrival == Arrival::Posted
            && !self.switches.any_old_alert_flushes
            && self.earliest_flush() <= self.now
        {
            self.tick(id, self.now);
        } else {
            self.arm(id, self.now);
        }
    }

    /// Adds an alert to a group, which notices at its next tick.
    fn join(&mut self, id: GroupId, alert: &Arc<Alert>) {
        let Some(group) = self.groups.get_mut(id) else { return };
        group.alerts.insert(alert.fingerprint, Arc::clone(alert));
        let wait = self.setup.tree.route(group.route).group_wait;
        let is_old = alert.starts_at + wait < self.now;
        if self.switches.any_old_alert_flushes && !group.has_flushed && is_old {
            self.arm(id, self.now);
        }
    }

    /// Sets a group's timer, in place of the one it had.
    pub(super) fn arm(&mut self, id: GroupId, at: Timestamp) {
        let earliest = self.earliest_flush();
        let Some(group) = self.groups.get_mut(id) else { return };
        if let Some(timer) = group.timer.take() {
            self.events.cancel(timer);
        }
        group.timer = Some(self.events.push(at.max(earliest), Event::Tick(id)));
    }

    fn earliest_flush(&self) -> Timestamp {
        self.started_at + self.options.dispatch_start_delay
    }
}

//! What a group does at a tick.

use std::sync::Arc;

use firedrill_model::{Duration, Timestamp};

use super::delivery::Flush;
use super::events::Event;
use super::group::GroupId;
use super::{AlertReport, Alertmanager, FlushReport, Muting, interval_muting};
use crate::alert::{Alert, AlertStatus};
use crate::notify::NotifiedAlert;
use crate::routing::Route;

/// A flush gives up after the group interval, but not before this.
const SHORTEST_TIMEOUT: Duration = Duration::from_seconds(10);

impl Alertmanager {
    /// Flushes a group whose timer fired at `tick`, or remembers to once the running flush is over.
    pub(super) fn tick(&mut self, id: GroupId, tick: Timestamp) {
        let setup = Arc::clone(&self.setup);
        let Some(group) = self.groups.get_mut(id) else { return };
        group.timer = None;
        if group.is_flushing {
            group.delayed_tick = Some(tick);
            return;
        }
        group.has_flushed = true;
        let route = setup.tree.route(group.route);
        let alerts: Vec<_> = group.alerts.values().cloned().collect();
        self.arm(id, self.now + route.group_interval);
        if alerts.is_empty() {
            self.expect_sweep();
            return;
        }
        self.flush(id, tick, route, &alerts);
    }

    fn flush(&mut self, id: GroupId, tick: Timestamp, route: &Route, alerts: &[Arc<Alert>]) {
        let (snapshot, mutings) = self.mute(id, tick, route, alerts);
        if self.options.reports_flushes {
            self.report(id, tick, route, &snapshot, &mutings);
        }
        let unmuted: Vec<_> = snapshot
            .iter()
            .zip(&mutings)
            .filter(|(_, muting)| muting.is_none())
            .map(|(notified, _)| notified.clone())
            .collect();
        let resolved = snapshot.into_iter().filter(|it| it.status == AlertStatus::Resolved);
        let timeout = route.group_interval.max(SHORTEST_TIMEOUT);
        let flush = Flush {
            group: id,
            tick,
            deadline: self.now + timeout + self.options.replica_wait(),
            resolved: resolved.map(|it| it.alert).collect(),
            alerts: Arc::from(unmuted),
            pending: 0,
            has_failed: false,
        };
        let deliveries = self.start_deliveries(flush, route);
        if self.options.replica_wait() == Duration::ZERO {
            for delivery in deliveries {
                self.deduplicate(delivery);
            }
        } else {
            let at = self.now + self.options.replica_wait();
            for delivery in deliveries {
                self.events.push(at, Event::Deduplicate(delivery));
            }
        }
    }

    /// The alerts with their status, and what mutes each: inhibition, then the route's intervals, then
    /// silences. Resolved alerts are muted like firing ones.
    fn mute(
        &mut self,
        id: GroupId,
        tick: Timestamp,
        route: &Route,
        alerts: &[Arc<Alert>],
    ) -> (Vec<NotifiedAlert>, Vec<Option<Muting>>) {
        let now = self.now;
        let by_interval = interval_muting(route, &self.setup.time_intervals, tick, self.switches);
        let mut reached_intervals = false;
        let mut snapshot = Vec::with_capacity(alerts.len());
        let mut mutings = Vec::with_capacity(alerts.len());
        for alert in alerts {
            let muting = if let Some(inhibition) = self.inhibitor.inhibits(&alert.labels, now) {
                Some(Muting::Inhibited { rule: inhibition.rule, source: inhibition.source })
            } else if by_interval.is_some() {
                reached_intervals = true;
                by_interval.clone()
            } else {
                let silences = self.silences.muting(&alert.labels, now);
                let ids = silences.into_iter().map(str::to_owned).collect::<Vec<_>>();
                (!ids.is_empty()).then_some(Muting::Silenced(ids))
            };
            snapshot.push(NotifiedAlert { alert: Arc::clone(alert), status: alert.status(now) });
            mutings.push(muting);
        }
        if let Some(group) = self.groups.get_mut(id) {
            group.muted_by = match by_interval {
                Some(Muting::OutsideActiveIntervals(names) | Muting::MuteIntervals(names))
                    if reached_intervals =>
                {
                    names
                }
                _ => Vec::new(),
            };
        }
        (snapshot, mutings)
    }

    fn report(
        &mut self,
        id: GroupId,
        tick: Timestamp,
        route: &Route,
        snapshot: &[NotifiedAlert],
        mutings: &[Option<Muting>],
    ) {
        let Some(group) = self.groups.get(id) else { return };
        let alerts = snapshot.iter().zip(mutings).map(|(notified, muting)| AlertReport {
            alert: Arc::clone(&notified.alert),
            status: notified.status,
            muting: muting.clone(),
        });
        self.reports.push(FlushReport {
            tick,
            group_key: Arc::clone(&group.key),
            group_labels: group.labels.clone(),
            route: group.route,
            receiver: Arc::clone(&route.receiver),
            alerts: alerts.collect(),
            integrations: Vec::new(),
        });
    }
}

//! Notifications under way.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::{Duration, Labels, Timestamp};

use super::events::Event;
use super::group::GroupId;
use super::{Alertmanager, IntegrationReport, Obstacle, Verdict};
use crate::Fingerprint;
use crate::alert::{Alert, AlertStatus, compare_for_notification};
use crate::notify::{
    Backoff, Decision, Integration, LogEntry, LogKey, Notification, NotifiedAlert, Reason, Response, Unsent,
    decide,
};
use crate::routing::Route;
use crate::silence::Silence;

/// Up to 0.31 the repeat interval is held against the wall clock when the log is read. Each tick comes
/// a little later than the one before, so a repeat that is due exactly at a tick is found due unless the
/// receiver took longer to answer than the ticks have drifted.
const CLOCK_DRIFT: Duration = Duration::from_ms(1);
/// A repeat that is due within this of a tick depends on how fast receivers and senders were.
const LATENCY_BAND_MS: i64 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DeliveryId(u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct FlushId(u64);

/// A flush whose integrations have not all finished.
#[derive(Debug, Clone)]
pub(super) struct Flush {
    pub(super) group: GroupId,
    pub(super) tick: Timestamp,
    /// When attempts are given up.
    pub(super) deadline: Timestamp,
    /// The resolved alerts, which leave the group if the flush succeeds.
    pub(super) resolved: Vec<Arc<Alert>>,
    /// What is not muted.
    pub(super) alerts: Arc<[NotifiedAlert]>,
    pub(super) pending: usize,
    pub(super) has_failed: bool,
}

/// One integration's part of a flush.
#[derive(Debug, Clone)]
struct Delivery {
    flush: FlushId,
    key: LogKey,
    group_labels: Labels,
    route_labels: Arc<BTreeMap<String, String>>,
    repeat_interval: Duration,
    integration: Integration,
    /// Position among all of the receiver's integrations.
    position: usize,
    reason: Reason,
    depends_on_latency: bool,
    attempts: u32,
    backoff: Backoff,
    jitter: Duration,
    started_at: Timestamp,
    response: Response,
}

/// All flushes and deliveries under way.
#[derive(Debug, Clone, Default)]
pub(super) struct Deliveries {
    flushes: BTreeMap<FlushId, Flush>,
    by_id: BTreeMap<DeliveryId, Delivery>,
    created: u64,
}

impl Deliveries {
    pub(super) fn clear(&mut self) {
        self.flushes.clear();
        self.by_id.clear();
    }

    /// What keeps the running flush of a group from being delivered, if there is one.
    pub(super) fn obstacle(&self, group: GroupId, replica_wait: Duration) -> Option<Obstacle> {
        self.by_id.values().find_map(|delivery| {
            let flush = self.flushes.get(&delivery.flush).filter(|flush| flush.group == group)?;
            if delivery.attempts == 0 {
                return Some(Obstacle::WaitingForPeers { until: flush.tick + replica_wait });
            }
            if delivery.response.is_success() {
                return Some(Obstacle::UnderWay { since: delivery.started_at });
            }
            Some(Obstacle::Failing {
                kind: delivery.key.kind,
                index: delivery.key.index,
                attempts: delivery.attempts,
                response: delivery.response,
            })
        })
    }
}

/// What replicas tell each other.
#[derive(Debug, Clone)]
pub(super) enum Gossip {
    Log(LogKey, LogEntry),
    Silence(Silence),
}

impl Alertmanager {
    /// Registers a flush with a delivery for each integration of the route's receiver. Without any, or
    /// with everything muted, the flush has succeeded.
    pub(super) fn start_deliveries(&mut self, mut flush: Flush, route: &Route) -> Vec<DeliveryId> {
        let setup = Arc::clone(&self.setup);
        let integrations = match setup.receivers.get(&route.receiver) {
            Some(receiver) if !flush.alerts.is_empty() => receiver.integrations.as_slice(),
            _ => &[],
        };
        let Some(group) = self.groups.get_mut(flush.group) else { return Vec::new() };
        if integrations.is_empty() {
            self.finish(&flush);
            return Vec::new();
        }
        group.is_flushing = true;
        let (group_key, group_labels) = (Arc::clone(&group.key), group.labels.clone());
        let route_labels = Arc::new(route.labels.clone());
        self.deliveries.created += 1;
        let flush_id = FlushId(self.deliveries.created);
        flush.pending = integrations.len();
        self.deliveries.flushes.insert(flush_id, flush);
        let mut started = Vec::with_capacity(integrations.len());
        for (position, integration) in integrations.iter().enumerate() {
            self.deliveries.created += 1;
            let id = DeliveryId(self.deliveries.created);
            let key = LogKey {
                group_key: Arc::clone(&group_key),
                receiver: Arc::clone(&route.receiver),
                kind: integration.kind,
                index: integration.index,
            };
            let delivery = Delivery {
                flush: flush_id,
                key,
                group_labels: group_labels.clone(),
                route_labels: Arc::clone(&route_labels),
                repeat_interval: route.repeat_interval,
                integration: integration.clone(),
                position,
                reason: Reason::First,
                depends_on_latency: false,
                attempts: 0,
                backoff: Backoff::new(),
                jitter: Duration::ZERO,
                started_at: self.now,
                response: Response::Accepted,
            };
            self.deliveries.by_id.insert(id, delivery);
            started.push(id);
        }
        started
    }

    /// Compares a flush with the log and sends if there is news.
    pub(super) fn deduplicate(&mut self, id: DeliveryId) {
        let Some(delivery) = self.deliveries.by_id.get_mut(&id) else { return };
        let Some(flush) = self.deliveries.flushes.get(&delivery.flush) else { return };
        let (firing, resolved) = fingerprints(&flush.alerts);
        let at_tick = self.switches.repeat_measured_at_tick;
        let clock = if at_tick { flush.tick } else { self.now + CLOCK_DRIFT };
        let entry = self.log.get(&delivery.key, self.now);
        let send_resolved = delivery.integration.send_resolved;
        let decision = decide(entry, &firing, &resolved, send_resolved, delivery.repeat_interval, clock);
        let is_close = entry.is_some_and(|it| {
            let late = (clock - (it.timestamp + delivery.repeat_interval)).as_ms();
            late.abs() <= LATENCY_BAND_MS
        });
        delivery.depends_on_latency = is_close
            && matches!(
                decision,
                Decision::Notify(Reason::Repeat) | Decision::Skip(Unsent::Unchanged { .. })
            );
        let verdict = match decision {
            Decision::Notify(_) if firing.is_empty() && !send_resolved => Verdict::ResolvedNotSent,
            _ => Verdict::Decided(decision),
        };
        self.report_verdict(id, verdict);
        match (decision, verdict) {
            (_, Verdict::ResolvedNotSent) => {
                self.record(id);
                self.conclude(id, true);
            }
            (Decision::Notify(reason), _) => {
                if let Some(delivery) = self.deliveries.by_id.get_mut(&id) {
                    delivery.reason = reason;
                }
                self.attempt(id);
            }
            (Decision::Skip(_), _) => self.conclude(id, true),
        }
    }

    /// Sends a request.
    pub(super) fn attempt(&mut self, id: DeliveryId) {
        let Some(delivery) = self.deliveries.by_id.get_mut(&id) else { return };
        let Some(flush) = self.deliveries.flushes.get(&delivery.flush) else { return };
        let specific = (Arc::clone(&delivery.key.receiver), Some(delivery.position));
        let general = (Arc::clone(&delivery.key.receiver), None);
        let which = if self.behaviours.contains_key(&specific) { specific } else { general };
        let (latency, response) = match self.behaviours.get_mut(&which) {
            Some(behaviour) => (behaviour.latency, behaviour.answer()),
            None => (Duration::ZERO, Response::Accepted),
        };
        let answered_at = self.now + latency;
        let answered_in_time = response != Response::Silent && answered_at <= flush.deadline;
        delivery.attempts += 1;
        delivery.started_at = self.now;
        delivery.response = if answered_in_time { response } else { Response::Silent };
        let notification = delivery.notification(flush, self.now);
        self.outbox.push(notification);
        if answered_in_time && latency == Duration::ZERO {
            self.answer(id);
        } else {
            let at = if answered_in_time { answered_at } else { flush.deadline };
            self.events.push(at, Event::Answer(id));
        }
    }

    /// Takes the answer to the last request: done, given up, or another attempt.
    pub(super) fn answer(&mut self, id: DeliveryId) {
        let Some(delivery) = self.deliveries.by_id.get_mut(&id) else { return };
        let Some(flush) = self.deliveries.flushes.get(&delivery.flush) else { return };
        if delivery.response.is_success() {
            self.record(id);
            self.conclude(id, true);
            return;
        }
        if !delivery.response.is_retried(delivery.integration.kind) || flush.deadline <= self.now {
            self.conclude(id, false);
            return;
        }
        // The wait counts from the start of the failed attempt.
        let (wait, jitter) = delivery.backoff.wait();
        let next = (delivery.started_at + wait).max(self.now);
        if flush.deadline <= next {
            delivery.response = Response::Silent;
            self.events.push(flush.deadline, Event::Answer(id));
            return;
        }
        delivery.jitter = Duration::from_ms(delivery.jitter.as_ms() + jitter.as_ms());
        self.events.push(next, Event::Attempt(id));
    }

    /// Writes the log after a success.
    fn record(&mut self, id: DeliveryId) {
        let Some(delivery) = self.deliveries.by_id.get(&id) else { return };
        let Some(flush) = self.deliveries.flushes.get(&delivery.flush) else { return };
        let (firing, resolved) = fingerprints(&flush.alerts);
        let key = delivery.key.clone();
        let entry = self.log.record(key.clone(), firing, resolved, delivery.repeat_interval, self.now);
        if self.has_peers {
            self.gossip.push(Gossip::Log(key, entry));
        }
    }

    /// Ends a delivery, and with the last one its flush.
    fn conclude(&mut self, id: DeliveryId, succeeded: bool) {
        let Some(delivery) = self.deliveries.by_id.remove(&id) else { return };
        let Some(flush) = self.deliveries.flushes.get_mut(&delivery.flush) else { return };
        flush.pending -= 1;
        flush.has_failed |= !succeeded;
        if flush.pending == 0
            && let Some(flush) = self.deliveries.flushes.remove(&delivery.flush)
        {
            self.finish(&flush);
        }
    }

    /// After a flush: resolved alerts leave the group if it succeeded and they were not posted again.
    fn finish(&mut self, flush: &Flush) {
        let Some(group) = self.groups.get_mut(flush.group) else { return };
        group.is_flushing = false;
        if !flush.has_failed {
            for alert in &flush.resolved {
                let unchanged =
                    group.alerts.get(&alert.fingerprint).is_some_and(|it| it.revision == alert.revision);
                if unchanged {
                    group.alerts.remove(&alert.fingerprint);
                }
            }
        }
        let delayed_tick = group.delayed_tick.take();
        if group.alerts.is_empty() && self.switches.destroys_emptied_group {
            if let Some(timer) = self.groups.remove(flush.group) {
                self.events.cancel(timer);
            }
            return;
        }
        if group.alerts.is_empty() {
            self.expect_sweep();
        }
        if let Some(tick) = delayed_tick {
            self.tick(flush.group, tick);
        }
    }

    fn report_verdict(&mut self, id: DeliveryId, verdict: Verdict) {
        if !self.options.reports_flushes {
            return;
        }
        let Some(delivery) = self.deliveries.by_id.get(&id) else { return };
        let Some(flush) = self.deliveries.flushes.get(&delivery.flush) else { return };
        let report = self.reports.iter_mut().rev().find(|report| {
            report.tick == flush.tick
                && report.group_key == delivery.key.group_key
                && report.receiver == delivery.key.receiver
        });
        if let Some(report) = report {
            report.integrations.push(IntegrationReport {
                kind: delivery.key.kind,
                index: delivery.key.index,
                verdict,
                depends_on_latency: delivery.depends_on_latency,
            });
        }
    }
}

impl Delivery {
    fn notification(&self, flush: &Flush, now: Timestamp) -> Notification {
        let sends = |notified: &&NotifiedAlert| {
            self.integration.send_resolved || notified.status == AlertStatus::Firing
        };
        let mut alerts: Vec<_> = flush.alerts.iter().filter(sends).cloned().collect();
        alerts.sort_by(|lhs, rhs| compare_for_notification(&lhs.alert.labels, &rhs.alert.labels));
        let total = alerts.len();
        if self.integration.max_alerts > 0 {
            alerts.truncate(self.integration.max_alerts);
        }
        let status = alerts.iter().map(|it| it.status).min().unwrap_or(AlertStatus::Resolved);
        Notification {
            at: now,
            jitter: self.jitter,
            tick: flush.tick,
            receiver: Arc::clone(&self.key.receiver),
            kind: self.key.kind,
            index: self.key.index,
            status,
            reason: self.reason,
            group_key: Arc::clone(&self.key.group_key),
            group_labels: self.group_labels.clone(),
            route_labels: Arc::clone(&self.route_labels),
            truncated_alerts: total - alerts.len(),
            alerts,
            attempt: self.attempts,
            response: self.response,
            depends_on_latency: self.depends_on_latency,
        }
    }
}

/// The firing and the resolved alerts, each sorted.
fn fingerprints(alerts: &[NotifiedAlert]) -> (Vec<Fingerprint>, Vec<Fingerprint>) {
    let of = |status: AlertStatus| {
        let mut prints: Vec<_> =
            alerts.iter().filter(|it| it.status == status).map(|it| it.alert.fingerprint).collect();
        prints.sort_unstable();
        prints
    };
    (of(AlertStatus::Firing), of(AlertStatus::Resolved))
}

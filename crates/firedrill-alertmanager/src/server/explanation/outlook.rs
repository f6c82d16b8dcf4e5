//! When an alert will be notified, found by letting time pass.

use std::sync::Arc;

use firedrill_model::Timestamp;

use crate::Fingerprint;
use crate::alert::PostedAlert;
use crate::server::Alertmanager;
use crate::server::group::GroupId;

/// How many events of the group are looked at; with the default interval, ten weeks.
const EVENTS: usize = 20_000;
/// An end that no event reaches.
const NEVER: Timestamp = Timestamp(i64::MAX / 4);

impl Alertmanager {
    /// When a group notifies an alert next if alerts stay as they are: those that fire go on firing.
    pub(super) fn next_notification(&self, id: GroupId, fingerprint: Fingerprint) -> Option<Timestamp> {
        let group = self.groups.get(id)?;
        let (key, receiver) =
            (Arc::clone(&group.key), Arc::clone(&self.setup.tree.route(group.route).receiver));
        let mut future = self.clone();
        future.options.reports_flushes = false;
        future.outbox.clear();
        future.keep_firing();
        future.keep_group(id);
        for _ in 0..EVENTS {
            let at = future.next_wakeup()?;
            let sent = future.advance(at.max(future.now));
            let found = sent.iter().find(|it| {
                it.group_key == key
                    && it.receiver == receiver
                    && it.response.is_success()
                    && it.alerts.iter().any(|notified| notified.alert.fingerprint == fingerprint)
            });
            if let Some(found) = found {
                return Some(found.at);
            }
        }
        None
    }

    /// Posts every alert that fires once more, without an end.
    fn keep_firing(&mut self) {
        let now = self.now;
        let firing = self.alerts.all(now).filter(|alert| !alert.is_resolved(now));
        let posted: Vec<_> = firing
            .map(|alert| PostedAlert {
                labels: alert.labels.clone(),
                annotations: alert.annotations.clone(),
                starts_at: Some(alert.starts_at),
                ends_at: Some(NEVER),
                generator_url: Arc::clone(&alert.generator_url),
            })
            .collect();
        drop(self.receive(&posted, now));
    }

    /// Drops all other groups, whose flushes would only cost time.
    fn keep_group(&mut self, id: GroupId) {
        let others: Vec<_> =
            self.groups.iter().map(|(other, _)| other).filter(|other| *other != id).collect();
        for other in others {
            if let Some(timer) = self.groups.remove(other) {
                self.events.cancel(timer);
            }
        }
    }
}

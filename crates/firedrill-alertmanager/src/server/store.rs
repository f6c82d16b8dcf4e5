//! The alerts a server knows.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::{Duration, Timestamp};

use crate::Fingerprint;
use crate::alert::Alert;

/// Alerts by identity; resolved ones stay until the next collection.
#[derive(Debug, Clone)]
pub(super) struct AlertStore {
    alerts: BTreeMap<Fingerprint, Arc<Alert>>,
    gc_interval: Duration,
    last_gc: Timestamp,
}

impl AlertStore {
    pub(super) fn new(gc_interval: Duration, started_at: Timestamp) -> Self {
        Self { alerts: BTreeMap::new(), gc_interval, last_gc: started_at }
    }

    /// Stores an alert, merged with what is known of it.
    pub(super) fn put(&mut self, alert: Alert, now: Timestamp) -> Arc<Alert> {
        self.collect_garbage(now);
        let fingerprint = alert.fingerprint;
        let alert = match self.alerts.get(&fingerprint) {
            Some(known) if known.is_continued_by(&alert) => known.merged_with(alert, now),
            _ => alert,
        };
        let alert = Arc::new(alert);
        self.alerts.insert(fingerprint, Arc::clone(&alert));
        alert
    }

    /// All alerts, resolved ones that were not collected yet included.
    pub(super) fn all(&mut self, now: Timestamp) -> impl Iterator<Item = &Arc<Alert>> {
        self.collect_garbage(now);
        self.alerts.values()
    }

    /// Drops what was resolved at the last full interval before `now`.
    fn collect_garbage(&mut self, now: Timestamp) {
        let interval = self.gc_interval.as_ms().max(1);
        let elapsed = (now - self.last_gc).as_ms();
        if elapsed < interval {
            return;
        }
        self.last_gc = self.last_gc + Duration::from_ms(elapsed / interval * interval);
        let last_gc = self.last_gc;
        self.alerts.retain(|_, alert| !alert.is_resolved(last_gc));
    }
}

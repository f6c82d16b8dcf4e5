//! What each integration was told last.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::{Duration, Timestamp};

use super::IntegrationKind;
use crate::Fingerprint;

/// Whose notifications an entry is about. Two routes with the same key and receiver share it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogKey {
    /// The group.
    pub group_key: Arc<str>,
    /// The receiver.
    pub receiver: Arc<str>,
    /// The kind of integration.
    pub kind: IntegrationKind,
    /// Its position among those of its kind.
    pub index: usize,
}

/// The last successful notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// The alerts that were firing, sorted.
    pub firing: Vec<Fingerprint>,
    /// The alerts that were resolved, sorted.
    pub resolved: Vec<Fingerprint>,
    /// When the receiver had answered.
    pub timestamp: Timestamp,
    /// When the entry may be forgotten; the next maintenance does it.
    pub expires_at: Timestamp,
    /// Whether another replica notified.
    pub is_from_peer: bool,
}

/// The notification log, which survives a restart and is shared by replicas.
#[derive(Debug, Clone)]
pub struct NotificationLog {
    entries: BTreeMap<LogKey, LogEntry>,
    retention: Duration,
    maintenance_interval: Duration,
    /// Since when maintenance runs.
    started_at: Timestamp,
}

impl NotificationLog {
    /// An empty log.
    pub fn new(retention: Duration, maintenance_interval: Duration, started_at: Timestamp) -> Self {
        Self { entries: BTreeMap::new(), retention, maintenance_interval, started_at }
    }

    /// Starts maintenance anew, as a restart does.
    pub fn restart(&mut self, now: Timestamp) {
        self.forget_expired(now);
        self.started_at = now;
    }

    /// The entry for `key`. It is there until the first maintenance after its expiry.
    pub fn get(&mut self, key: &LogKey, now: Timestamp) -> Option<&LogEntry> {
        let last_maintenance = self.last_maintenance(now);
        if self.entries.get(key).is_some_and(|entry| entry.expires_at < last_maintenance) {
            self.entries.remove(key);
        }
        self.entries.get(key)
    }

    /// Notes a successful notification, and gives the entry for other replicas.
    pub fn record(
        &mut self,
        key: LogKey,
        firing: Vec<Fingerprint>,
        resolved: Vec<Fingerprint>,
        repeat_interval: Duration,
        now: Timestamp,
    ) -> LogEntry {
        let twice = Duration::from_ms(repeat_interval.as_ms().saturating_mul(2));
        let expires_at = now + self.retention.min(twice);
        let entry = LogEntry { firing, resolved, timestamp: now, expires_at, is_from_peer: false };
        self.entries.insert(key, entry.clone());
        entry
    }

    /// Takes over an entry of another replica if it is newer than the one here.
    pub fn merge(&mut self, key: &LogKey, entry: &LogEntry) {
        if self.entries.get(key).is_none_or(|known| known.timestamp < entry.timestamp) {
            self.entries.insert(key.clone(), LogEntry { is_from_peer: true, ..entry.clone() });
        }
    }

    fn forget_expired(&mut self, now: Timestamp) {
        let last_maintenance = self.last_maintenance(now);
        self.entries.retain(|_, entry| last_maintenance <= entry.expires_at);
    }

    fn last_maintenance(&self, now: Timestamp) -> Timestamp {
        let interval = self.maintenance_interval.as_ms().max(1);
        let elapsed = (now - self.started_at).as_ms();
        if elapsed < interval {
            // Nothing was forgotten yet.
            return Timestamp(i64::MIN);
        }
        self.started_at + Duration::from_ms(elapsed / interval * interval)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_live_until_the_maintenance_after_their_expiry() {
        let mut log = NotificationLog::new(Duration::from_ms(1000), Duration::from_ms(300), Timestamp(0));
        let key = LogKey {
            group_key: Arc::from("{}:{}"),
            receiver: Arc::from("r"),
            kind: IntegrationKind::Webhook,
            index: 0,
        };
        let entry = log.record(key.clone(), vec![], vec![], Duration::from_ms(100), Timestamp(50));
        assert_eq!(entry.expires_at, Timestamp(250));
        assert!(log.get(&key, Timestamp(299)).is_some());
        assert!(log.get(&key, Timestamp(300)).is_none());
        let entry = log.record(key, vec![], vec![], Duration::from_ms(900), Timestamp(50));
        assert_eq!(entry.expires_at, Timestamp(1050), "retention bounds the life of an entry");
    }
}

//! What is due when.

use std::collections::BTreeMap;

use firedrill_model::Timestamp;

use super::delivery::DeliveryId;
use super::group::GroupId;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// A group's timer.
    Tick(GroupId),
    /// Empty groups are dropped.
    Sweep,
    /// A replica has waited for those before it.
    Deduplicate(DeliveryId),
    /// A request is sent.
    Attempt(DeliveryId),
    /// A request is answered, or the flush gives up.
    Answer(DeliveryId),
}

/// Names a queued event, to cancel it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EventKey {
    at: Timestamp,
    sequence: u64,
}

impl EventKey {
    /// When the event is due.
    pub(super) fn at(self) -> Timestamp {
        self.at
    }
}

/// Events by time; those of one instant in the order they were queued.
#[derive(Debug, Clone, Default)]
pub(super) struct EventQueue {
    events: BTreeMap<EventKey, Event>,
    queued: u64,
}

impl EventQueue {
    pub(super) fn push(&mut self, at: Timestamp, event: Event) -> EventKey {
        self.queued += 1;
        let key = EventKey { at, sequence: self.queued };
        self.events.insert(key, event);
        key
    }

    pub(super) fn cancel(&mut self, key: EventKey) {
        self.events.remove(&key);
    }

    pub(super) fn clear(&mut self) {
        self.events.clear();
    }

    pub(super) fn next_time(&self) -> Option<Timestamp> {
        self.events.first_key_value().map(|(key, _)| key.at)
    }

    /// The first event that is due at `now`, with its time.
    pub(super) fn pop_due(&mut self, now: Timestamp) -> Option<(Timestamp, Event)> {
        let entry = self.events.first_entry()?;
        let at = entry.key().at;
        (at <= now).then(|| (at, entry.remove()))
    }
}

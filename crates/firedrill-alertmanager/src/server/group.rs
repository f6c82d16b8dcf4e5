//! Aggregation groups.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::{Labels, Timestamp};

use super::events::EventKey;
use crate::Fingerprint;
use crate::alert::Alert;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct GroupId(u64);

/// The alerts of one route that share the values of its `group_by` labels.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Position of the route in the tree.
    pub(super) route: usize,
    pub(super) labels: Labels,
    pub(super) key: Arc<str>,
    pub(super) alerts: BTreeMap<Fingerprint, Arc<Alert>>,
    pub(super) has_flushed: bool,
    pub(super) timer: Option<EventKey>,
    /// Whether notifications of the last flush are under way.
    pub(super) is_flushing: bool,
    /// A tick that came while the group was flushing.
    pub(super) delayed_tick: Option<Timestamp>,
    /// The intervals that muted the last flush.
    pub(super) muted_by: Vec<String>,
}

/// Where an alert belongs: a route and the labels of its group there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Membership {
    pub(super) route: usize,
    pub(super) labels: Labels,
}

impl Ord for Membership {
    /// Any order that is fixed and quick: label sets are compared as encoded.
    fn cmp(&self, other: &Self) -> Ordering {
        (self.route, self.labels.encoded()).cmp(&(other.route, other.labels.encoded()))
    }
}

impl PartialOrd for Membership {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// All groups of a server.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    by_id: BTreeMap<GroupId, Group>,
    index: BTreeMap<Membership, GroupId>,
    created: u64,
}

impl Groups {
    pub(super) fn find(&self, membership: &Membership) -> Option<GroupId> {
        self.index.get(membership).copied()
    }

    pub(super) fn create(&mut self, membership: Membership, key: String) -> GroupId {
        self.created += 1;
        let id = GroupId(self.created);
        let group = Group {
            route: membership.route,
            labels: membership.labels.clone(),
            key: Arc::from(key),
            alerts: BTreeMap::new(),
            has_flushed: false,
            timer: None,
            is_flushing: false,
            delayed_tick: None,
            muted_by: Vec::new(),
        };
        self.by_id.insert(id, group);
        self.index.insert(membership, id);
        id
    }

    pub(super) fn get(&self, id: GroupId) -> Option<&Group> {
        self.by_id.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: GroupId) -> Option<&mut Group> {
        self.by_id.get_mut(&id)
    }

    /// Drops a group and gives its timer.
    pub(super) fn remove(&mut self, id: GroupId) -> Option<EventKey> {
        let group = self.by_id.remove(&id)?;
        self.index.remove(&Membership { route: group.route, labels: group.labels });
        group.timer
    }

    /// The groups in a fixed order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        self.index.values().filter_map(|id| Some((*id, self.by_id.get(id)?)))
    }

    pub(super) fn clear(&mut self) {
        self.by_id.clear();
        self.index.clear();
    }
}

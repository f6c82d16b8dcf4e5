//! What the API shows.

use std::sync::Arc;

use firedrill_model::{Labels, Timestamp};

use super::Alertmanager;
use crate::Fingerprint;
use crate::alert::Alert;

/// An alert as `GET /api/v2/alerts` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertView {
    /// The alert.
    pub alert: Arc<Alert>,
    /// The receivers it is routed to.
    pub receivers: Vec<Arc<str>>,
    /// The silences that mute it.
    pub silenced_by: Vec<String>,
    /// The alert that inhibits it.
    pub inhibited_by: Option<Fingerprint>,
    /// The intervals that muted the last flush of its group; only in groups, and only since 0.28.
    pub muted_by: Vec<String>,
}

impl AlertView {
    /// Whether the state is `suppressed` and not `active`.
    pub fn is_suppressed(&self) -> bool {
        !self.silenced_by.is_empty() || self.inhibited_by.is_some() || !self.muted_by.is_empty()
    }
}

/// A group as `GET /api/v2/alerts/groups` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupView {
    /// The group's labels.
    pub labels: Labels,
    /// The group key.
    pub key: Arc<str>,
    /// The receiver.
    pub receiver: Arc<str>,
    /// The alerts.
    pub alerts: Vec<AlertView>,
}

impl Alertmanager {
    /// The alerts that fire at `now`, by fingerprint.
    pub fn alerts(&mut self, now: Timestamp) -> Vec<AlertView> {
        self.run_before(now);
        let firing: Vec<_> = self.alerts.all(now).filter(|it| !it.is_resolved(now)).cloned().collect();
        firing.into_iter().map(|alert| self.view(alert, &[])).collect()
    }

    /// The groups with an alert that fires at `now`, by labels and receiver.
    pub fn groups(&mut self, now: Timestamp) -> Vec<GroupView> {
        self.run_before(now);
        let mut views = Vec::new();
        let groups: Vec<_> = self.groups.iter().map(|(id, _)| id).collect();
        for id in groups {
            let Some(group) = self.groups.get(id) else { continue };
            let firing: Vec<_> =
                group.alerts.values().filter(|alert| !alert.is_resolved(now)).cloned().collect();
            if firing.is_empty() {
                continue;
            }
            let muted_by = if self.switches.shows_muted_groups { group.muted_by.clone() } else { Vec::new() };
            let (labels, key) = (group.labels.clone(), Arc::clone(&group.key));
            let receiver = Arc::clone(&self.setup.tree.route(group.route).receiver);
            let alerts = firing.into_iter().map(|alert| self.view(alert, &muted_by)).collect();
            views.push(GroupView { labels, key, receiver, alerts });
        }
        views.sort_by(|lhs, rhs| (&lhs.labels, &lhs.receiver).cmp(&(&rhs.labels, &rhs.receiver)));
        views
    }

    fn view(&mut self, alert: Arc<Alert>, muted_by: &[String]) -> AlertView {
        let tree = &self.setup.tree;
        let receivers = tree.matching(&alert.labels).into_iter();
        let receivers = receivers.map(|route| Arc::clone(&tree.route(route).receiver)).collect();
        let silenced_by = self.silences.muting(&alert.labels, self.now);
        let silenced_by = silenced_by.into_iter().map(str::to_owned).collect();
        let inhibited_by = self.inhibitor.inhibits(&alert.labels, self.now).map(|it| it.source);
        AlertView { alert, receivers, silenced_by, inhibited_by, muted_by: muted_by.to_vec() }
    }
}

//! Reloads and restarts.

use std::sync::Arc;

use firedrill_model::Timestamp;

use super::Alertmanager;
use super::intake::Arrival;
use super::setup::Setup;
use super::store::AlertStore;
use crate::config::Config;
use crate::inhibition::Inhibitor;

impl Alertmanager {
    /// `POST /-/reload`: all groups are built anew from the stored alerts, so those whose alerts are
    /// older than the group wait flush at once, and the phase of every group moves to the reload.
    pub fn reload(&mut self, config: &Config, now: Timestamp) {
        self.run_before(now);
        self.apply(config);
        let mut stored: Vec<_> = self.alerts.all(now).cloned().collect();
        // The oldest founds each group, so that the group is as old as any of its alerts.
        stored.sort_by_key(|alert| (alert.starts_at, alert.fingerprint));
        for alert in &stored {
            self.inhibitor.observe(alert, now);
        }
        for alert in &stored {
            self.dispatch(alert, Arrival::Stored);
        }
    }

    /// Stops the process. Alerts and groups are lost; silences and the notification log are kept.
    pub fn stop(&mut self, now: Timestamp) {
        self.run_before(now);
        self.is_running = false;
        self.forget_groups();
        self.alerts = AlertStore::new(self.options.alert_gc_interval, now);
    }

    /// Starts the process again.
    pub fn start(&mut self, config: &Config, now: Timestamp) {
        self.run_before(now);
        self.is_running = true;
        self.started_at = now;
        self.log.restart(now);
        self.alerts = AlertStore::new(self.options.alert_gc_interval, now);
        self.apply(config);
    }

    fn apply(&mut self, config: &Config) {
        self.setup = Arc::new(Setup::new(config, self.switches));
        self.dispatching_since = self.now;
        self.inhibitor = Inhibitor::new(&self.setup.inhibit_rules, self.switches, self.now);
        self.forget_groups();
    }

    fn forget_groups(&mut self) {
        self.events.clear();
        self.has_sweep_due = false;
        self.deliveries.clear();
        self.groups.clear();
        self.memberships.clear();
    }
}

//! The server's state and its clock.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::{Duration, Timestamp};

use super::delivery::{Deliveries, Gossip};
use super::events::{Event, EventQueue};
use super::group::{Groups, Membership};
use super::setup::Setup;
use super::store::AlertStore;
use super::{FlushReport, Options};
use crate::config::Config;
use crate::inhibition::Inhibitor;
use crate::notify::{Behaviour, Notification, NotificationLog};
use crate::routing::RoutingTree;
use crate::silence::{PostedSilence, SilenceError, Silences};
use crate::{Fingerprint, Switches};

/// An Alertmanager in virtual time.
///
/// Time only moves where a method takes `now`; it never moves back. Whatever falls due before `now`
/// happens before the call takes effect. At one instant, what comes from outside precedes timers: those
/// of a real server fire a little later with every tick.
#[derive(Debug, Clone)]
pub struct Alertmanager {
    pub(super) options: Options,
    pub(super) switches: Switches,
    pub(super) setup: Arc<Setup>,
    pub(super) now: Timestamp,
    /// When the process started.
    pub(super) started_at: Timestamp,
    /// When the dispatcher started: at the start, anew at every reload.
    pub(super) dispatching_since: Timestamp,
    pub(super) is_running: bool,
    pub(super) revision: u64,
    pub(super) alerts: AlertStore,
    pub(super) memberships: BTreeMap<Fingerprint, Arc<[Membership]>>,
    pub(super) inhibitor: Inhibitor,
    pub(super) silences: Silences,
    pub(super) log: NotificationLog,
    pub(super) groups: Groups,
    pub(super) deliveries: Deliveries,
    pub(super) events: EventQueue,
    pub(super) has_sweep_due: bool,
    /// How receivers answer; those not named here accept at once.
    pub(super) behaviours: BTreeMap<(Arc<str>, Option<usize>), Behaviour>,
    pub(super) outbox: Vec<Notification>,
    /// Whether there are replicas to tell what happens here.
    pub(super) has_peers: bool,
    pub(super) gossip: Vec<Gossip>,
    pub(super) reports: Vec<FlushReport>,
}

impl Alertmanager {
    /// A server that starts at `now` with nothing remembered.
    pub fn new(config: &Config, options: Options, now: Timestamp) -> Self {
        let switches = options.version.switches();
        let setup = Arc::new(Setup::new(config, switches));
        Self {
            switches,
            now,
            started_at: now,
            dispatching_since: now,
            is_running: true,
            revision: 0,
            alerts: AlertStore::new(options.alert_gc_interval, now),
            memberships: BTreeMap::new(),
            inhibitor: Inhibitor::new(&setup.inhibit_rules, switches, now),
            silences: Silences::new(switches, options.retention, options.replica),
            log: NotificationLog::new(options.retention, options.maintenance_interval, now),
            groups: Groups::default(),
            deliveries: Deliveries::default(),
            events: EventQueue::default(),
            has_sweep_due: false,
            behaviours: BTreeMap::new(),
            outbox: Vec::new(),
            has_peers: false,
            gossip: Vec::new(),
            reports: Vec::new(),
            setup,
            options,
        }
    }

    /// When something happens next without further input; an instant in the past or present means now.
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        self.events.next_time()
    }

    /// Moves time forward and gives what was sent since the last call, in order.
    pub fn advance(&mut self, now: Timestamp) -> Vec<Notification> {
        self.run_until(now);
        std::mem::take(&mut self.outbox)
    }

    /// The flushes since the last call, if [`Options::reports_flushes`] is set.
    pub fn take_reports(&mut self) -> Vec<FlushReport> {
        std::mem::take(&mut self.reports)
    }

    /// Creates or edits a silence; gives its identity.
    ///
    /// # Errors
    /// See [`SilenceError`].
    pub fn post_silence(&mut self, posted: &PostedSilence, now: Timestamp) -> Result<String, SilenceError> {
        self.run_before(now);
        let id = self.silences.post(posted, now)?;
        self.gossip_silences(posted.id.as_deref(), &id);
        Ok(id)
    }

    /// Ends a silence.
    ///
    /// # Errors
    /// [`SilenceError::NotFound`].
    pub fn expire_silence(&mut self, id: &str, now: Timestamp) -> Result<(), SilenceError> {
        self.run_before(now);
        self.silences.expire(id, now)?;
        self.gossip_silences(None, id);
        Ok(())
    }

    /// All silences.
    pub fn silences(&self) -> &Silences {
        &self.silences
    }

    /// The routes of the configuration that runs.
    pub fn routing_tree(&self) -> &RoutingTree {
        &self.setup.tree
    }

    /// Sets how a receiver answers from `now` on: all its integrations, or the one at a position in the
    /// order of the configuration.
    pub fn set_behaviour(
        &mut self,
        receiver: &str,
        integration: Option<usize>,
        behaviour: Behaviour,
        now: Timestamp,
    ) {
        self.run_before(now);
        self.behaviours.insert((Arc::from(receiver), integration), behaviour);
    }

    /// Lets happen what precedes `now`, the moment something comes from outside.
    pub(super) fn run_before(&mut self, now: Timestamp) {
        let before = i64::from(!self.options.races.timers_before_inputs);
        self.run_until(Timestamp(now.as_ms().saturating_sub(before)));
        self.now = self.now.max(now);
    }

    /// Lets happen what is due up to `now`.
    fn run_until(&mut self, now: Timestamp) {
        while let Some((at, event)) = self.events.pop_due(now) {
            self.now = self.now.max(at);
            match event {
                Event::Tick(group) => self.tick(group, at),
                Event::Sweep => self.sweep_empty_groups(),
                Event::Deduplicate(delivery) => self.deduplicate(delivery),
                Event::Attempt(delivery) => self.attempt(delivery),
                Event::Answer(delivery) => self.answer(delivery),
            }
        }
        self.now = self.now.max(now);
    }

    fn gossip_silences(&mut self, edited: Option<&str>, id: &str) {
        if !self.has_peers {
            return;
        }
        for id in edited.into_iter().chain([id]) {
            let silence = self.silences.get(id, self.now).cloned();
            self.gossip.extend(silence.map(Gossip::Silence));
        }
    }

    /// Schedules the next sweep of empty groups, where the release has one.
    pub(super) fn expect_sweep(&mut self) {
        if self.has_sweep_due || self.switches.destroys_emptied_group {
            return;
        }
        self.has_sweep_due = true;
        let interval = self.options.group_sweep_interval.as_ms().max(1);
        let elapsed = (self.now - self.dispatching_since).as_ms();
        let sweeps = elapsed / interval + 1;
        let next = self.dispatching_since + Duration::from_ms(sweeps.saturating_mul(interval));
        self.events.push(next, Event::Sweep);
    }

    fn sweep_empty_groups(&mut self) {
        self.has_sweep_due = false;
        let empty: Vec<_> =
            self.groups.iter().filter(|(_, group)| group.alerts.is_empty()).map(|(id, _)| id).collect();
        for id in empty {
            if let Some(timer) = self.groups.remove(id) {
                self.events.cancel(timer);
            }
        }
    }
}

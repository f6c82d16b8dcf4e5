//! One cluster while it runs: what is planned next, and who deals with it.

use firedrill_model::{Duration, Timestamp};
use mesh_rebalance_metrics::State;

use super::configuration::{PlanSpec, RebalanceSystem};
use super::event::{Agenda, Event, Step};
use super::plan::PlanRun;
use super::recorder::Recorder;
use super::topology::Topology;
use crate::random::Random;

/// One cluster while it runs. Times are milliseconds from the start.
#[derive(Debug)]
pub(super) struct ClusterRun<'a> {
    pub(super) system: &'a RebalanceSystem,
    pub(super) cluster: &'a str,
    pub(super) topology: Topology,
    pub(super) recorder: Recorder,
    pub(super) plans: Vec<PlanRun>,
    /// By namespace, the plans that are not steady, the oldest first.
    pub(super) live: Vec<Vec<usize>>,
    pub(super) agenda: Agenda,
    pub(super) max_moves: usize,
    /// While the controller does nothing.
    outage: Option<(i64, i64)>,
    /// Until when an incident elsewhere throttles.
    pub(super) throttled_until: i64,
    /// Until when a node of a namespace rests.
    pub(super) cooling: Vec<Vec<i64>>,
    pub(super) marks: Vec<(i64, String)>,
}

impl<'a> ClusterRun<'a> {
    /// The cluster called `cluster` before anything happens.
    pub(super) fn new(
        system: &'a RebalanceSystem,
        cluster: &'a str,
        epoch: Timestamp,
        length: Duration,
        seed: u64,
    ) -> Self {
        let topology = Topology::new(system);
        let max_moves = system.policy.max_concurrent_moves;
        let namespaces = system.namespaces.len();
        let mut run = Self {
            system,
            cluster,
            recorder: Recorder::new(epoch, namespaces, max_moves),
            plans: Vec::new(),
            live: vec![Vec::new(); namespaces],
            agenda: Agenda::default(),
            max_moves,
            outage: None,
            throttled_until: i64::MIN,
            cooling: vec![vec![i64::MIN; topology.nodes()]; namespaces],
            marks: Vec::new(),
            topology,
        };
        for namespace in 0..namespaces {
            run.plan_namespace(namespace, length, seed);
        }
        for (idx, incident) in system.incidents.iter().enumerate() {
            if incident.cluster.as_ref().is_none_or(|name| name == cluster) {
                run.agenda.plan(incident.at.as_ms(), Event::Incident(idx));
            }
        }
        run
    }

    fn plan_namespace(&mut self, namespace: usize, length: Duration, seed: u64) {
        let name = &self.system.namespaces[namespace];
        let is_here = |spec: &&PlanSpec| {
            spec.cluster.as_ref().is_none_or(|wanted| wanted == self.cluster)
                && spec.namespace.as_ref().is_none_or(|wanted| wanted == name)
        };
        let told: Vec<PlanSpec> = self.system.plans.iter().filter(is_here).cloned().collect();
        let path = format!("{}/{name}", self.cluster);
        let unasked = self.system.background.map(|background| {
            let mut random = Random::named(seed, &format!("rebalance {path} background"));
            background.specs(self.topology.nodes(), length, &mut random)
        });
        for spec in told.into_iter().chain(unasked.into_iter().flatten()) {
            let every = spec.repeat.map_or(0, |repeat| repeat.every.as_ms());
            for (number, id) in spec.ids().into_iter().enumerate() {
                let at = spec.at.as_ms().saturating_add(every.saturating_mul(number as i64));
                if at > length.as_ms() {
                    break;
                }
                let random = Random::named(seed, &format!("rebalance {path} {id}"));
                let source = spec.drain.as_ref().and_then(|node| self.topology.node(node));
                self.agenda.plan(at, Event::Proposed(self.plans.len()));
                self.plans.push(PlanRun::new(spec.clone(), id, namespace, source, random));
            }
        }
    }

    /// Plays up to `length` after the start; `visit` sees the cluster after every event.
    pub(super) fn play(&mut self, length: Duration, mut visit: impl FnMut(&Self, i64)) {
        while let Some((at, event)) = self.agenda.next(length.as_ms()) {
            let outage = self.outage.filter(|(from, until)| (*from..*until).contains(&at));
            match outage.and_then(|(from, until)| event.after_outage(at, from, until)) {
                Some(i64::MAX) => {}
                Some(later) => self.agenda.plan(later, event),
                None => self.happen(at, event),
            }
            visit(self, at);
        }
    }

    fn happen(&mut self, at: i64, event: Event) {
        match event {
            Event::Incident(idx) => self.incident(idx, at),
            Event::ThrottleEnds => self.mark(at, "incident ends"),
            Event::ControllerBack => self.mark(at, "controller is back"),
            Event::StallEnds(plan) => self.resume(plan, at),
            Event::LossNoticed(node) => self.loss_noticed(node, at),
            Event::Reassigned(node) => {
                if self.topology.is_lost(node) {
                    self.topology.reassign(node);
                }
            }
            Event::PolicyRead(moves) => self.policy_read(moves, at),
            Event::Proposed(plan) => self.propose(plan, at),
            Event::Plan { plan, epoch, step } if self.plans[plan].epoch == epoch => match step {
                Step::Investigated => self.investigated(plan, at),
                Step::WorkLeaves => self.work_leaves(plan, at),
                Step::DrainTimesOut => self.drain_times_out(plan, at),
                Step::Answered => self.answered(plan, at),
                Step::Expired => self.expired(plan, at),
                Step::AsksAgain => self.ask_to_execute(plan, at),
                Step::Arrives { shard } => self.arrives(plan, shard, at),
                Step::CoolsDown => self.enter(plan, State::Steady, at),
            },
            Event::Plan { .. } => {}
        }
    }

    /// Plans a step of a plan, for as long as it stays in its state.
    pub(super) fn later(&mut self, plan: usize, at: i64, step: Step) {
        let epoch = self.plans[plan].epoch;
        self.agenda.plan(at, Event::Plan { plan, epoch, step });
    }

    /// The controller does nothing from `from` to `until`.
    pub(super) fn suspend(&mut self, from: i64, until: i64) {
        self.outage = Some((from, until));
        if until < i64::MAX {
            self.agenda.plan(until, Event::ControllerBack);
        }
    }

    /// Names an instant after a part of the cluster.
    pub(super) fn mark(&mut self, at: i64, name: &str) {
        let name =
            if self.system.clusters.len() > 1 { format!("{}/{name}", self.cluster) } else { name.to_owned() };
        self.marks.push((at, name));
    }

    /// Names an instant after a plan.
    pub(super) fn mark_plan(&mut self, at: i64, plan: usize, verb: &str) {
        let run = &self.plans[plan];
        let name = if self.system.namespaces.len() > 1 {
            format!("{}/{} {verb}", self.system.namespaces[run.namespace], run.id)
        } else {
            format!("{} {verb}", run.id)
        };
        self.mark(at, &name);
    }
}

//! What happens to nodes, controllers and policy.

use mesh_rebalance_metrics::{Decision, FailureReason, State};

use super::configuration::{IncidentKind, PlanOrder};
use super::event::Event;
use super::run::ClusterRun;
use super::topology::Topology;
use super::transition::Trigger;

/// After a node is lost its shards are parked and given away within two leases of 8 s.
const REASSIGNMENT_MS: i64 = 16_000;

impl ClusterRun<'_> {
    pub(super) fn incident(&mut self, idx: usize, at: i64) {
        let end = |lasting: &Option<firedrill_model::Duration>| lasting.map(|lasting| at + lasting.as_ms());
        match &self.system.incidents[idx].kind {
            IncidentKind::NodeLost(name) => self.lose(name, at),
            IncidentKind::NodeBack(name) => {
                if let Some(node) = self.topology.node(name) {
                    self.topology.restore(node);
                    self.mark(at, &format!("{name} is back"));
                }
            }
            IncidentKind::ControllerCrashes(lasting) => {
                self.mark(at, "controller crashes");
                self.recorder.crashed(at, end(lasting));
                self.suspend(at, end(lasting).unwrap_or(i64::MAX));
            }
            IncidentKind::ControllerFreezes(lasting) => {
                self.mark(at, "controller freezes");
                self.recorder.frozen(at, end(lasting));
                self.suspend(at, end(lasting).unwrap_or(i64::MAX));
            }
            IncidentKind::ControllerFailsOver => {
                self.mark(at, "controller fails over");
                let back = at + self.system.policy.takeover.as_ms();
                self.recorder.failed_over(at, back, self.max_moves);
                self.suspend(at, back);
            }
            IncidentKind::MaxConcurrentMoves(moves) => self.agenda.plan(at, Event::PolicyRead(*moves)),
            IncidentKind::Throttled(lasting) => {
                self.mark(at, "incident begins");
                self.throttled_until = end(lasting).unwrap_or(i64::MAX);
                if self.throttled_until < i64::MAX {
                    self.agenda.plan(self.throttled_until, Event::ThrottleEnds);
                }
            }
            IncidentKind::Plan { id, order } => {
                for plan in 0..self.plans.len() {
                    if self.plans[plan].id == *id {
                        self.order(plan, *order, at);
                    }
                }
            }
        }
    }

    fn order(&mut self, plan: usize, order: PlanOrder, at: i64) {
        let state = self.plans[plan].state;
        match order {
            PlanOrder::Approve if state == State::PlanPending => self.approve(plan, Decision::Approved, at),
            PlanOrder::Reject if state == State::PlanPending => {
                self.decline(plan, Some(Decision::Rejected), at);
            }
            PlanOrder::Cancel if state == State::PlanPending => self.decline(plan, None, at),
            PlanOrder::Stall if matches!(state, State::Draining | State::Executing) => self.hold(plan, at),
            PlanOrder::Resume => self.resume(plan, at),
            PlanOrder::Approve | PlanOrder::Reject | PlanOrder::Cancel | PlanOrder::Stall => {}
        }
    }

    fn lose(&mut self, name: &str, at: i64) {
        let Some(node) = self.topology.node(name).filter(|node| !self.topology.is_lost(*node)) else {
            return;
        };
        self.topology.lose(node);
        self.mark(at, &format!("{} is lost", Topology::node_name(node)));
        self.agenda.plan(at, Event::LossNoticed(node));
        self.agenda.plan(at + REASSIGNMENT_MS, Event::Reassigned(node));
    }

    pub(super) fn loss_noticed(&mut self, node: usize, at: i64) {
        for plan in 0..self.plans.len() {
            let run = &self.plans[plan];
            let is_drained_here = run.drains.contains(&node);
            match run.state {
                State::Draining if run.drains.len() == 1 && is_drained_here => {
                    self.abort_drain(plan, Trigger::SourceLost, FailureReason::NodeLost, at);
                }
                State::Executing if !is_drained_here => self.second_node_lost(plan, node, at),
                _ => {}
            }
        }
    }

    pub(super) fn policy_read(&mut self, moves: usize, at: i64) {
        self.max_moves = moves;
        self.recorder.max_moves(moves, at);
        self.mark(at, &format!("policy allows {moves} moves"));
        for namespace in 0..self.system.namespaces.len() {
            self.offer_slots(namespace, at);
        }
    }
}

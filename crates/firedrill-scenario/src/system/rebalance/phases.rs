//! From the proposal of a plan to its approval, and its end.

use firedrill_model::Duration;
use mesh_rebalance_metrics::{Decision, DrainEvent, FailureReason, Guardrail, Outcome, State};

use super::configuration::Approval;
use super::event::{Event, Step};
use super::plan::PIECES_OF_WORK;
use super::run::ClusterRun;
use super::topology::Topology;
use super::transition::{Guard, Refusal, Trigger, next};

impl ClusterRun<'_> {
    fn holds(&self, plan: usize, guard: Guard, at: i64) -> bool {
        let run = &self.plans[plan];
        let node = run.drains.last().copied().or(run.source);
        match guard {
            Guard::NotInCooldown => {
                let is_source = |other: &usize| *other != plan && self.plans[*other].source == node;
                node.is_none_or(|node| self.cooling[run.namespace][node] <= at)
                    && (node.is_none() || !self.live[run.namespace].iter().any(is_source))
            }
            Guard::HealthyReplica => node.is_none_or(|node| self.topology.keeps_replica_without(node)),
            Guard::ValidSize => run.spec.overrides || run.spec.moves.unwrap_or(0) <= self.largest_plan(),
            Guard::FreeSlot => run.spec.overrides || self.moving_in(run.namespace) < self.max_moves,
            Guard::NoIncident => run.spec.overrides || self.throttled_until <= at,
        }
    }

    /// Moves a plan on, or says which guard stops it.
    pub(super) fn trigger(&mut self, plan: usize, trigger: Trigger, at: i64) -> Result<(), Guard> {
        match next(self.plans[plan].state, trigger, |guard| self.holds(plan, guard, at)) {
            Ok(state) => self.enter(plan, state, at),
            Err(Refusal::Guarded(guard)) => return Err(guard),
            Err(Refusal::NoTransition) => {}
        }
        Ok(())
    }

    pub(super) fn propose(&mut self, plan: usize, at: i64) {
        self.plans[plan].created = at;
        if self.trigger(plan, Trigger::Suspected, at).is_err() {
            self.stop(plan, Guardrail::Cooldown, at);
            if self.insists(plan) {
                self.agenda.plan(at + self.system.policy.insistence.as_ms(), Event::Proposed(plan));
            }
        }
    }

    /// Counts a proposal that a guardrail stops.
    pub(super) fn stop(&mut self, plan: usize, guardrail: Guardrail, at: i64) {
        self.recorder.violation(self.plans[plan].namespace, guardrail, at);
        self.mark_plan(at, plan, "is stopped");
    }

    /// Whether the plan is proposed once more after it was stopped.
    fn insists(&mut self, plan: usize) -> bool {
        let run = &mut self.plans[plan];
        run.stopped += 1;
        run.stopped <= run.spec.insists
    }

    pub(super) fn investigated(&mut self, plan: usize, at: i64) {
        let trigger = match self.plans[plan].source {
            Some(node) if self.topology.is_lost(node) => Trigger::SourceLost,
            Some(_) => Trigger::DrainOrdered,
            None => Trigger::ImbalanceFound,
        };
        let Err(guard) = self.trigger(plan, trigger, at) else { return };
        if guard == Guard::HealthyReplica {
            self.stop(plan, Guardrail::HealthyReplica, at);
            if self.insists(plan) {
                self.later(plan, at + self.system.policy.insistence.as_ms(), Step::Investigated);
                return;
            }
        } else {
            self.recorder.failure(self.plans[plan].namespace, FailureReason::PolicyDenied, at);
        }
        self.enter(plan, State::Steady, at);
    }

    /// Everything that a new state brings with it.
    pub(super) fn enter(&mut self, plan: usize, state: State, at: i64) {
        let policy = &self.system.policy;
        let before = std::mem::replace(&mut self.plans[plan].state, state);
        self.plans[plan].epoch += 1;
        if state == State::Investigating {
            let run = &self.plans[plan];
            self.live[run.namespace].push(plan);
            self.recorder.plan_created(plan, run.namespace, &run.id, at);
        }
        self.recorder.plan_state(plan, state, at);
        self.mark_plan(at, plan, verb(state));
        match state {
            State::Investigating => self.later(plan, at + policy.investigation.as_ms(), Step::Investigated),
            State::Draining => self.begin_drain(plan, at),
            State::PlanPending => self.begin_approval(plan, at),
            State::Executing => self.begin_moves(plan, at),
            State::Completed | State::Failed => self.end(plan, state, at),
            State::Steady => {
                if before == State::PlanPending {
                    self.observe(plan, Outcome::Cancelled, at);
                }
                self.live[self.plans[plan].namespace].retain(|other| *other != plan);
                self.recorder.plan_gone(plan, at);
            }
        }
    }

    fn begin_drain(&mut self, plan: usize, at: i64) {
        let run = &mut self.plans[plan];
        if run.drains.is_empty() {
            run.drains.extend(run.source);
        }
        run.pieces_left = PIECES_OF_WORK;
        self.recorder.drain_event(self.plans[plan].namespace, DrainEvent::Started, at);
        self.show_progress(plan, at);
        if let Some(timeout) = self.system.policy.drain_timeout {
            // A stall that says when it ends is to last that long: the time-out counts from there.
            let from = self.plans[plan].drain_resumes().map_or(at, |resumes| resumes.max(at));
            self.later(plan, from + timeout.as_ms(), Step::DrainTimesOut);
        }
        self.stall_if_due(plan, at);
        self.plan_work(plan, at);
    }

    fn show_progress(&mut self, plan: usize, at: i64) {
        let run = &self.plans[plan];
        if let Some(node) = run.drains.last() {
            let name = Topology::node_name(*node);
            self.recorder.progress(plan, &name, run.drain_progress(), at);
        }
    }

    pub(super) fn plan_work(&mut self, plan: usize, at: i64) {
        let run = &mut self.plans[plan];
        let all = run.spec.drain_takes.unwrap_or(self.system.policy.drain_takes);
        let piece = Duration::from_ms(all.as_ms() / PIECES_OF_WORK as i64);
        let takes = run.about(piece);
        self.later(plan, at + takes, Step::WorkLeaves);
    }

    pub(super) fn work_leaves(&mut self, plan: usize, at: i64) {
        let run = &mut self.plans[plan];
        if run.hold.is_on {
            run.hold.is_work_parked = true;
            return;
        }
        if run.pieces_left == 0 {
            self.drained(plan, at);
            return;
        }
        run.pieces_left -= 1;
        let (namespace, left) = (run.namespace, run.pieces_left);
        self.recorder.drain_event(namespace, DrainEvent::Progressed, at);
        self.show_progress(plan, at);
        self.stall_if_due(plan, at);
        if left == 0 && !self.plans[plan].hold.is_on {
            self.drained(plan, at);
        } else {
            self.plan_work(plan, at);
        }
    }

    fn drained(&mut self, plan: usize, at: i64) {
        self.recorder.drain_event(self.plans[plan].namespace, DrainEvent::Completed, at);
        // No guard stands before the end of a drain.
        let _ = self.trigger(plan, Trigger::Drained, at);
    }

    pub(super) fn drain_times_out(&mut self, plan: usize, at: i64) {
        self.abort_drain(plan, Trigger::DrainTimedOut, FailureReason::DrainTimeout, at);
    }

    pub(super) fn abort_drain(&mut self, plan: usize, trigger: Trigger, reason: FailureReason, at: i64) {
        self.recorder.drain_event(self.plans[plan].namespace, DrainEvent::Aborted, at);
        self.plans[plan].reason = reason;
        // No guard stands before giving up.
        let _ = self.trigger(plan, trigger, at);
    }

    fn begin_approval(&mut self, plan: usize, at: i64) {
        if self.plans[plan].is_approved {
            self.ask_to_execute(plan, at);
            return;
        }
        let answer = match self.plans[plan].spec.approval.unwrap_or(self.system.policy.approval) {
            Approval::Automatic => Some(Duration::ZERO),
            Approval::After(delay) | Approval::RejectedAfter(delay) | Approval::CancelledAfter(delay) => {
                Some(delay)
            }
            Approval::Never => None,
        };
        if let Some(delay) = answer {
            self.later(plan, at + delay.as_ms(), Step::Answered);
        }
        if let Some(expiry) = self.system.policy.approval_expiry {
            self.later(plan, at + expiry.as_ms(), Step::Expired);
        }
    }

    pub(super) fn answered(&mut self, plan: usize, at: i64) {
        match self.plans[plan].spec.approval.unwrap_or(self.system.policy.approval) {
            Approval::Automatic => self.approve(plan, Decision::Auto, at),
            Approval::After(_) => self.approve(plan, Decision::Approved, at),
            Approval::RejectedAfter(_) => self.decline(plan, Some(Decision::Rejected), at),
            Approval::CancelledAfter(_) => self.decline(plan, None, at),
            Approval::Never => {}
        }
    }

    pub(super) fn approve(&mut self, plan: usize, decision: Decision, at: i64) {
        self.recorder.approval(self.plans[plan].namespace, decision, at);
        self.plans[plan].is_approved = true;
        if decision == Decision::Approved {
            self.mark_plan(at, plan, "is approved");
        }
        self.ask_to_execute(plan, at);
    }

    pub(super) fn decline(&mut self, plan: usize, decision: Option<Decision>, at: i64) {
        if let Some(decision) = decision {
            self.recorder.approval(self.plans[plan].namespace, decision, at);
        }
        // No guard stands before giving up.
        let _ = self.trigger(plan, Trigger::Declined, at);
    }

    pub(super) fn expired(&mut self, plan: usize, at: i64) {
        if !self.plans[plan].is_approved {
            self.recorder.failure(self.plans[plan].namespace, FailureReason::ApprovalExpired, at);
            self.mark_plan(at, plan, "expires");
            self.decline(plan, Some(Decision::Expired), at);
        }
    }

    /// An approved plan executes, or waits for a slot, or for an incident to end.
    pub(super) fn ask_to_execute(&mut self, plan: usize, at: i64) {
        if self.trigger(plan, Trigger::Approved, at) == Err(Guard::NoIncident) {
            self.stop(plan, Guardrail::IncidentThrottle, at);
            self.later(plan, at + self.system.policy.insistence.as_ms(), Step::AsksAgain);
        }
    }

    fn observe(&mut self, plan: usize, outcome: Outcome, at: i64) {
        let run = &self.plans[plan];
        let seconds = (at - run.created) as f64 / 1000.0;
        self.recorder.duration(run.namespace, outcome, seconds, at);
    }

    fn end(&mut self, plan: usize, state: State, at: i64) {
        for shard in std::mem::take(&mut self.plans[plan].moving) {
            self.topology.abort_move(shard);
        }
        self.recorder.moving(plan, 0, at);
        let namespace = self.plans[plan].namespace;
        if state == State::Failed {
            self.recorder.failure(namespace, self.plans[plan].reason, at);
            self.observe(plan, Outcome::Failed, at);
        } else {
            self.observe(plan, Outcome::Completed, at);
        }
        let rested = at + self.system.policy.cooldown.as_ms();
        if let Some(node) = self.plans[plan].source {
            self.cooling[namespace][node] = rested;
        }
        self.later(plan, rested, Step::CoolsDown);
        self.offer_slots(namespace, at);
    }
}

/// What a plan does when it enters a state, for marks.
const fn verb(state: State) -> &'static str {
    match state {
        State::Steady => "ends",
        State::Investigating => "is proposed",
        State::Draining => "drains",
        State::PlanPending => "waits for approval",
        State::Executing => "executes",
        State::Completed => "completes",
        State::Failed => "fails",
    }
}

//! Shards that move, and plans that stand still.

use std::collections::BTreeSet;

use mesh_rebalance_metrics::{DrainEvent, FailureReason, Guardrail, State};

use super::event::{Event, Step};
use super::run::ClusterRun;
use super::transition::Trigger;

impl ClusterRun<'_> {
    /// Shards of a namespace that move.
    pub(super) fn moving_in(&self, namespace: usize) -> usize {
        self.live[namespace].iter().map(|plan| self.plans[*plan].moving.len()).sum()
    }

    pub(super) fn begin_moves(&mut self, plan: usize, at: i64) {
        let run = &self.plans[plan];
        let source = run.drains.last().copied().or(run.source);
        let most = match run.spec.moves {
            Some(moves) if !run.is_sized => moves,
            None if source.is_none() => self.largest_plan(),
            _ => usize::MAX,
        };
        let mut chosen = self.topology.choose(run.namespace, source, most);
        // A node may own fewer shards than the plan moves: those of others make up for it.
        if most < usize::MAX && chosen.len() < most {
            let known: BTreeSet<usize> = chosen.iter().copied().collect();
            let others = self.topology.choose(run.namespace, None, most);
            let others = others.into_iter().filter(|shard| !known.contains(shard));
            chosen.extend(others.take(most - known.len()));
        }
        let run = &mut self.plans[plan];
        let waiting: BTreeSet<usize> = run.waiting.iter().copied().collect();
        run.waiting.extend(chosen.into_iter().filter(|shard| !waiting.contains(shard)));
        run.total = run.moved + run.waiting.len();
        run.is_sized = true;
        self.stall_if_due(plan, at);
        self.stop_excess(plan, at);
        self.fill_slots(plan, at);
        self.complete_if_moved(plan, at);
    }

    /// How many shards a plan may move that drains no node, unless it is forced.
    pub(super) fn largest_plan(&self) -> usize {
        (self.topology.shards() as f64 * self.system.policy.largest_share) as usize
    }

    /// How many more shards a plan wants to move now, whatever policy says.
    fn wanted(&self, plan: usize) -> usize {
        let run = &self.plans[plan];
        let wanted = run.spec.wants.unwrap_or(self.max_moves).saturating_sub(run.moving.len());
        wanted.min(run.waiting.len())
    }

    /// How many more shards a plan may move now.
    fn allowed(&self, plan: usize) -> usize {
        let run = &self.plans[plan];
        let free = self.max_moves.saturating_sub(self.moving_in(run.namespace));
        if run.spec.overrides { self.wanted(plan) } else { self.wanted(plan).min(free) }
    }

    /// Counts the moves that a plan with a will of its own asks for beyond the policy.
    fn stop_excess(&mut self, plan: usize, at: i64) {
        if self.plans[plan].spec.wants.is_some() {
            for _ in self.allowed(plan)..self.wanted(plan) {
                self.stop(plan, Guardrail::MaxMoves, at);
            }
        }
    }

    fn fill_slots(&mut self, plan: usize, at: i64) {
        for _ in 0..self.allowed(plan) {
            let Some(shard) = self.plans[plan].waiting.pop_front() else { break };
            if self.topology.start_move(shard, &self.plans[plan].drains).is_none() {
                self.plans[plan].waiting.push_front(shard);
                break;
            }
            let run = &mut self.plans[plan];
            run.moving.insert(shard);
            let takes = run.about(run.spec.move_takes.unwrap_or(self.system.policy.move_takes));
            self.later(plan, at + takes.max(1), Step::Arrives { shard });
        }
        self.recorder.moving(plan, self.plans[plan].moving.len(), at);
    }

    pub(super) fn arrives(&mut self, plan: usize, shard: usize, at: i64) {
        let run = &mut self.plans[plan];
        if run.hold.is_on {
            run.hold.parked.push(shard);
            return;
        }
        run.moving.remove(&shard);
        if run.move_errors_left > 0 {
            run.move_errors_left -= 1;
            self.move_fails(plan, shard, at);
        } else {
            run.moved += 1;
            self.topology.finish_move(shard);
            self.stall_if_due(plan, at);
        }
        if self.plans[plan].state == State::Executing {
            self.fill_slots(plan, at);
            self.complete_if_moved(plan, at);
            self.offer_slots(self.plans[plan].namespace, at);
        }
    }

    /// The shard stays; it is tried again unless that was one failure too many.
    fn move_fails(&mut self, plan: usize, shard: usize, at: i64) {
        self.topology.abort_move(shard);
        let run = &mut self.plans[plan];
        run.waiting.push_front(shard);
        run.retries_used += 1;
        if run.retries_used > self.system.policy.retries {
            // No guard stands before giving up.
            let _ = self.trigger(plan, Trigger::RetriesUsedUp, at);
        }
    }

    fn complete_if_moved(&mut self, plan: usize, at: i64) {
        let run = &self.plans[plan];
        let is_done = run.waiting.is_empty() && run.moving.is_empty() && !run.hold.is_on;
        if run.state == State::Executing && is_done {
            // No guard stands before completion.
            let _ = self.trigger(plan, Trigger::Moved, at);
        }
    }

    /// Slots are free: plans of the namespace that wait for one get them, the oldest first.
    pub(super) fn offer_slots(&mut self, namespace: usize, at: i64) {
        for plan in self.live[namespace].clone() {
            if self.moving_in(namespace) >= self.max_moves {
                return;
            }
            let run = &self.plans[plan];
            match run.state {
                State::Executing if !run.hold.is_on && !run.waiting.is_empty() => self.fill_slots(plan, at),
                State::PlanPending if run.is_approved && self.throttled_until <= at => {
                    self.ask_to_execute(plan, at);
                }
                _ => {}
            }
        }
    }

    /// A node was lost while the plan executes: its moves are off, and the node has to be drained, if
    /// its shards have other replicas.
    pub(super) fn second_node_lost(&mut self, plan: usize, node: usize, at: i64) {
        for shard in std::mem::take(&mut self.plans[plan].moving) {
            self.topology.abort_move(shard);
            self.plans[plan].waiting.push_front(shard);
        }
        self.recorder.moving(plan, 0, at);
        self.plans[plan].drains.push(node);
        if self.trigger(plan, Trigger::SecondNodeLost, at).is_err() {
            self.plans[plan].reason = FailureReason::ReplicaUnhealthy;
            // No guard stands before giving up.
            let _ = self.trigger(plan, Trigger::RetriesUsedUp, at);
        }
    }

    /// Stands still if the plan has come as far as its specification says.
    pub(super) fn stall_if_due(&mut self, plan: usize, at: i64) {
        if let Some(until) = self.plans[plan].stall_due(at) {
            self.plans[plan].hold.was_due = true;
            self.hold(plan, at);
            self.agenda.plan(until, Event::StallEnds(plan));
        }
    }

    /// The plan stands still from now on.
    pub(super) fn hold(&mut self, plan: usize, at: i64) {
        self.plans[plan].hold.is_on = true;
        if self.plans[plan].state == State::Draining {
            self.recorder.drain_event(self.plans[plan].namespace, DrainEvent::Stalled, at);
        }
        self.mark_plan(at, plan, "stalls");
    }

    /// The plan goes on.
    pub(super) fn resume(&mut self, plan: usize, at: i64) {
        let run = &mut self.plans[plan];
        if !std::mem::take(&mut run.hold.is_on) {
            return;
        }
        let parked = std::mem::take(&mut run.hold.parked);
        let is_draining = std::mem::take(&mut run.hold.is_work_parked) && run.state == State::Draining;
        if matches!(run.state, State::Draining | State::Executing) {
            self.mark_plan(at, plan, "resumes");
        }
        if is_draining {
            self.plan_work(plan, at);
        }
        for shard in parked {
            let run = &mut self.plans[plan];
            let takes = run.about(run.spec.move_takes.unwrap_or(self.system.policy.move_takes));
            self.later(plan, at + takes.max(1), Step::Arrives { shard });
        }
        if self.plans[plan].state == State::Executing {
            self.fill_slots(plan, at);
            self.complete_if_moved(plan, at);
        }
    }
}

//! One plan while it runs.

use std::collections::{BTreeSet, VecDeque};

use firedrill_model::Duration;
use mesh_rebalance_metrics::{FailureReason, State};

use super::configuration::{PlanSpec, StallPhase};
use crate::random::Random;

/// Into how many pieces the work of a node falls that leave it one after the other.
pub(super) const PIECES_OF_WORK: usize = 20;

/// A plan while it runs.
#[derive(Debug)]
pub(super) struct PlanRun {
    pub(super) spec: PlanSpec,
    /// With the number of the repetition.
    pub(super) id: String,
    pub(super) namespace: usize,
    /// The node to empty.
    pub(super) source: Option<usize>,
    pub(super) state: State,
    /// Goes up with every change of state.
    pub(super) epoch: u32,
    pub(super) created: i64,
    /// How often a guardrail stopped it.
    pub(super) stopped: usize,
    /// Nodes it drains or has drained, the current one last.
    pub(super) drains: Vec<usize>,
    pub(super) pieces_left: usize,
    pub(super) is_approved: bool,
    /// Shards that still have to move.
    pub(super) waiting: VecDeque<usize>,
    pub(super) moving: BTreeSet<usize>,
    pub(super) moved: usize,
    pub(super) total: usize,
    /// Whether [`Self::total`] has been decided.
    pub(super) is_sized: bool,
    pub(super) move_errors_left: usize,
    pub(super) retries_used: usize,
    pub(super) hold: Hold,
    /// Why it fails, if it does.
    pub(super) reason: FailureReason,
    pub(super) random: Random,
}

/// Whether a plan stands still, and what has to be done after.
#[derive(Debug, Default)]
pub(super) struct Hold {
    /// Whether it stands still.
    pub(super) is_on: bool,
    /// Whether the stall of its specification has begun.
    pub(super) was_due: bool,
    /// Whether a piece of work would have left.
    pub(super) is_work_parked: bool,
    /// Shards that would have arrived.
    pub(super) parked: Vec<usize>,
}

impl PlanRun {
    pub(super) fn new(
        spec: PlanSpec,
        id: String,
        namespace: usize,
        source: Option<usize>,
        random: Random,
    ) -> Self {
        Self {
            move_errors_left: spec.move_errors.map_or(0, |errors| errors.count),
            reason: spec.move_errors.map_or(FailureReason::Internal, |errors| errors.reason),
            spec,
            id,
            namespace,
            source,
            state: State::Steady,
            epoch: 0,
            created: 0,
            stopped: 0,
            drains: Vec::new(),
            pieces_left: 0,
            is_approved: false,
            waiting: VecDeque::new(),
            moving: BTreeSet::new(),
            moved: 0,
            total: 0,
            is_sized: false,
            retries_used: 0,
            hold: Hold::default(),
            random,
        }
    }

    /// `typical`, a quarter more or less.
    pub(super) fn about(&mut self, typical: Duration) -> i64 {
        (typical.as_ms() as f64 * (1.0 + 0.25 * self.random.symmetric())) as i64
    }

    /// How much of the current node's work is drained, 0 to 1.
    pub(super) fn drain_progress(&self) -> f64 {
        (PIECES_OF_WORK - self.pieces_left) as f64 / PIECES_OF_WORK as f64
    }

    /// When its drain goes on, if its specification says that it stalls and until when.
    pub(super) fn drain_resumes(&self) -> Option<i64> {
        let stall = self.spec.stall.filter(|stall| stall.phase == StallPhase::Draining)?;
        stall.until.map(Duration::as_ms)
    }

    /// Until when it stands still from now on, if its specification says so; `i64::MAX` is for ever.
    pub(super) fn stall_due(&self, now: i64) -> Option<i64> {
        let stall = self.spec.stall.filter(|_| !self.hold.was_due)?;
        let done = match (stall.phase, self.state) {
            (StallPhase::Draining, State::Draining) => self.drain_progress(),
            (StallPhase::Executing, State::Executing) if self.total > 0 => {
                self.moved as f64 / self.total as f64
            }
            _ => return None,
        };
        let until = stall.until.map_or(i64::MAX, Duration::as_ms);
        (done >= stall.at && until > now).then_some(until)
    }
}

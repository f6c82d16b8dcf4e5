//! The states of a plan and what leads from one to the next.

use mesh_rebalance_metrics::State;

/// What may happen to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// A node's score leaves the policy, or gossip suspects it.
    Suspected,
    /// The score is good again, and has been for as long as the hysteresis asks.
    Recovered,
    /// The node has to be emptied: it missed heartbeats, or somebody ordered it.
    DrainOrdered,
    /// Shards are unbalanced, no node has to be emptied.
    ImbalanceFound,
    /// No work is in flight on the source node.
    Drained,
    /// The drain took longer than policy allows.
    DrainTimedOut,
    /// The node that is being drained left the cluster.
    SourceLost,
    /// An operator or policy approved the plan, and a slot is free.
    Approved,
    /// An operator rejected or cancelled the plan, or nobody answered in time.
    Declined,
    /// Every shard of the plan has a new owner.
    Moved,
    /// A move failed, and no retry is left.
    RetriesUsedUp,
    /// Another node was lost while shards moved.
    SecondNodeLost,
    /// The pause after a plan is over.
    CooldownOver,
}

impl Trigger {
    /// Every trigger.
    pub const ALL: [Self; 13] = [
        Self::Suspected,
        Self::Recovered,
        Self::DrainOrdered,
        Self::ImbalanceFound,
        Self::Drained,
        Self::DrainTimedOut,
        Self::SourceLost,
        Self::Approved,
        Self::Declined,
        Self::Moved,
        Self::RetriesUsedUp,
        Self::SecondNodeLost,
        Self::CooldownOver,
    ];
}

/// A condition of a transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// The node is not in its cooldown.
    NotInCooldown,
    /// Every shard keeps a healthy replica.
    HealthyReplica,
    /// The plan moves no more shards than policy allows, or is forced.
    ValidSize,
    /// Fewer shards of the namespace move than policy allows.
    FreeSlot,
    /// No incident throttles the namespace.
    NoIncident,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The state before.
    pub from: State,
    /// What happens.
    pub trigger: Trigger,
    /// What must hold.
    pub guards: &'static [Guard],
    /// The state after.
    pub to: State,
}

const fn row(from: State, trigger: Trigger, guards: &'static [Guard], to: State) -> Transition {
    Transition { from, trigger, guards, to }
}

/// Every transition there is; `docs/reference/rebalance-model.md` shows the same table.
pub const TRANSITIONS: [Transition; 15] = [
    row(State::Steady, Trigger::Suspected, &[Guard::NotInCooldown], State::Investigating),
    row(State::Investigating, Trigger::Recovered, &[], State::Steady),
    row(State::Investigating, Trigger::DrainOrdered, &[Guard::HealthyReplica], State::Draining),
    row(State::Investigating, Trigger::ImbalanceFound, &[Guard::ValidSize], State::PlanPending),
    row(State::Investigating, Trigger::SourceLost, &[Guard::HealthyReplica], State::PlanPending),
    row(State::Draining, Trigger::Drained, &[], State::PlanPending),
    row(State::Draining, Trigger::DrainTimedOut, &[], State::Failed),
    row(State::Draining, Trigger::SourceLost, &[], State::Failed),
    row(State::PlanPending, Trigger::Approved, &[Guard::FreeSlot, Guard::NoIncident], State::Executing),
    row(State::PlanPending, Trigger::Declined, &[], State::Steady),
    row(State::Executing, Trigger::Moved, &[], State::Completed),
    row(State::Executing, Trigger::RetriesUsedUp, &[], State::Failed),
    row(State::Executing, Trigger::SecondNodeLost, &[Guard::HealthyReplica], State::Draining),
    row(State::Completed, Trigger::CooldownOver, &[], State::Steady),
    row(State::Failed, Trigger::CooldownOver, &[], State::Steady),
];

/// Why a plan stays in its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The trigger means nothing in this state.
    NoTransition,
    /// The first guard that does not hold.
    Guarded(Guard),
}

/// The state after `trigger`, given which guards hold.
///
/// # Errors
/// See [`Refusal`]; the plan then stays in `state`.
pub fn next(state: State, trigger: Trigger, mut holds: impl FnMut(Guard) -> bool) -> Result<State, Refusal> {
    let transition = TRANSITIONS
        .iter()
        .find(|transition| transition.from == state && transition.trigger == trigger)
        .ok_or(Refusal::NoTransition)?;
    match transition.guards.iter().find(|guard| !holds(**guard)) {
        Some(guard) => Err(Refusal::Guarded(*guard)),
        None => Ok(transition.to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// State by state, what each trigger leads to; what is not listed leads nowhere.
    const WANTED: [(State, &[(Trigger, State)]); 7] = [
        (State::Steady, &[(Trigger::Suspected, State::Investigating)]),
        (
            State::Investigating,
            &[
                (Trigger::Recovered, State::Steady),
                (Trigger::DrainOrdered, State::Draining),
                (Trigger::ImbalanceFound, State::PlanPending),
                (Trigger::SourceLost, State::PlanPending),
            ],
        ),
        (
            State::Draining,
            &[
                (Trigger::Drained, State::PlanPending),
                (Trigger::DrainTimedOut, State::Failed),
                (Trigger::SourceLost, State::Failed),
            ],
        ),
        (State::PlanPending, &[(Trigger::Approved, State::Executing), (Trigger::Declined, State::Steady)]),
        (
            State::Executing,
            &[
                (Trigger::Moved, State::Completed),
                (Trigger::RetriesUsedUp, State::Failed),
                (Trigger::SecondNodeLost, State::Draining),
            ],
        ),
        (State::Completed, &[(Trigger::CooldownOver, State::Steady)]),
        (State::Failed, &[(Trigger::CooldownOver, State::Steady)]),
    ];

    #[test]
    fn every_state_answers_every_trigger_as_the_table_says() {
        assert_eq!(WANTED.map(|(state, _)| state).as_slice(), State::ALL);
        for (state, wanted) in WANTED {
            for trigger in Trigger::ALL {
                let want = wanted.iter().find(|row| row.0 == trigger).map(|row| row.1);
                let got = next(state, trigger, |_| true);
                assert_eq!(got, want.ok_or(Refusal::NoTransition), "{state:?} {trigger:?}");
            }
        }
    }

    #[test]
    fn every_guard_holds_back_what_it_guards() {
        for transition in TRANSITIONS {
            for guard in transition.guards {
                let got = next(transition.from, transition.trigger, |asked| asked != *guard);
                assert_eq!(got, Err(Refusal::Guarded(*guard)), "{transition:?}");
            }
        }
    }

    #[test]
    fn no_row_stands_twice() {
        let mut keys = TRANSITIONS.map(|transition| (transition.from, transition.trigger));
        keys.sort();
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]));
    }
}

//! A shard rebalance controller and its mesh: nodes, shards, plans, policy, and what goes wrong.
//!
//! `docs/reference/rebalance-model.md` says what it does and which of its decisions are its own. It
//! exposes the metrics of `rules/mesh-rebalance/contract.yml`, in the vocabulary of the
//! instrumentation library that real controllers link.

mod action;
mod background;
mod configuration;
pub(crate) mod decode;
mod event;
mod exposition;
mod incidents;
mod model;
mod moves;
mod phases;
mod plan;
mod recorder;
mod run;
#[cfg(test)]
mod tests;
mod topology;
mod transition;

pub use configuration::{
    Approval, Background, Incident, IncidentKind, MoveErrors, PlanOrder, PlanSpec, Policy, RebalanceSystem,
    Repeat, Stall, StallPhase,
};
pub use transition::{Guard, Refusal, TRANSITIONS, Transition, Trigger, next};

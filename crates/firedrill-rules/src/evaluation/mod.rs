//! Evaluation of rules over a horizon.
//!
//! Every expression is evaluated once over all steps, in an order in which what a rule reads is there
//! before it; a [`Reader`](firedrill_promql::store::Reader) hides what a server, which goes step by
//! step, would not have written yet. Rules that read their own output through each other are
//! evaluated step by step. Where two writers share a series, or [`Mode::Stepwise`] is asked for, all
//! rules are; the results do not differ.

mod alert_state;
mod alerting;
mod dependency;
mod expand;
mod failure;
mod outcome;
mod plan;
mod prepared;
mod presence;
mod recording;
mod relevance;
mod run;
pub mod server;
mod templated;
mod writer;

pub use alert_state::{AlertState, AlertTiming, RESOLVED_RETENTION};
pub use outcome::{
    Evaluation, EvaluationOptions, InputSeries, Mode, ObservedAlert, ObservedAlerts, RuleFailure, Wanted,
};
pub use plan::RuleSet;
pub use prepared::PreparedRules;
pub use run::evaluate;

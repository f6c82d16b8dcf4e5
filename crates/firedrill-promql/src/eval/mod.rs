//! Evaluation of an expression over all steps of a horizon at once.
//!
//! Three entry points, one engine:
//!
//! - [`instant`]: one moment; the result's order is that of Prometheus;
//! - [`range`]: a grid of steps; results are sorted by labels;
//! - [`rule`]: a grid of steps with the semantics of an instant query at each of them (`start()` and
//!   `end()` are the step's own time, order within a step is that of an instant query, an error
//!   fails its step only), and with a [`crate::store::Reader`] that limits what each step sees.
//!
//! An expression is first turned into a plan: durations and `@` resolved, matchers compiled,
//! step-invariant parts marked. The plan is evaluated children first; every node yields whole
//! columns, one per series, with the staleness marker's bits for "absent". Label matching, grouping
//! and duplicate checks happen once per set of series.
//!
//! **Order of additions.** Floats are added in the order in which an instant query at that step
//! would list them. Where this order depends on the step, a vector carries it
//! ([`crate::column::StepOrder`]), and a node that consumes such a vector is evaluated step by step
//! on the columns of its children. Range queries have no such order upstream (Prometheus hands on a
//! hash map there); they use the order of the whole horizon.

mod aggregate;
mod binary;
mod bound;
mod call;
mod certainty;
mod change;
mod collision;
mod duration;
mod engine;
mod forecast;
mod histogram_stats;
mod info;
mod limits;
mod no_steps;
mod node;
mod options;
mod plan;
mod range_call;
mod range_vector;
mod result;
mod rule;
mod samples;
mod scope;
mod selector;
mod smoothed;
mod source;
mod special;
mod stepwise;
mod subquery;
mod surroundings;
mod unary;
mod windows;

pub use engine::{instant, range};
pub use forecast::{Forecast, Supply};
pub use options::QueryOptions;
pub use result::{MatrixSeries, QueryOutcome, QueryValue, VectorSample};
pub use rule::{PreparedRule, RuleOutcome, StepError, rule};

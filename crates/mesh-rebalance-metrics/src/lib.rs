//! The metrics of a shard rebalance controller, for the controller itself to link.
//!
//! Labels are types, their allowed values enums, so a controller cannot invent one. Counters and
//! histograms of a namespace exist from the moment the namespace is known, at zero, so that the
//! first event is visible to `increase()`. `plan_id` occurs on gauges of live plans only; those
//! series vanish with the plan, and a namespace holds at most [`LIVE_PLANS_PER_NAMESPACE`] of
//! them. Encoding reads and changes nothing: two scrapes without traffic are equal.
//!
//! ```
//! use mesh_rebalance_metrics::{Decision, Flavor, RebalanceMetrics, State};
//! use prometheus_client::{encoding::text::encode, registry::Registry};
//!
//! let metrics = RebalanceMetrics::new("eu-1");
//! let mut registry = Registry::default();
//! metrics.register(Flavor::Mesh, &mut registry);
//!
//! let orders = metrics.namespace("orders", 4);
//! let plan = orders.plan("p-1042", 1_700_000_000.0)?;
//! plan.set_state(State::PlanPending);
//! orders.approval(Decision::Approved);
//!
//! let mut text = String::new();
//! encode(&mut text, &registry)?;
//! assert!(text.contains("mesh_rebalance_state{"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod labels;
mod metrics;
mod namespace;
mod plan;

pub use labels::{Decision, DrainEvent, FailureReason, Guardrail, Outcome, State};
pub use metrics::{DURATION_BUCKETS_SECONDS, Flavor, RebalanceMetrics};
pub use namespace::{LIVE_PLANS_PER_NAMESPACE, LivePlansExceeded, Namespace};
pub use plan::{NODES_PER_PLAN, NodesExceeded, Plan};

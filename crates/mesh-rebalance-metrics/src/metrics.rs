//! The metric families of one controller.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::labels::{
    ApprovalLabels, ClusterInfoLabels, ControllerLabels, DrainEventLabels, FailureLabels, GuardrailLabels,
    NamespaceLabels, OutcomeLabels, PlanLabels, PlanNodeLabels, PlanStateLabels,
};
use crate::namespace::Namespace;

/// Upper bounds of the duration histogram: 1 s to 1 h.
pub const DURATION_BUCKETS_SECONDS: [f64; 12] =
    [1.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1200.0, 1800.0, 3600.0];

/// Which names the metrics carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavor {
    /// `mesh_rebalance_*`.
    Mesh,
    /// `meshkit_rebalance_*`, with `shards_in_flight` for `shards_moving`.
    MeshKit,
}

pub(crate) type FloatGauge = Gauge<f64, AtomicU64>;
type DurationFamily = Family<OutcomeLabels, Histogram, fn() -> Histogram>;

/// Everything a controller of one cluster exposes. Clones share the same series.
#[derive(Debug, Clone)]
pub struct RebalanceMetrics {
    pub(crate) shared: Arc<Families>,
}

#[derive(Debug)]
pub(crate) struct Families {
    pub(crate) cluster: String,
    pub(crate) state: Family<PlanStateLabels, Gauge>,
    pub(crate) shards_moving: Family<PlanLabels, Gauge>,
    pub(crate) plan_created: Family<PlanLabels, FloatGauge>,
    pub(crate) drain_progress: Family<PlanNodeLabels, FloatGauge>,
    pub(crate) duration: DurationFamily,
    pub(crate) approvals: Family<ApprovalLabels, Counter>,
    pub(crate) drain_events: Family<DrainEventLabels, Counter>,
    pub(crate) failures: Family<FailureLabels, Counter>,
    pub(crate) violations: Family<GuardrailLabels, Counter>,
    pub(crate) max_moves: Family<NamespaceLabels, Gauge>,
    heartbeat: Family<ControllerLabels, FloatGauge>,
    info: Family<ClusterInfoLabels, Gauge>,
    /// `(namespace, plan_id)` of the live plans.
    pub(crate) live: Mutex<BTreeSet<(String, String)>>,
}

fn duration_histogram() -> Histogram {
    Histogram::new(DURATION_BUCKETS_SECONDS)
}

impl RebalanceMetrics {
    /// The metrics of the controller of `cluster`, without any series yet.
    pub fn new(cluster: impl Into<String>) -> Self {
        let families = Families {
            cluster: cluster.into(),
            state: Family::default(),
            shards_moving: Family::default(),
            plan_created: Family::default(),
            drain_progress: Family::default(),
            duration: Family::new_with_constructor(duration_histogram),
            approvals: Family::default(),
            drain_events: Family::default(),
            failures: Family::default(),
            violations: Family::default(),
            max_moves: Family::default(),
            heartbeat: Family::default(),
            info: Family::default(),
            live: Mutex::default(),
        };
        Self { shared: Arc::new(families) }
    }

    /// Registers every family under the names of `flavor`.
    pub fn register(&self, flavor: Flavor, registry: &mut Registry) {
        let families = &self.shared;
        registry.register("mesh_cluster_info", "Inventory of clusters, always 1", families.info.clone());
        let (prefix, shards) = match flavor {
            Flavor::Mesh => ("mesh_rebalance", "shards_moving"),
            Flavor::MeshKit => ("meshkit_rebalance", "shards_in_flight"),
        };
        let registry = registry.sub_registry_with_prefix(prefix);
        registry.register("state", "State of a live plan, 1 for the current state", families.state.clone());
        registry.register(shards, "Shards of a live plan that are moving", families.shards_moving.clone());
        registry.register(
            "plan_created_timestamp_seconds",
            "When a live plan was created, in Unix time",
            families.plan_created.clone(),
        );
        registry.register(
            "drain_progress_ratio",
            "Share of a node's in-flight work that a live plan has drained",
            families.drain_progress.clone(),
        );
        registry.register("duration_seconds", "Time from start to end of a plan", families.duration.clone());
        registry.register("plan_approvals", "Decisions on plans", families.approvals.clone());
        registry.register("drain_events", "Events of drains", families.drain_events.clone());
        registry.register("failures", "Failed plans by reason", families.failures.clone());
        registry.register(
            "guardrail_violations",
            "Moves that policy had to stop",
            families.violations.clone(),
        );
        registry.register(
            "policy_max_concurrent_moves",
            "Shards that may move at once",
            families.max_moves.clone(),
        );
        registry.register(
            "controller_heartbeat_timestamp_seconds",
            "Last round of the controller's loop, in Unix time",
            families.heartbeat.clone(),
        );
    }

    /// Makes the series of a namespace, all at zero, and sets its policy.
    pub fn namespace(&self, namespace: impl Into<String>, max_concurrent_moves: u32) -> Namespace {
        Namespace::new(Arc::clone(&self.shared), namespace.into(), max_concurrent_moves)
    }

    /// One round of the controller's loop at `unix_seconds`.
    pub fn heartbeat(&self, controller: impl Into<String>, unix_seconds: f64) {
        let labels = ControllerLabels { cluster: self.shared.cluster.clone(), controller: controller.into() };
        self.shared.heartbeat.get_or_create(&labels).set(unix_seconds);
    }

    /// Puts the cluster into the inventory.
    pub fn cluster_info(&self, region: impl Into<String>, tier: impl Into<String>) {
        let cluster = self.shared.cluster.clone();
        let labels = ClusterInfoLabels { cluster, region: region.into(), tier: tier.into() };
        self.shared.info.get_or_create(&labels).set(1);
    }
}

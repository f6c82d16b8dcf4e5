//! The series of one live plan.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::labels::{Outcome, PlanLabels, PlanNodeLabels, PlanStateLabels, State};
use crate::metrics::Families;
use crate::namespace::Namespace;

/// How many nodes of one plan may have a drain progress of their own.
pub const NODES_PER_PLAN: usize = 2;

/// A plan already shows the drain of as many nodes as it may.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("plan {plan_id} shows {NODES_PER_PLAN} drains already, node {node} gets no series")]
pub struct NodesExceeded {
    /// The plan.
    pub plan_id: String,
    /// The node that was refused.
    pub node: String,
}

/// A handle to the series of one live plan. They vanish when it is finished or dropped.
#[derive(Debug)]
pub struct Plan {
    families: Arc<Families>,
    namespace: Namespace,
    id: String,
    nodes: Mutex<BTreeSet<String>>,
}

impl Plan {
    pub(crate) fn new(families: Arc<Families>, namespace: Namespace, id: String, created: f64) -> Self {
        let plan = Self { families, namespace, id, nodes: Mutex::default() };
        let labels = plan.labels();
        plan.families.plan_created.get_or_create(&labels).set(created);
        plan.families.shards_moving.get_or_create(&labels).set(0);
        plan.set_state(State::Steady);
        plan
    }

    /// Sets the state: its series is 1, those of the other states are 0.
    pub fn set_state(&self, state: State) {
        for candidate in State::ALL {
            let value = i64::from(*candidate == state);
            self.families.state.get_or_create(&self.state_labels(*candidate)).set(value);
        }
    }

    /// Sets the number of shards that move right now.
    pub fn set_shards_moving(&self, shards: u32) {
        self.families.shards_moving.get_or_create(&self.labels()).set(i64::from(shards));
    }

    /// Sets how much of a node's work is drained; the ratio is clamped to 0..1.
    ///
    /// # Errors
    /// When the plan already shows [`NODES_PER_PLAN`] other nodes.
    pub fn set_drain_progress(&self, node: &str, ratio: f64) -> Result<(), NodesExceeded> {
        let mut nodes = self.nodes.lock().unwrap_or_else(PoisonError::into_inner);
        if !nodes.contains(node) && nodes.len() >= NODES_PER_PLAN {
            return Err(NodesExceeded { plan_id: self.id.clone(), node: node.to_owned() });
        }
        nodes.insert(node.to_owned());
        let labels = self.node_labels(node.to_owned());
        self.families.drain_progress.get_or_create(&labels).set(ratio.clamp(0.0, 1.0));
        Ok(())
    }

    /// Ends the plan: its duration is counted and its series vanish.
    pub fn finish(self, outcome: Outcome, duration_seconds: f64) {
        self.namespace.observe_duration(outcome, duration_seconds);
    }

    fn labels(&self) -> PlanLabels {
        PlanLabels {
            cluster: self.families.cluster.clone(),
            namespace: self.namespace.name().to_owned(),
            plan_id: self.id.clone(),
        }
    }

    fn state_labels(&self, state: State) -> PlanStateLabels {
        let PlanLabels { cluster, namespace, plan_id } = self.labels();
        PlanStateLabels { cluster, namespace, plan_id, state }
    }

    fn node_labels(&self, node: String) -> PlanNodeLabels {
        let PlanLabels { cluster, namespace, plan_id } = self.labels();
        PlanNodeLabels { cluster, namespace, plan_id, node }
    }
}

impl Drop for Plan {
    fn drop(&mut self) {
        let labels = self.labels();
        self.families.plan_created.remove(&labels);
        self.families.shards_moving.remove(&labels);
        for state in State::ALL {
            self.families.state.remove(&self.state_labels(*state));
        }
        let nodes = self.nodes.lock().unwrap_or_else(PoisonError::into_inner);
        for node in nodes.iter() {
            self.families.drain_progress.remove(&self.node_labels(node.clone()));
        }
        let mut live = self.families.live.lock().unwrap_or_else(PoisonError::into_inner);
        live.remove(&(self.namespace.name().to_owned(), self.id.clone()));
    }
}

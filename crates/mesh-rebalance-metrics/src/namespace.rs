//! The series of one namespace.

use std::sync::{Arc, PoisonError};

use crate::labels::{
    ApprovalLabels, Decision, DrainEvent, DrainEventLabels, FailureLabels, FailureReason, Guardrail,
    GuardrailLabels, NamespaceLabels, Outcome, OutcomeLabels,
};
use crate::metrics::Families;
use crate::plan::Plan;

/// How many plans of a namespace may have series of their own at one time.
pub const LIVE_PLANS_PER_NAMESPACE: usize = 5;

/// A namespace already has as many live plans as it may.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "namespace {namespace} has {LIVE_PLANS_PER_NAMESPACE} live plans already, plan {plan_id} gets no series"
)]
pub struct LivePlansExceeded {
    /// The namespace.
    pub namespace: String,
    /// The plan that was refused.
    pub plan_id: String,
}

/// A handle to the series of one namespace.
#[derive(Debug, Clone)]
pub struct Namespace {
    families: Arc<Families>,
    name: String,
}

impl Namespace {
    pub(crate) fn new(families: Arc<Families>, name: String, max_concurrent_moves: u32) -> Self {
        let namespace = Self { families, name };
        for decision in Decision::ALL {
            drop(namespace.families.approvals.get_or_create(&namespace.approval_labels(*decision)));
        }
        for outcome in Outcome::ALL {
            drop(namespace.families.duration.get_or_create(&namespace.outcome_labels(*outcome)));
        }
        for event in DrainEvent::ALL {
            drop(namespace.families.drain_events.get_or_create(&namespace.drain_labels(*event)));
        }
        for reason in FailureReason::ALL {
            drop(namespace.families.failures.get_or_create(&namespace.failure_labels(*reason)));
        }
        for guardrail in Guardrail::ALL {
            drop(namespace.families.violations.get_or_create(&namespace.guardrail_labels(*guardrail)));
        }
        namespace.set_max_concurrent_moves(max_concurrent_moves);
        namespace
    }

    /// Changes the policy.
    pub fn set_max_concurrent_moves(&self, shards: u32) {
        let labels = NamespaceLabels { cluster: self.families.cluster.clone(), namespace: self.name.clone() };
        self.families.max_moves.get_or_create(&labels).set(i64::from(shards));
    }

    /// Counts a decision on a plan.
    pub fn approval(&self, decision: Decision) {
        self.families.approvals.get_or_create(&self.approval_labels(decision)).inc();
    }

    /// Counts a drain event.
    pub fn drain_event(&self, event: DrainEvent) {
        self.families.drain_events.get_or_create(&self.drain_labels(event)).inc();
    }

    /// Counts a failure.
    pub fn failure(&self, reason: FailureReason) {
        self.families.failures.get_or_create(&self.failure_labels(reason)).inc();
    }

    /// Counts a move that policy stopped.
    pub fn guardrail_violation(&self, guardrail: Guardrail) {
        self.families.violations.get_or_create(&self.guardrail_labels(guardrail)).inc();
    }

    /// Gives a plan its series.
    ///
    /// # Errors
    /// When the namespace has [`LIVE_PLANS_PER_NAMESPACE`] live plans; the plan itself goes on, it
    /// is only not visible one by one.
    pub fn plan(
        &self,
        plan_id: impl Into<String>,
        created_unix_seconds: f64,
    ) -> Result<Plan, LivePlansExceeded> {
        let plan_id = plan_id.into();
        let mut live = self.families.live.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (self.name.clone(), plan_id.clone());
        let others = live.iter().filter(|other| other.0 == self.name && **other != key).count();
        if others >= LIVE_PLANS_PER_NAMESPACE {
            return Err(LivePlansExceeded { namespace: self.name.clone(), plan_id });
        }
        live.insert(key);
        drop(live);
        Ok(Plan::new(Arc::clone(&self.families), self.clone(), plan_id, created_unix_seconds))
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn observe_duration(&self, outcome: Outcome, seconds: f64) {
        self.families.duration.get_or_create(&self.outcome_labels(outcome)).observe(seconds);
    }

    fn approval_labels(&self, decision: Decision) -> ApprovalLabels {
        let (cluster, namespace) = (self.families.cluster.clone(), self.name.clone());
        ApprovalLabels { cluster, namespace, decision }
    }

    fn outcome_labels(&self, outcome: Outcome) -> OutcomeLabels {
        let (cluster, namespace) = (self.families.cluster.clone(), self.name.clone());
        OutcomeLabels { cluster, namespace, outcome }
    }

    fn drain_labels(&self, event: DrainEvent) -> DrainEventLabels {
        let (cluster, namespace) = (self.families.cluster.clone(), self.name.clone());
        DrainEventLabels { cluster, namespace, event }
    }

    fn failure_labels(&self, reason: FailureReason) -> FailureLabels {
        let (cluster, namespace) = (self.families.cluster.clone(), self.name.clone());
        FailureLabels { cluster, namespace, reason }
    }

    fn guardrail_labels(&self, guardrail: Guardrail) -> GuardrailLabels {
        let (cluster, namespace) = (self.families.cluster.clone(), self.name.clone());
        GuardrailLabels { cluster, namespace, guardrail }
    }
}

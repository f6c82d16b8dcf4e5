//! Label sets, and the closed sets of values their labels may take.

use std::fmt;

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};

/// Declares an enum whose variants are the allowed values of a label.
macro_rules! label_values {
    ($(#[$docs:meta])* $name:ident { $($(#[$variant_docs:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_docs])* $variant,)+
        }

        impl $name {
            /// Every allowed value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The value as it is exposed.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl EncodeLabelValue for $name {
            fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> Result<(), fmt::Error> {
                EncodeLabelValue::encode(&self.as_str(), encoder)
            }
        }
    };
}

label_values! {
    /// Where a plan stands.
    State {
        /// Nothing to do.
        Steady = "steady",
        /// A node looks unhealthy or shards are unbalanced.
        Investigating = "investigating",
        /// In-flight work leaves the source node.
        Draining = "draining",
        /// Waits for approval or a free slot.
        PlanPending = "plan_pending",
        /// Shards move.
        Executing = "executing",
        /// All shards moved.
        Completed = "completed",
        /// Gave up.
        Failed = "failed",
    }
}

label_values! {
    /// How a plan ended.
    Outcome {
        /// All shards moved.
        Completed = "completed",
        /// Gave up.
        Failed = "failed",
        /// Somebody cancelled it.
        Cancelled = "cancelled",
    }
}

label_values! {
    /// What became of a request for approval.
    Decision {
        /// An operator said yes.
        Approved = "approved",
        /// An operator said no.
        Rejected = "rejected",
        /// Nobody answered in time.
        Expired = "expired",
        /// Policy needs no operator.
        Auto = "auto",
    }
}

label_values! {
    /// What happened to a drain.
    DrainEvent {
        /// It began.
        Started = "started",
        /// Work left the node.
        Progressed = "progressed",
        /// No progress for too long.
        Stalled = "stalled",
        /// The node is empty.
        Completed = "completed",
        /// It was given up.
        Aborted = "aborted",
    }
}

label_values! {
    /// Why a plan failed.
    FailureReason {
        /// A node left the cluster.
        NodeLost = "node_lost",
        /// The drain took too long.
        DrainTimeout = "drain_timeout",
        /// A shard would have lost its last healthy replica.
        ReplicaUnhealthy = "replica_unhealthy",
        /// The ownership store refused the move.
        StoreConflict = "store_conflict",
        /// Policy forbade the move.
        PolicyDenied = "policy_denied",
        /// Nobody approved it in time.
        ApprovalExpired = "approval_expired",
        /// A defect of the controller.
        Internal = "internal",
    }
}

label_values! {
    /// A rule of the rebalance policy.
    Guardrail {
        /// At most so many shards move at once.
        MaxMoves = "max_moves",
        /// Pause between plans.
        Cooldown = "cooldown",
        /// Every shard keeps a healthy replica.
        HealthyReplica = "healthy_replica",
        /// Slower during incidents.
        IncidentThrottle = "incident_throttle",
    }
}

/// Labels of a metric per cluster and namespace, with one more label of a closed set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct ApprovalLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
    pub(crate) decision: Decision,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct OutcomeLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
    pub(crate) outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct DrainEventLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
    pub(crate) event: DrainEvent,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct FailureLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
    pub(crate) reason: FailureReason,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct GuardrailLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
    pub(crate) guardrail: Guardrail,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct NamespaceLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct PlanLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
    pub(crate) plan_id: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct PlanStateLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
    pub(crate) plan_id: String,
    pub(crate) state: State,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct PlanNodeLabels {
    pub(crate) cluster: String,
    pub(crate) namespace: String,
    pub(crate) plan_id: String,
    pub(crate) node: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct ControllerLabels {
    pub(crate) cluster: String,
    pub(crate) controller: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct ClusterInfoLabels {
    pub(crate) cluster: String,
    pub(crate) region: String,
    pub(crate) tier: String,
}

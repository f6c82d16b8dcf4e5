//! What a scenario says about a rebalance controller.

use firedrill_model::Duration;
use mesh_rebalance_metrics::{FailureReason, Flavor};

/// A mesh whose shards a controller rebalances; one controller per cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct RebalanceSystem {
    /// Under which names the metrics are exposed.
    pub flavor: Flavor,
    /// Names of the clusters.
    pub clusters: Vec<String>,
    /// Names of the namespaces, the same in every cluster.
    pub namespaces: Vec<String>,
    /// Value of the label `region` of the inventory.
    pub region: String,
    /// Value of the label `tier` of the inventory.
    pub tier: String,
    /// Nodes of a cluster, named `node-1`, `node-2`, …
    pub nodes: usize,
    /// Shards of a cluster, dealt to its namespaces and nodes in turn.
    pub shards: usize,
    /// On how many nodes each shard has a replica.
    pub replicas: usize,
    /// Limits and times.
    pub policy: Policy,
    /// The plans that are told one by one.
    pub plans: Vec<PlanSpec>,
    /// Plans nobody asked for, at random moments.
    pub background: Option<Background>,
    /// What happens to clusters while they run.
    pub incidents: Vec<Incident>,
}

impl Default for RebalanceSystem {
    fn default() -> Self {
        Self {
            flavor: Flavor::Mesh,
            clusters: vec!["eu-1".to_owned()],
            namespaces: vec!["orders".to_owned()],
            region: "eu".to_owned(),
            tier: "gold".to_owned(),
            nodes: 6,
            shards: 240,
            replicas: 2,
            policy: Policy::default(),
            plans: Vec::new(),
            background: None,
            incidents: Vec::new(),
        }
    }
}

/// Limits and times of a controller. Upstream fixes the lease (8 s, so 16 s for a move) and the share
/// of shards; every other default is this model's own, see `docs/reference/rebalance-model.md`.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Shards of a namespace that may move at once.
    pub max_concurrent_moves: usize,
    /// Share of a cluster's shards that a plan without a drain may move unless forced.
    pub largest_share: f64,
    /// How long a node is watched before something is done.
    pub investigation: Duration,
    /// How long a node takes to drain when nothing holds it up.
    pub drain_takes: Duration,
    /// How long a drain may take, counted from the end of a [`Stall`] that has one; `None` for ever.
    pub drain_timeout: Option<Duration>,
    /// Who approves, unless a plan says otherwise.
    pub approval: Approval,
    /// How long an approval may take; `None` for ever.
    pub approval_expiry: Option<Duration>,
    /// How long a shard takes to move when nothing holds it up: two leases.
    pub move_takes: Duration,
    /// How many failed moves a plan survives.
    pub retries: usize,
    /// Pause after a plan, for its node and until its series end.
    pub cooldown: Duration,
    /// How long a proposal that was stopped waits before it is made again.
    pub insistence: Duration,
    /// How long another controller takes to lead after a failover.
    pub takeover: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            max_concurrent_moves: 4,
            largest_share: 0.1,
            investigation: Duration::from_seconds(10),
            drain_takes: Duration::from_seconds(120),
            drain_timeout: Some(Duration::from_seconds(600)),
            approval: Approval::Automatic,
            approval_expiry: Some(Duration::from_seconds(1800)),
            move_takes: Duration::from_seconds(16),
            retries: 3,
            cooldown: Duration::from_seconds(300),
            insistence: Duration::from_seconds(30),
            takeover: Duration::from_seconds(5),
        }
    }
}

/// What becomes of a plan that waits for approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// Policy approves it at once.
    Automatic,
    /// An operator says yes after this long.
    After(Duration),
    /// An operator says no after this long.
    RejectedAfter(Duration),
    /// An operator withdraws the plan after this long.
    CancelledAfter(Duration),
    /// Nobody answers.
    Never,
}

/// A plan, as a scenario tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSpec {
    /// The value of `plan_id`.
    pub id: String,
    /// The cluster it runs in; every one without.
    pub cluster: Option<String>,
    /// The namespace it runs in; every one without.
    pub namespace: Option<String>,
    /// When the investigation that leads to it begins.
    pub at: Duration,
    /// Made again so often, with `-1`, `-2`, … after the id.
    pub repeat: Option<Repeat>,
    /// The node to empty; without, shards of the fullest nodes move.
    pub drain: Option<String>,
    /// How many shards move; those of the drained node if `None` and there is one.
    pub moves: Option<usize>,
    /// Instead of [`Policy::approval`].
    pub approval: Option<Approval>,
    /// Instead of [`Policy::drain_takes`].
    pub drain_takes: Option<Duration>,
    /// Instead of [`Policy::move_takes`].
    pub move_takes: Option<Duration>,
    /// Where it stands still.
    pub stall: Option<Stall>,
    /// Moves that go wrong.
    pub move_errors: Option<MoveErrors>,
    /// How many shards it wants to move at once, whatever policy says.
    pub wants: Option<usize>,
    /// An operator overrode the policy, so that the plan gets what it wants.
    pub overrides: bool,
    /// Proposed again, so often, while a guardrail stops it.
    pub insists: usize,
}

impl PlanSpec {
    /// A plan that moves `moves` shards without any trouble.
    pub fn new(id: impl Into<String>, at: Duration, moves: Option<usize>) -> Self {
        Self {
            id: id.into(),
            cluster: None,
            namespace: None,
            at,
            repeat: None,
            drain: None,
            moves,
            approval: None,
            drain_takes: None,
            move_takes: None,
            stall: None,
            move_errors: None,
            wants: None,
            overrides: false,
            insists: 0,
        }
    }

    /// The ids of its repetitions.
    pub fn ids(&self) -> Vec<String> {
        match self.repeat {
            Some(repeat) => (1..=repeat.times).map(|number| format!("{}-{number}", self.id)).collect(),
            None => vec![self.id.clone()],
        }
    }
}

/// A plan that is made several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// From one to the next.
    pub every: Duration,
    /// How many there are.
    pub times: usize,
}

/// What a plan does while it stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StallPhase {
    /// Work does not leave the node.
    Draining,
    /// Moving shards do not arrive.
    Executing,
}

/// A plan that stands still for a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stall {
    /// In which phase.
    pub phase: StallPhase,
    /// The share of the phase that is done by then, 0 to 1.
    pub at: f64,
    /// When it goes on, from the start of the scenario; never if `None`.
    pub until: Option<Duration>,
}

/// Moves that go wrong; each costs a retry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoveErrors {
    /// How many; with more than [`Policy::retries`] the plan fails.
    pub count: usize,
    /// Why, which is also why the plan fails.
    pub reason: FailureReason,
}

/// Healthy plans at random moments, in every namespace of every cluster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Background {
    /// The mean time between two, which varies by half.
    pub every: Duration,
    /// Fewest shards of a plan.
    pub moves_least: usize,
    /// Most shards of a plan.
    pub moves_most: usize,
    /// The share of plans that drain a node first.
    pub drains: f64,
}

/// Something that happens to a cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// When, from the start of the scenario.
    pub at: Duration,
    /// To which cluster; all of them without.
    pub cluster: Option<String>,
    /// What.
    pub kind: IncidentKind,
}

/// What may happen to a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IncidentKind {
    /// A node leaves the cluster.
    NodeLost(String),
    /// A lost node is back, empty.
    NodeBack(String),
    /// The controller dies, its series with it, and comes back after this long, if ever; its counters
    /// start again.
    ControllerCrashes(Option<Duration>),
    /// The controller answers scrapes but does nothing, for so long or for ever.
    ControllerFreezes(Option<Duration>),
    /// The controller is gone and another one leads: a new instance whose counters start at zero.
    ControllerFailsOver,
    /// The policy on concurrent moves changes.
    MaxConcurrentMoves(usize),
    /// An incident somewhere else throttles rebalancing, for so long or for ever.
    Throttled(Option<Duration>),
    /// Somebody, or something, interferes with a plan.
    Plan {
        /// Its id.
        id: String,
        /// What happens to it; nothing where it is in no state for that.
        order: PlanOrder,
    },
}

/// What may happen to a plan from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanOrder {
    /// An operator approves it.
    Approve,
    /// An operator rejects it.
    Reject,
    /// An operator withdraws it.
    Cancel,
    /// It stands still from now on.
    Stall,
    /// It goes on.
    Resume,
}

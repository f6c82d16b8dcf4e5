//! What the controllers of one cluster expose, written down while the model runs.

use std::collections::BTreeMap;

use firedrill_model::{Timestamp, stale_nan};
use mesh_rebalance_metrics::{
    Decision, DrainEvent, FailureReason, Guardrail, LIVE_PLANS_PER_NAMESPACE, NODES_PER_PLAN, Outcome, State,
};

/// Values of one series as [`crate::scrape::Trace::Steps`] has them.
pub(super) type Steps = Vec<(i64, f64)>;

/// The series of one controller process, from when it leads until it is gone.
#[derive(Debug, Clone)]
pub(super) struct Incarnation {
    /// The value of the label `controller`.
    pub(super) controller: String,
    pub(super) from: i64,
    pub(super) until: Option<i64>,
    /// While scrapes fail.
    pub(super) down: Vec<(i64, i64)>,
    /// While its loop stands still.
    pub(super) pauses: Vec<(i64, i64)>,
    pub(super) namespaces: Vec<NamespaceSeries>,
    /// In the order in which they became visible.
    pub(super) plans: Vec<PlanSeries>,
}

/// Counters of a namespace, and its policy.
#[derive(Debug, Clone)]
pub(super) struct NamespaceSeries {
    pub(super) approvals: Vec<Steps>,
    pub(super) drain_events: Vec<Steps>,
    pub(super) failures: Vec<Steps>,
    pub(super) violations: Vec<Steps>,
    /// By outcome: when a plan ended, and after how many seconds. `None` starts from nothing again.
    pub(super) durations: Vec<Vec<(i64, Option<f64>)>>,
    pub(super) max_moves: Steps,
}

/// Gauges of a live plan.
#[derive(Debug, Clone)]
pub(super) struct PlanSeries {
    pub(super) namespace: usize,
    pub(super) id: String,
    /// `None` once the plan is over.
    pub(super) states: Vec<(i64, Option<State>)>,
    pub(super) moving: Steps,
    pub(super) created: Steps,
    pub(super) progress: BTreeMap<String, Steps>,
}

/// Writes down what the controllers of a cluster expose.
#[derive(Debug)]
pub(super) struct Recorder {
    epoch: Timestamp,
    pub(super) incarnations: Vec<Incarnation>,
    /// Position of a visible plan in the current incarnation, by the model's own number for it.
    visible: BTreeMap<usize, usize>,
}

impl NamespaceSeries {
    fn new(at: i64, max_moves: usize) -> Self {
        let counters = |count: usize| vec![vec![(at, 0.0)]; count];
        Self {
            approvals: counters(Decision::ALL.len()),
            drain_events: counters(DrainEvent::ALL.len()),
            failures: counters(FailureReason::ALL.len()),
            violations: counters(Guardrail::ALL.len()),
            durations: vec![Vec::new(); Outcome::ALL.len()],
            max_moves: vec![(at, max_moves as f64)],
        }
    }

    fn restart(&mut self, at: i64) {
        let counters =
            [&mut self.approvals, &mut self.drain_events, &mut self.failures, &mut self.violations];
        for steps in counters.into_iter().flatten() {
            steps.push((at, 0.0));
        }
        for durations in &mut self.durations {
            durations.push((at, None));
        }
    }
}

fn count(steps: &mut Steps, at: i64) {
    let last = steps.last().map_or(0.0, |(_, value)| *value);
    steps.push((at, last + 1.0));
}

impl Recorder {
    /// The first controller, `a`, at the start.
    pub(super) fn new(epoch: Timestamp, namespaces: usize, max_moves: usize) -> Self {
        let mut recorder = Self { epoch, incarnations: Vec::new(), visible: BTreeMap::new() };
        recorder.lead(0, namespaces, max_moves);
        recorder
    }

    fn lead(&mut self, at: i64, namespaces: usize, max_moves: usize) {
        let letter = char::from(b'a' + (self.incarnations.len() % 26) as u8);
        self.incarnations.push(Incarnation {
            controller: letter.to_string(),
            from: at,
            until: None,
            down: Vec::new(),
            pauses: Vec::new(),
            namespaces: vec![NamespaceSeries::new(at, max_moves); namespaces],
            plans: Vec::new(),
        });
    }

    fn current(&mut self) -> &mut Incarnation {
        self.incarnations.last_mut().expect("there is always a first")
    }

    fn namespace(&mut self, namespace: usize) -> &mut NamespaceSeries {
        &mut self.current().namespaces[namespace]
    }

    pub(super) fn approval(&mut self, namespace: usize, decision: Decision, at: i64) {
        count(&mut self.namespace(namespace).approvals[decision as usize], at);
    }

    pub(super) fn drain_event(&mut self, namespace: usize, event: DrainEvent, at: i64) {
        count(&mut self.namespace(namespace).drain_events[event as usize], at);
    }

    pub(super) fn failure(&mut self, namespace: usize, reason: FailureReason, at: i64) {
        count(&mut self.namespace(namespace).failures[reason as usize], at);
    }

    pub(super) fn violation(&mut self, namespace: usize, guardrail: Guardrail, at: i64) {
        count(&mut self.namespace(namespace).violations[guardrail as usize], at);
    }

    pub(super) fn duration(&mut self, namespace: usize, outcome: Outcome, seconds: f64, at: i64) {
        self.namespace(namespace).durations[outcome as usize].push((at, Some(seconds)));
    }

    pub(super) fn max_moves(&mut self, moves: usize, at: i64) {
        for namespace in &mut self.current().namespaces {
            namespace.max_moves.push((at, moves as f64));
        }
    }

    /// A plan gets series, unless its namespace already shows as many as it may.
    pub(super) fn plan_created(&mut self, plan: usize, namespace: usize, id: &str, at: i64) {
        let current = self.incarnations.last_mut().expect("there is always a first");
        let shown = self.visible.values().filter(|idx| current.plans[**idx].namespace == namespace);
        if shown.count() >= LIVE_PLANS_PER_NAMESPACE {
            return;
        }
        let created = (self.epoch.as_ms() + at) as f64 / 1000.0;
        self.visible.insert(plan, current.plans.len());
        current.plans.push(PlanSeries {
            namespace,
            id: id.to_owned(),
            states: Vec::new(),
            moving: vec![(at, 0.0)],
            created: vec![(at, created)],
            progress: BTreeMap::new(),
        });
    }

    fn plan(&mut self, plan: usize) -> Option<&mut PlanSeries> {
        let idx = *self.visible.get(&plan)?;
        Some(&mut self.current().plans[idx])
    }

    pub(super) fn plan_state(&mut self, plan: usize, state: State, at: i64) {
        if let Some(series) = self.plan(plan) {
            series.states.push((at, Some(state)));
        }
    }

    pub(super) fn moving(&mut self, plan: usize, shards: usize, at: i64) {
        if let Some(series) = self.plan(plan) {
            series.moving.push((at, shards as f64));
        }
    }

    /// The progress of a drain; a plan shows two nodes at most.
    pub(super) fn progress(&mut self, plan: usize, node: &str, ratio: f64, at: i64) {
        if let Some(series) = self.plan(plan)
            && (series.progress.len() < NODES_PER_PLAN || series.progress.contains_key(node))
        {
            series.progress.entry(node.to_owned()).or_default().push((at, ratio));
        }
    }

    /// A plan is over: its series end.
    pub(super) fn plan_gone(&mut self, plan: usize, at: i64) {
        if let Some(series) = self.plan(plan) {
            series.states.push((at, None));
            let gauges = [&mut series.moving, &mut series.created];
            for steps in gauges.into_iter().chain(series.progress.values_mut()) {
                steps.push((at, stale_nan()));
            }
            self.visible.remove(&plan);
        }
    }

    /// The controller cannot be scraped from `at` until `back`, and then counts from zero again.
    pub(super) fn crashed(&mut self, at: i64, back: Option<i64>) {
        let end = back.unwrap_or(i64::MAX);
        let current = self.current();
        current.down.push((at, end));
        current.pauses.push((at, end));
        if let Some(back) = back {
            for namespace in &mut current.namespaces {
                namespace.restart(back);
            }
        }
    }

    /// The controller's loop stands still.
    pub(super) fn frozen(&mut self, at: i64, back: Option<i64>) {
        self.current().pauses.push((at, back.unwrap_or(i64::MAX)));
    }

    /// The controller is gone `at`, and the next one leads from `back`; it knows the live plans.
    pub(super) fn failed_over(&mut self, at: i64, back: i64, max_moves: usize) {
        let namespaces = self.current().namespaces.len();
        self.current().until = Some(at);
        let before = self.incarnations.last().expect("there is always a first");
        let plans: Vec<PlanSeries> =
            self.visible.values().map(|idx| taken_over(&before.plans[*idx], back)).collect();
        self.lead(back, namespaces, max_moves);
        self.current().plans = plans;
        for (position, idx) in self.visible.values_mut().enumerate() {
            *idx = position;
        }
    }
}

/// What a plan shows after the takeover: its last values.
fn taken_over(series: &PlanSeries, at: i64) -> PlanSeries {
    let last = |steps: &Steps| steps.last().map(|(_, value)| (at, *value)).into_iter().collect();
    PlanSeries {
        namespace: series.namespace,
        id: series.id.clone(),
        states: series.states.last().map(|(_, state)| (at, *state)).into_iter().collect(),
        moving: last(&series.moving),
        created: last(&series.created),
        progress: series.progress.iter().map(|(node, steps)| (node.clone(), last(steps))).collect(),
    }
}

//! From what was written down to targets with series, under the names of the contract.

use firedrill_model::{Labels, METRIC_NAME, Timestamp, stale_nan};
use mesh_rebalance_metrics::{
    DURATION_BUCKETS_SECONDS, Decision, DrainEvent, FailureReason, Flavor, Guardrail, Outcome, State,
};

use super::configuration::RebalanceSystem;
use super::recorder::{Incarnation, NamespaceSeries, PlanSeries, Recorder, Steps};
use crate::scrape::{Availability, ExposedSeries, SeriesKind, Target, Trace};

/// From one round of the controller's loop to the next, the upstream default.
const ROUND_MS: i64 = 750;

/// Metric names of one flavor.
#[derive(Debug, Clone, Copy)]
struct Names {
    prefix: &'static str,
    moving: &'static str,
    job: &'static str,
}

impl Names {
    const fn of(flavor: Flavor) -> Self {
        match flavor {
            Flavor::Mesh => Self { prefix: "mesh_rebalance", moving: "shards_moving", job: "mesh-rebalance" },
            Flavor::MeshKit => {
                Self { prefix: "meshkit_rebalance", moving: "shards_in_flight", job: "meshkit-rebalance" }
            }
        }
    }
}

/// The targets of a cluster, one for each controller that led it.
pub(super) fn targets(
    system: &RebalanceSystem,
    cluster: &str,
    recorder: &Recorder,
    epoch: Timestamp,
) -> Vec<Target> {
    let names = Names::of(system.flavor);
    let target = |incarnation: &Incarnation| {
        let mut series = Series { names, cluster, found: Vec::new() };
        series.push("mesh_cluster_info", "", &[("region", &system.region), ("tier", &system.tier)], {
            (SeriesKind::Gauge, Trace::Steps(vec![(incarnation.from, 1.0)]))
        });
        series.heartbeat(incarnation, epoch);
        for (namespace, counters) in system.namespaces.iter().zip(&incarnation.namespaces) {
            series.namespace(namespace, counters);
        }
        for plan in &incarnation.plans {
            series.plan(&system.namespaces[plan.namespace], plan);
        }
        let instance = format!("{cluster}-controller-{}", incarnation.controller);
        Target {
            labels: Labels::from_pairs([("job", names.job), ("instance", instance.as_str())]),
            series: series.found,
            availability: Availability {
                born: incarnation.from,
                dropped: incarnation.until,
                down: incarnation.down.clone(),
                ..Availability::default()
            },
        }
    };
    recorder.incarnations.iter().map(target).collect()
}

/// Collects the series of one controller.
struct Series<'a> {
    names: Names,
    cluster: &'a str,
    found: Vec<ExposedSeries>,
}

impl Series<'_> {
    /// Adds the series `metric` + `suffix`.
    fn push(&mut self, metric: &str, suffix: &str, labels: &[(&str, &str)], shown: (SeriesKind, Trace)) {
        let name = format!("{metric}{suffix}");
        let own = [(METRIC_NAME, name.as_str()), ("cluster", self.cluster)];
        let labels = Labels::from_pairs(own.into_iter().chain(labels.iter().copied()));
        let (kind, trace) = shown;
        self.found.push(ExposedSeries { labels, kind, trace, shown: ExposedSeries::ALWAYS });
    }

    fn metric(&self, rest: &str) -> String {
        format!("{}_{rest}", self.names.prefix)
    }

    fn heartbeat(&mut self, incarnation: &Incarnation, epoch: Timestamp) {
        let trace = Trace::Rounds {
            from: incarnation.from,
            period: ROUND_MS,
            pauses: incarnation.pauses.clone(),
            epoch: epoch.as_ms(),
        };
        let metric = self.metric("controller_heartbeat_timestamp_seconds");
        self.push(&metric, "", &[("controller", &incarnation.controller)], (SeriesKind::Timestamp, trace));
    }

    fn counters<'v>(
        &mut self,
        namespace: &str,
        metric: &str,
        label: &str,
        counted: impl Iterator<Item = (&'v str, &'v Steps)>,
    ) {
        let metric = self.metric(metric);
        for (value, steps) in counted {
            let labels = [("namespace", namespace), (label, value)];
            self.push(&metric, "", &labels, (SeriesKind::Counter, Trace::Steps(steps.clone())));
        }
    }

    fn namespace(&mut self, namespace: &str, counters: &NamespaceSeries) {
        let NamespaceSeries { approvals, drain_events, failures, violations, durations, max_moves } =
            counters;
        let values = Decision::ALL.iter().map(|value| value.as_str());
        self.counters(namespace, "plan_approvals_total", "decision", values.zip(approvals));
        let values = DrainEvent::ALL.iter().map(|value| value.as_str());
        self.counters(namespace, "drain_events_total", "event", values.zip(drain_events));
        let values = FailureReason::ALL.iter().map(|value| value.as_str());
        self.counters(namespace, "failures_total", "reason", values.zip(failures));
        let values = Guardrail::ALL.iter().map(|value| value.as_str());
        self.counters(namespace, "guardrail_violations_total", "guardrail", values.zip(violations));
        for (outcome, observed) in Outcome::ALL.iter().zip(durations) {
            let from = max_moves.first().map_or(0, |(at, _)| *at);
            self.durations(namespace, outcome.as_str(), observed, from);
        }
        let metric = self.metric("policy_max_concurrent_moves");
        let trace = Trace::Steps(max_moves.clone());
        self.push(&metric, "", &[("namespace", namespace)], (SeriesKind::Gauge, trace));
    }

    /// A classic histogram.
    fn durations(&mut self, namespace: &str, outcome: &str, observed: &[(i64, Option<f64>)], from: i64) {
        let metric = self.metric("duration_seconds");
        let accumulate = |amount: &dyn Fn(f64) -> f64| {
            let mut total = 0.0;
            let mut steps = vec![(from, 0.0)];
            for (at, seconds) in observed {
                total = seconds.map_or(0.0, |seconds| total + amount(seconds));
                steps.push((*at, total));
            }
            (SeriesKind::Counter, Trace::Steps(steps))
        };
        let labels = [("namespace", namespace), ("outcome", outcome)];
        for bound in DURATION_BUCKETS_SECONDS.into_iter().chain([f64::INFINITY]) {
            let le = if bound.is_finite() { format!("{bound:.1}") } else { "+Inf".to_owned() };
            let labels = [labels[0], labels[1], ("le", le.as_str())];
            let within = accumulate(&|seconds| f64::from(u8::from(seconds <= bound)));
            self.push(&metric, "_bucket", &labels, within);
        }
        self.push(&metric, "_sum", &labels, accumulate(&|seconds| seconds));
        self.push(&metric, "_count", &labels, accumulate(&|_| 1.0));
    }

    fn plan(&mut self, namespace: &str, plan: &PlanSeries) {
        let labels = [("namespace", namespace), ("plan_id", plan.id.as_str())];
        let metric = self.metric("state");
        for state in State::ALL {
            let value = |(at, current): &(i64, Option<State>)| {
                (*at, current.map_or(stale_nan(), |current| f64::from(u8::from(current == *state))))
            };
            let trace = Trace::Steps(plan.states.iter().map(value).collect());
            let labels = [labels[0], labels[1], ("state", state.as_str())];
            self.push(&metric, "", &labels, (SeriesKind::StateSet, trace));
        }
        let metric = self.metric(self.names.moving);
        self.push(&metric, "", &labels, (SeriesKind::Gauge, Trace::Steps(plan.moving.clone())));
        let metric = self.metric("plan_created_timestamp_seconds");
        self.push(&metric, "", &labels, (SeriesKind::Timestamp, Trace::Steps(plan.created.clone())));
        let metric = self.metric("drain_progress_ratio");
        for (node, steps) in &plan.progress {
            let labels = [labels[0], labels[1], ("node", node.as_str())];
            self.push(&metric, "", &labels, (SeriesKind::Gauge, Trace::Steps(steps.clone())));
        }
    }
}

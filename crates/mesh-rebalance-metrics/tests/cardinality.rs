//! Series counts stay within the budget of the metric contract at one and at ten times the fleet,
//! and scraping changes nothing.

use std::collections::BTreeMap;

use mesh_rebalance_metrics::{
    Decision, DrainEvent, FailureReason, Flavor, Guardrail, LIVE_PLANS_PER_NAMESPACE, Outcome,
    RebalanceMetrics, State,
};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

/// Budget per cluster of ten namespaces.
const BUDGET: [(&str, usize); 11] = [
    ("mesh_rebalance_controller_heartbeat_timestamp_seconds", 3),
    ("mesh_rebalance_drain_events_total", 50),
    ("mesh_rebalance_drain_progress_ratio", 100),
    ("mesh_rebalance_duration_seconds", 450),
    ("mesh_rebalance_failures_total", 70),
    ("mesh_rebalance_guardrail_violations_total", 40),
    ("mesh_rebalance_plan_approvals_total", 40),
    ("mesh_rebalance_plan_created_timestamp_seconds", 50),
    ("mesh_rebalance_policy_max_concurrent_moves", 10),
    ("mesh_rebalance_shards_moving", 50),
    ("mesh_rebalance_state", 350),
];

fn scrape(registry: &Registry) -> String {
    let mut text = String::new();
    encode(&mut text, registry).expect("writing to a string");
    text
}

/// Series per metric family; the parts of a histogram count for the histogram.
fn series_per_metric(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(['{', ' ']).next().unwrap_or_default();
        let name =
            ["_bucket", "_sum", "_count"].iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name);
        *counts.entry(name.to_owned()).or_insert(0) += 1;
    }
    counts
}

/// A cluster where everything that can happen has happened, `plans` plans per namespace at once.
fn busy_cluster(plans: usize, nodes: usize) -> String {
    let metrics = RebalanceMetrics::new("eu-1");
    let mut registry = Registry::default();
    metrics.register(Flavor::Mesh, &mut registry);
    metrics.cluster_info("eu", "gold");
    for controller in ["a", "b", "c"] {
        metrics.heartbeat(controller, 1.0);
    }
    let mut alive = Vec::new();
    for index in 0..10 {
        let namespace = metrics.namespace(format!("ns-{index}"), 4);
        for it in Decision::ALL {
            namespace.approval(*it);
        }
        for it in DrainEvent::ALL {
            namespace.drain_event(*it);
        }
        for it in FailureReason::ALL {
            namespace.failure(*it);
        }
        for it in Guardrail::ALL {
            namespace.guardrail_violation(*it);
        }
        for plan in 0..plans {
            let Ok(plan) = namespace.plan(format!("p-{plan}"), 1.0) else { continue };
            plan.set_state(State::Draining);
            for node in 0..nodes {
                // Nodes over the cap are refused, which is what is tested.
                let _ = plan.set_drain_progress(&format!("node-{node}"), 0.5);
            }
            alive.push(plan);
        }
    }
    scrape(&registry)
}

#[test]
fn a_busy_cluster_stays_within_budget_at_any_fleet_size() {
    for (plans, nodes) in [(5, 2), (50, 20)] {
        let counts = series_per_metric(&busy_cluster(plans, nodes));
        for (metric, budget) in BUDGET {
            let series = counts.get(metric).copied().unwrap_or(0);
            assert!(series > 0 && series <= budget, "{metric}: {series} series, budget {budget}");
        }
    }
}

#[test]
fn counters_exist_before_the_first_event() {
    let metrics = RebalanceMetrics::new("eu-1");
    let mut registry = Registry::default();
    metrics.register(Flavor::Mesh, &mut registry);
    metrics.namespace("orders", 4);
    let text = scrape(&registry);
    for decision in Decision::ALL {
        let line = format!(
            "mesh_rebalance_plan_approvals_total{{cluster=\"eu-1\",namespace=\"orders\",decision=\"{}\"}} 0",
            decision.as_str()
        );
        assert!(text.contains(&line), "{line} not in\n{text}");
    }
}

#[test]
fn a_finished_plan_leaves_no_series_and_frees_its_place() {
    let metrics = RebalanceMetrics::new("eu-1");
    let mut registry = Registry::default();
    metrics.register(Flavor::MeshKit, &mut registry);
    let orders = metrics.namespace("orders", 4);
    let mut plans: Vec<_> = (0..LIVE_PLANS_PER_NAMESPACE)
        .map(|index| orders.plan(format!("p-{index}"), 1.0).expect("below the cap"))
        .collect();
    let refused = orders.plan("p-9", 1.0).expect_err("over the cap");
    assert_eq!(refused.to_string(), "namespace orders has 5 live plans already, plan p-9 gets no series");
    assert!(scrape(&registry).contains("meshkit_rebalance_shards_in_flight{"));
    plans.pop().expect("a plan").finish(Outcome::Completed, 42.0);
    orders.plan("p-9", 1.0).expect("a place was freed");
    drop(plans);
    let text = scrape(&registry);
    assert!(!text.contains("plan_id="), "{text}");
    assert!(text.contains("outcome=\"completed\"} 42"), "{text}");
}

#[test]
fn exactly_one_state_is_current() {
    let metrics = RebalanceMetrics::new("eu-1");
    let mut registry = Registry::default();
    metrics.register(Flavor::Mesh, &mut registry);
    let orders = metrics.namespace("orders", 4);
    let plan = orders.plan("p-1", 1.0).expect("below the cap");
    for state in State::ALL {
        plan.set_state(*state);
        let text = scrape(&registry);
        let current: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("mesh_rebalance_state{") && line.ends_with(" 1"))
            .collect();
        assert_eq!(current.len(), 1, "{text}");
        assert!(current[0].contains(&format!("state=\"{}\"", state.as_str())));
    }
}

#[test]
fn scraping_changes_nothing() {
    let metrics = RebalanceMetrics::new("eu-1");
    let mut registry = Registry::default();
    metrics.register(Flavor::Mesh, &mut registry);
    metrics.namespace("orders", 4).approval(Decision::Auto);
    assert_eq!(scrape(&registry), scrape(&registry));
}

//! What the instrumentation library exposes is what the contracts say.

use std::collections::{BTreeMap, BTreeSet};

use mesh_rebalance_metrics::{Flavor, RebalanceMetrics};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

use crate::contract::{Contract, Values};
use crate::files::{PACKS, assert_none};

/// The exposition of a controller with one namespace and one draining plan.
fn exposition(flavor: Flavor) -> String {
    let metrics = RebalanceMetrics::new("eu-1");
    let mut registry = Registry::default();
    metrics.register(flavor, &mut registry);
    metrics.cluster_info("eu", "gold");
    metrics.heartbeat("a", 1.0);
    let namespace = metrics.namespace("orders", 4);
    let plan = namespace.plan("p-1", 1.0).expect("the first plan");
    plan.set_drain_progress("n-1", 0.5).expect("the first node");
    let mut text = String::new();
    encode(&mut text, &registry).expect("writing to a string");
    text
}

/// Series name to label to the values it takes. Values are plain words, so commas only part labels.
fn series(exposition: &str) -> BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> {
    let mut found: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for line in exposition.lines().filter(|line| !line.starts_with('#')) {
        let (name, rest) = line.split_once('{').expect("every series has labels");
        let (labels, _) = rest.rsplit_once('}').expect("labels end");
        for label in labels.split(',') {
            let (label, value) = label.split_once('=').expect("a label has a value");
            found.entry(name).or_default().entry(label).or_default().insert(value.trim_matches('"'));
        }
    }
    found
}

#[test]
fn the_library_exposes_the_contract() {
    let mut complaints = Vec::new();
    for (pack, flavor) in PACKS.into_iter().zip([Flavor::Mesh, Flavor::MeshKit]) {
        let (contract, exposition) = (Contract::of(pack), exposition(flavor));
        let exposed = series(&exposition);
        for name in contract.metrics.keys() {
            if !exposed.contains_key(name.as_str()) && !exposed.contains_key(format!("{name}_count").as_str())
            {
                complaints.push(format!("{pack}: {name} is not exposed"));
            }
        }
        for (name, labels) in &exposed {
            let Some(metric) = contract.family(name) else {
                complaints.push(format!("{pack}: {name} is not in the contract"));
                continue;
            };
            let want: BTreeSet<_> = metric.labels.iter().map(String::as_str).collect();
            let got: BTreeSet<_> = labels.keys().copied().filter(|label| *label != "le").collect();
            if got != want {
                complaints.push(format!("{pack}: {name} has labels {got:?}, not {want:?}"));
            }
            if let Some(bounds) = labels.get("le") {
                let bounds: BTreeSet<_> = bounds.iter().filter(|bound| **bound != "+Inf").copied().collect();
                let want: BTreeSet<_> = metric.buckets.iter().map(|bound| format!("{bound:.1}")).collect();
                if !bounds.iter().copied().eq(want.iter().map(String::as_str)) {
                    complaints.push(format!("{pack}: {name} has buckets {bounds:?}, not {want:?}"));
                }
            }
            for (label, values) in labels {
                if let Some(Values::Listed(allowed)) = contract.labels.get(*label)
                    && *values != allowed.iter().map(String::as_str).collect()
                {
                    complaints.push(format!("{pack}: {name} has {label} in {values:?}, not {allowed:?}"));
                }
            }
        }
    }
    assert_none(&complaints);
}

//! What fires around every change.

use std::collections::{BTreeMap, BTreeSet};

use firedrill_model::{Labels, Timestamp};
use firedrill_rules::evaluation::server::AlertChange;

/// Firing alerts, labels with annotations.
pub(super) type Firing = BTreeMap<Labels, Labels>;

/// For every alert name the instants to look at, with what fires then: each change of an alert of that
/// name and the evaluation before it, and the end.
pub(super) fn checks<'n>(
    names: impl IntoIterator<Item = &'n str>,
    changes: &[AlertChange],
    start: Timestamp,
    end: Timestamp,
    interval: i64,
) -> BTreeMap<&'n str, Vec<(Timestamp, Firing)>> {
    let mut checks = BTreeMap::new();
    for name in names {
        let own = || changes.iter().filter(|change| change.labels.get("alertname") == Some(name));
        let last = end.as_ms() - (end - start).as_ms().rem_euclid(interval);
        let mut instants = BTreeSet::from([last]);
        let turns = own().filter(|change| change.from.is_firing() != change.to.is_firing());
        instants.extend(turns.flat_map(|change| [change.at.as_ms() - interval, change.at.as_ms()]));
        let instants = instants.into_iter().filter(|at| *at >= start.as_ms());
        checks.insert(name, instants.map(|at| (Timestamp(at), firing(own(), Timestamp(at)))).collect());
    }
    checks
}

/// What fires after the evaluation at `at`.
fn firing<'c>(changes: impl Iterator<Item = &'c AlertChange>, at: Timestamp) -> Firing {
    let mut firing: BTreeMap<(usize, &Labels), &AlertChange> = BTreeMap::new();
    for change in changes.filter(|change| change.at <= at) {
        firing.insert((change.rule, &change.labels), change);
    }
    let firing = firing.into_values().filter(|change| change.to.is_firing());
    firing.map(|change| (change.labels.clone(), change.annotations.clone())).collect()
}

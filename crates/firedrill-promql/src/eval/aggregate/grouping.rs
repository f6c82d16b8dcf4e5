//! Which group each series belongs to.

use std::collections::HashMap;

use firedrill_model::{Labels, METRIC_NAME};

use crate::column::{StepOrder, Vector};
use crate::syntax::ast::Aggregate;

/// Groups in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Grouping {
    /// Per series its group.
    pub(super) of_series: Vec<u32>,
    /// Per group its labels, and whether the name in them is to be dropped at the end.
    pub(super) groups: Vec<(Labels, bool)>,
}

impl Grouping {
    /// Groups the series of `vector` as the clause says.
    pub(super) fn new(aggregate: &Aggregate, vector: &Vector) -> Self {
        let mut grouping = Self { of_series: Vec::with_capacity(vector.series.len()), groups: Vec::new() };
        let keeps_name = !aggregate.without && aggregate.grouping.iter().any(|name| name == METRIC_NAME);
        if !aggregate.without && aggregate.grouping.is_empty() {
            if !vector.series.is_empty() {
                grouping.groups.push((Labels::empty(), false));
                grouping.of_series.resize(vector.series.len(), 0);
            }
            return grouping;
        }
        let mut known: HashMap<Labels, u32, foldhash::fast::FixedState> = HashMap::default();
        for series in &vector.series {
            let key = group_labels(aggregate, &series.labels);
            let group = known.get(&key).copied().unwrap_or_else(|| {
                let group = grouping.groups.len() as u32;
                grouping.groups.push((key.clone(), false));
                known.insert(key, group);
                group
            });
            grouping.groups[group as usize].1 |= keeps_name && series.drop_name;
            grouping.of_series.push(group);
        }
        grouping
    }

    /// The order of the groups at each step by their first present series, where it is not that of
    /// the groups themselves. `vector` stands in the order of its series.
    pub(super) fn step_order(&self, vector: &Vector, steps: usize) -> Option<StepOrder> {
        if self.groups.len() < 2 || steps < 2 || self.always_starts_with_first(vector, steps) {
            return None;
        }
        let mut order = StepOrder { steps: Vec::with_capacity(steps) };
        let mut seen = vec![usize::MAX; self.groups.len()];
        for step in 0..steps {
            let mut groups = Vec::new();
            for (series, group) in vector.series.iter().zip(&self.of_series) {
                if seen[*group as usize] != step && series.column.is_present(step) {
                    seen[*group as usize] = step;
                    groups.push(*group);
                }
            }
            order.steps.push(groups);
        }
        let is_plain = order.steps.iter().all(|groups| groups.is_sorted());
        (!is_plain).then_some(order)
    }

    /// Whether the first series of every group has a value at every step: the common case, in which
    /// no step can reorder the groups.
    fn always_starts_with_first(&self, vector: &Vector, steps: usize) -> bool {
        let mut next_group = 0;
        for (series, group) in vector.series.iter().zip(&self.of_series) {
            if *group == next_group {
                if (0..steps).any(|step| !series.column.is_present(step)) {
                    return false;
                }
                next_group += 1;
            }
        }
        true
    }
}

/// The labels of the group that a series belongs to.
pub(super) fn group_labels(aggregate: &Aggregate, labels: &Labels) -> Labels {
    let listed = |name: &str| aggregate.grouping.iter().any(|candidate| candidate == name);
    if aggregate.without {
        labels.filtered(|name| name != METRIC_NAME && !listed(name))
    } else {
        labels.filtered(listed)
    }
}

//! Which group each series belongs to.

use std::collections::HashMap;

use firedrill_model::{Labels, METRIC_NAME};

use crate::column::{Column, StepOrder, Vector};
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
        let mut tracker = OrderTracker::new(steps);
        for (series, group) in vector.series.iter().zip(&self.of_series) {
            tracker.add(*group as usize, &series.column);
        }
        if tracker.is_plain() {
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
}

/// Finds out whether some step could list the groups in another order than that of their first
/// series: because a group's first series at that step is a later one than another group's.
#[derive(Debug)]
pub(super) struct OrderTracker {
    steps: usize,
    next_series: usize,
    groups: Vec<TrackedGroup>,
}

#[derive(Debug)]
struct TrackedGroup {
    /// Position of the first series, and of the last one that is the first of its group at some step.
    first: usize,
    latest: usize,
    /// Steps with a sample so far.
    covered: Vec<bool>,
    missing: usize,
}

impl OrderTracker {
    pub(super) fn new(steps: usize) -> Self {
        Self { steps, next_series: 0, groups: Vec::new() }
    }

    /// Takes in the next series; groups are numbered by first appearance.
    pub(super) fn add(&mut self, group: usize, column: &Column) {
        let series = self.next_series;
        self.next_series += 1;
        if self.steps < 2 {
            return;
        }
        if group == self.groups.len() {
            let covered: Vec<bool> = (0..self.steps).map(|step| column.is_present(step)).collect();
            let missing = covered.iter().filter(|covered| !**covered).count();
            self.groups.push(TrackedGroup { first: series, latest: series, covered, missing });
            return;
        }
        let group = &mut self.groups[group];
        if group.missing == 0 {
            return;
        }
        for (step, covered) in group.covered.iter_mut().enumerate() {
            if !*covered && column.is_present(step) {
                *covered = true;
                group.missing -= 1;
                group.latest = series;
            }
        }
    }

    /// Whether every step lists the groups in the same order.
    pub(super) fn is_plain(&self) -> bool {
        self.groups.windows(2).all(|pair| pair[0].latest < pair[1].first)
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

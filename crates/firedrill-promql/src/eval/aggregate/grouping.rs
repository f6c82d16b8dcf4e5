//! Which group each series belongs to.

use std::collections::HashMap;

use firedrill_model::{Labels, METRIC_NAME};
use foldhash::fast::FixedState;

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
        let labels = vector.series.iter().map(|series| &series.labels);
        let mut grouping = Self::of_labels(aggregate, labels, |_| false);
        if !aggregate.without && aggregate.grouping.iter().any(|name| name == METRIC_NAME) {
            for (series, group) in vector.series.iter().zip(&grouping.of_series) {
                grouping.groups[*group as usize].1 |= series.drop_name;
            }
        }
        grouping
    }

    /// Groups series of these labels, those left out for which `is_dropped` holds.
    pub(super) fn of_labels<'l>(
        aggregate: &Aggregate,
        all: impl ExactSizeIterator<Item = &'l Labels>,
        is_dropped: impl Fn(&str) -> bool,
    ) -> Self {
        let mut grouping = Self { of_series: Vec::with_capacity(all.len()), groups: Vec::new() };
        if !aggregate.without && aggregate.grouping.is_empty() {
            grouping.of_series.resize(all.len(), 0);
            if all.len() > 0 {
                grouping.groups.push((Labels::empty(), false));
            }
            return grouping;
        }
        let mut known: HashMap<Labels, u32, FixedState> = HashMap::default();
        let mut key = String::new();
        for labels in all {
            key.clear();
            let kept = |name: &str| !is_dropped(name) && is_group_label(aggregate, name);
            labels.write_filtered(kept, &mut key);
            let group = known.get(key.as_str()).copied().unwrap_or_else(|| {
                let group = grouping.groups.len() as u32;
                let labels = labels.filtered(kept);
                grouping.groups.push((labels.clone(), false));
                known.insert(labels, group);
                group
            });
            grouping.of_series.push(group);
        }
        grouping
    }

    /// The order of the groups at each step by their first present series, where it is not that of
    /// the groups themselves. `vector` stands in the order of its series.
    pub(super) fn step_order(&self, vector: &Vector, steps: usize) -> Option<StepOrder> {
        let mut tracker = OrderTracker::new(self.groups.len(), steps);
        for (series, group) in vector.series.iter().zip(&self.of_series) {
            tracker.add(*group as usize, &series.column, true);
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
    groups: Vec<Option<TrackedGroup>>,
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
    pub(super) fn new(groups: usize, steps: usize) -> Self {
        Self { steps, next_series: 0, groups: (0..groups).map(|_| None).collect() }
    }

    /// Takes in the next series that has a value; `by_step` looks at every step, else only the first
    /// series of each group is kept in mind.
    pub(super) fn add(&mut self, group: usize, column: &Column, by_step: bool) {
        let series = self.next_series;
        self.next_series += 1;
        let looks_at_steps = by_step && self.steps > 1 && self.groups.len() > 1;
        let Some(group) = &mut self.groups[group] else {
            let covered: Vec<bool> = if looks_at_steps {
                (0..self.steps).map(|step| column.is_present(step)).collect()
            } else {
                Vec::new()
            };
            let missing = covered.iter().filter(|covered| !**covered).count();
            self.groups[group] = Some(TrackedGroup { first: series, latest: series, covered, missing });
            return;
        };
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

    /// The groups with a value, by their first series.
    pub(super) fn in_order(&self) -> Vec<usize> {
        let first = |group: usize| self.groups[group].as_ref().map(|group| group.first);
        let mut groups: Vec<usize> = (0..self.groups.len()).filter(|group| first(*group).is_some()).collect();
        groups.sort_by_key(|group| first(*group));
        groups
    }

    /// Whether every step lists the groups in the same order.
    pub(super) fn is_plain(&self) -> bool {
        let in_order = self.in_order();
        let tracked: Vec<&TrackedGroup> =
            in_order.iter().filter_map(|group| self.groups[*group].as_ref()).collect();
        tracked.windows(2).all(|pair| pair[0].latest < pair[1].first)
    }
}

/// The labels of the group that a series belongs to.
pub(super) fn group_labels(aggregate: &Aggregate, labels: &Labels) -> Labels {
    labels.filtered(|name| is_group_label(aggregate, name))
}

/// Whether a label of a series is one of its group.
fn is_group_label(aggregate: &Aggregate, name: &str) -> bool {
    let is_listed = aggregate.grouping.iter().any(|candidate| candidate == name);
    if aggregate.without { !is_listed && name != METRIC_NAME } else { is_listed }
}

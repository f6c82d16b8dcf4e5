//! Which series of two vectors meet: found once per pair of series sets.

use std::collections::HashMap;

use firedrill_model::{Labels, METRIC_NAME};

use super::super::scope::Scope;
use super::operation::Operation;
use crate::column::{Vector, VectorSeries};
use crate::syntax::ast::{MatchCardinality, VectorMatching};

/// The match group of every series of both sides, as numbers.
#[derive(Debug, Default)]
pub(super) struct MatchKeys {
    /// Per left series its group.
    pub(super) lhs: Vec<u32>,
    /// Per right series its group.
    pub(super) rhs: Vec<u32>,
    /// Number of groups.
    pub(super) count: usize,
}

impl MatchKeys {
    pub(super) fn new(matching: &VectorMatching, lhs: &Vector, rhs: &Vector) -> Self {
        let mut known: HashMap<Labels, u32, foldhash::fast::FixedState> = HashMap::default();
        let mut keys = |vector: &Vector| -> Vec<u32> {
            let series = vector.series.iter();
            series
                .map(|series| {
                    let next = known.len() as u32;
                    *known.entry(match_labels(matching, &series.labels)).or_insert(next)
                })
                .collect()
        };
        let (lhs, rhs) = (keys(lhs), keys(rhs));
        Self { lhs, rhs, count: known.len() }
    }
}

/// The labels that decide with whom a series is matched.
pub(super) fn match_labels(matching: &VectorMatching, labels: &Labels) -> Labels {
    let listed = |name: &str| matching.labels.iter().any(|candidate| candidate == name);
    if matching.on {
        labels.filtered(listed)
    } else {
        labels.filtered(|name| name != METRIC_NAME && !listed(name))
    }
}

/// Labels of the result of a pair: those of the "many" side, changed as operator and matching say.
pub(super) fn result_labels(
    scope: &Scope<'_>,
    operation: &Operation,
    matching: &VectorMatching,
    many: &Labels,
    one: &Labels,
) -> Labels {
    let removes_name = operation.drops_name(scope) && !scope.options.features.delayed_name_removal;
    let listed = |name: &str| matching.labels.iter().any(|candidate| candidate == name);
    let is_one_to_one = matching.cardinality == MatchCardinality::OneToOne;
    let kept = many.filtered(|name| {
        !(removes_name && scope.is_name_label(name)) && (!is_one_to_one || listed(name) == matching.on)
    });
    if matching.include.is_empty() {
        return kept;
    }
    let mut labels = kept.to_builder();
    for name in &matching.include {
        labels.set(name, one.get(name).unwrap_or(""));
    }
    labels.build()
}

/// One pair of series that meet at every step where both have a value.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) many: usize,
    pub(super) one: usize,
    pub(super) labels: Labels,
}

/// All pairs, where no step can see a duplicate; `None` where that has to be checked step by step.
pub(super) fn pairs(
    scope: &Scope<'_>,
    operation: &Operation,
    matching: &VectorMatching,
    sides: &Sides<'_>,
) -> Option<Vec<Pair>> {
    let mut one_of_key = vec![usize::MAX; sides.key_count];
    for (one, key) in sides.one_keys.iter().enumerate() {
        if std::mem::replace(&mut one_of_key[*key as usize], one) != usize::MAX {
            return None;
        }
    }
    let is_one_to_one = matching.cardinality == MatchCardinality::OneToOne;
    let mut is_taken = vec![false; sides.key_count];
    let mut pairs: Vec<Pair> = Vec::with_capacity(sides.many.len());
    for (many, key) in sides.many_keys.iter().enumerate() {
        let key = *key as usize;
        if one_of_key[key] == usize::MAX {
            continue;
        }
        if std::mem::replace(&mut is_taken[key], true) && is_one_to_one {
            return None;
        }
        let one = one_of_key[key];
        let labels =
            result_labels(scope, operation, matching, &sides.many[many].labels, &sides.one[one].labels);
        pairs.push(Pair { many, one, labels });
    }
    let is_unambiguous = is_one_to_one || !has_repeated_labels(&pairs);
    is_unambiguous.then_some(pairs)
}

fn has_repeated_labels(pairs: &[Pair]) -> bool {
    let mut seen = std::collections::HashSet::with_hasher(foldhash::fast::FixedState::default());
    pairs.iter().any(|pair| !seen.insert(&pair.labels))
}

/// The operands by their role instead of their side.
#[derive(Debug)]
pub(super) struct Sides<'v> {
    pub(super) many: &'v [VectorSeries],
    pub(super) one: &'v [VectorSeries],
    pub(super) many_keys: &'v [u32],
    pub(super) one_keys: &'v [u32],
    pub(super) key_count: usize,
    /// `group_right`: the "one" side stands left.
    pub(super) is_swapped: bool,
}

//! Series that end up with the same labels.

use std::collections::{HashMap, HashSet};

use firedrill_model::Labels;
use foldhash::fast::FixedState;

use super::scope::Scope;
use crate::column::{Column, Vector};
use crate::error::EvalError;

/// When equal labels are an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collision {
    /// Two samples of one step.
    SameStep,
    /// Two series of one result, even if they never meet.
    SameResult,
}

impl Collision {
    /// The rule for range functions, which check their output series in a range query.
    pub(super) fn of_range_function(scope: &Scope<'_>) -> Self {
        if scope.is_range_query() { Self::SameResult } else { Self::SameStep }
    }
}

/// Whether two series have the same labels.
pub(super) fn has_repeats(vector: &Vector) -> bool {
    let mut seen = HashSet::with_capacity_and_hasher(vector.series.len(), FixedState::default());
    !vector.series.iter().all(|series| seen.insert(&series.labels))
}

/// # Errors
/// Where two series have the same labels and `collision` forbids it.
pub(super) fn check(vector: &Vector, collision: Collision) -> Result<(), EvalError> {
    if !has_repeats(vector) {
        return Ok(());
    }
    let mut first_with: HashMap<&Labels, usize, FixedState> = HashMap::default();
    // Index of the next series with the same labels, a chain per label set.
    let mut repeats: Vec<(usize, usize)> = Vec::new();
    for (idx, series) in vector.series.iter().enumerate() {
        if let Some(first) = first_with.get(&series.labels) {
            repeats.push((*first, idx));
        } else {
            first_with.insert(&series.labels, idx);
        }
    }
    if collision == Collision::SameResult {
        return Err(EvalError::same_labelset());
    }
    let mut taken: HashMap<usize, Vec<bool>> = HashMap::new();
    for (first, idx) in repeats {
        let seen = taken.entry(first).or_insert_with(|| presence(&vector.series[first].column));
        for (step, seen) in seen.iter_mut().enumerate() {
            let present = vector.series[idx].column.is_present(step);
            if present && *seen {
                return Err(EvalError::same_labelset());
            }
            *seen |= present;
        }
    }
    Ok(())
}

fn presence(column: &Column) -> Vec<bool> {
    (0..column.floats.len()).map(|step| column.is_present(step)).collect()
}

/// Joins series with equal labels into the first of them. The vector must have passed [`check`];
/// its order must be that of its series.
pub(super) fn merge(vector: &mut Vector) {
    if !has_repeats(vector) {
        return;
    }
    let mut position: HashMap<Labels, usize, FixedState> = HashMap::default();
    let mut kept: Vec<crate::column::VectorSeries> = Vec::with_capacity(vector.series.len());
    for series in vector.series.drain(..) {
        if let Some(first) = position.get(&series.labels) {
            let target = &mut kept[*first].column;
            for step in 0..target.floats.len() {
                if let Some(value) = series.column.value(step) {
                    target.set(step, Some(value));
                }
            }
        } else {
            position.insert(series.labels.clone(), kept.len());
            kept.push(series);
        }
    }
    vector.series = kept;
}

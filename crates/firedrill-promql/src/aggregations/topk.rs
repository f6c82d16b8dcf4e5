//! `topk`, `bottomk`.

use super::heap::Heap;
use super::parameter::counts;
use super::{AggregationNotes, Candidate, Selection};
use crate::annotations::Level;
use crate::dialect::Dialect;
use crate::error::EvalError;
use crate::statistics::go_sort_by;

/// Keeps the `k` largest or smallest floats of a group, those sorted first that are most so.
#[derive(Debug)]
pub(super) struct TopK {
    name: &'static str,
    /// Per step.
    counts: Vec<usize>,
    /// Whether the first number is worse than the second, ignoring NaN, which is worst.
    is_worse: fn(f64, f64) -> bool,
    /// A full heap never replaces NaN by NaN.
    strict: bool,
}

/// A float and its position among the candidates.
type Kept = (f64, u32);

impl TopK {
    /// `topk`.
    pub(super) fn largest(parameter: &[f64], dialect: &Dialect) -> Result<Self, EvalError> {
        Self::new("topk", parameter, dialect, |lhs, rhs| lhs < rhs)
    }

    /// `bottomk`.
    pub(super) fn smallest(parameter: &[f64], dialect: &Dialect) -> Result<Self, EvalError> {
        Self::new("bottomk", parameter, dialect, |lhs, rhs| lhs > rhs)
    }

    fn new(
        name: &'static str,
        parameter: &[f64],
        dialect: &Dialect,
        is_worse: fn(f64, f64) -> bool,
    ) -> Result<Self, EvalError> {
        Ok(Self { name, counts: counts(parameter, dialect)?, is_worse, strict: dialect.strict_topk })
    }

    /// Puts `new` into a heap that is full.
    fn replace<L: Fn(&Kept, &Kept) -> bool>(&self, heap: &mut Heap<Kept, L>, new: Kept) {
        let root = heap.elements[0].0;
        let is_better = (self.is_worse)(root, new.0);
        if self.strict {
            if is_better || (root.is_nan() && !new.0.is_nan()) {
                heap.replace_root(new);
            }
        } else if is_better || root.is_nan() {
            if heap.elements.len() > 1 {
                heap.pop();
                heap.push(new);
            } else {
                heap.replace_root(new);
            }
        }
    }
}

impl Selection for TopK {
    fn select(
        &mut self,
        step: usize,
        candidates: &[Candidate<'_>],
        kept: &mut Vec<u32>,
        notes: &mut AggregationNotes<'_>,
    ) {
        let count = self.counts[step];
        if count == 0 {
            return;
        }
        let is_worse = self.is_worse;
        let less = move |lhs: &Kept, rhs: &Kept| lhs.0.is_nan() || is_worse(lhs.0, rhs.0);
        let mut heap = Heap::new(less);
        for (position, candidate) in candidates.iter().enumerate() {
            if candidate.is_histogram {
                let text = format!("ignored histogram in {} aggregation", self.name);
                notes.annotations.add(Level::Info, text, notes.aggregation);
                continue;
            }
            let new = (candidate.float, position as u32);
            if heap.elements.len() < count {
                heap.push(new);
            } else {
                self.replace(&mut heap, new);
            }
        }
        go_sort_by(&mut heap.elements, |lhs, rhs| less(rhs, lhs));
        kept.extend(heap.elements.iter().map(|(_, position)| *position));
    }
}

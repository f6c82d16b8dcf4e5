//! `limitk`, `limit_ratio`.

use firedrill_model::number::display_float;

use super::heap::Heap;
use super::parameter::{ParameterRange, counts};
use super::xxhash::hash_labels;
use super::{AggregationNotes, Candidate, Selection};
use crate::annotations::Level;
use crate::dialect::Dialect;
use crate::error::EvalError;

/// Keeps the first `k` samples of a group.
#[derive(Debug)]
pub(super) struct Limit {
    /// Per step.
    counts: Vec<usize>,
}

impl Limit {
    /// `limitk`.
    pub(super) fn new(parameter: &[f64], dialect: &Dialect) -> Result<Self, EvalError> {
        Ok(Self { counts: counts(parameter, dialect)? })
    }
}

impl Selection for Limit {
    /// Lists the samples as Prometheus does: in the order of a heap of their values, where a
    /// histogram counts as 0.
    fn select(
        &mut self,
        step: usize,
        candidates: &[Candidate<'_>],
        kept: &mut Vec<u32>,
        _: &mut AggregationNotes<'_>,
    ) {
        let mut heap = Heap::new(|lhs: &(f64, u32), rhs: &(f64, u32)| lhs.0.is_nan() || lhs.0 < rhs.0);
        for (position, candidate) in candidates.iter().enumerate().take(self.counts[step]) {
            let value = if candidate.is_histogram { 0.0 } else { candidate.float };
            heap.push((value, position as u32));
        }
        kept.extend(heap.elements.iter().map(|(_, position)| *position));
    }
}

/// Keeps a share of the samples, decided by the hash of their labels: a negative ratio keeps the
/// complement of what 1 plus it keeps.
#[derive(Debug)]
pub(super) struct LimitRatio {
    /// Per step.
    ratios: Vec<f64>,
}

impl LimitRatio {
    /// `limit_ratio`; warns about ratios beyond ±1.
    pub(super) fn new(parameter: &[f64], notes: &mut AggregationNotes<'_>) -> Result<Self, EvalError> {
        let range = ParameterRange::of(parameter);
        if range.has_nan {
            return Err(EvalError::Execution("Ratio value is NaN".to_owned()));
        }
        for (extreme, cap) in [(range.largest, 1.0), (range.smallest, -1.0)] {
            if extreme.abs() > 1.0 && (extreme > 0.0) == (cap > 0.0) {
                let text = format!(
                    "ratio value should be between -1 and 1, got {}, capping to {}",
                    display_float(extreme),
                    display_float(cap)
                );
                notes.annotations.add(Level::Warning, text, notes.param);
            }
        }
        Ok(Self { ratios: parameter.iter().map(|ratio| ratio.clamp(-1.0, 1.0)).collect() })
    }
}

impl Selection for LimitRatio {
    fn select(
        &mut self,
        step: usize,
        candidates: &[Candidate<'_>],
        kept: &mut Vec<u32>,
        _: &mut AggregationNotes<'_>,
    ) {
        let ratio = self.ratios[step];
        for (position, candidate) in candidates.iter().enumerate() {
            let offset = hash_labels(candidate.labels) as f64 / u64::MAX as f64;
            if (ratio > 0.0 && offset < ratio) || (ratio < 0.0 && offset >= 1.0 + ratio) {
                kept.push(position as u32);
            }
        }
    }
}

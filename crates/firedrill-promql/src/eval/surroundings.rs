//! What the nodes around a selector mean for it.

use super::plan::Reference;
use crate::dialect::Dialect;
use crate::functions::Function;
use crate::syntax::BinaryOp;

/// Everything that a node's ancestors have decided for it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    pub(super) decoding: Decoding,
    pub(super) enclosing: Enclosing,
}

impl Surroundings {
    pub(super) fn inside_call(self, function: &Function) -> Self {
        Self { decoding: self.decoding.inside_call(function), ..self }
    }

    pub(super) fn inside_operator(self, op: BinaryOp) -> Self {
        Self { decoding: self.decoding.inside_operator(op), ..self }
    }
}

/// Which parts of native histograms the nodes around a selector need: `histogram_count` and the like
/// are content with count and sum, unless something further out looks at buckets. This changes
/// results, since counter reset hints are then found out by comparing neighbours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Decoding {
    /// Nothing around has decided.
    #[default]
    Undecided,
    /// Count and sum.
    StatsOnly,
    /// Everything.
    Full,
}

impl Decoding {
    fn inside_call(self, function: &Function) -> Self {
        match function.name {
            "histogram_count" | "histogram_sum" | "histogram_avg" if self != Self::Full => Self::StatsOnly,
            "histogram_quantile" | "histogram_quantiles" | "histogram_fraction" => Self::Full,
            _ => self,
        }
    }

    fn inside_operator(self, op: BinaryOp) -> Self {
        if matches!(op, BinaryOp::TrimLower | BinaryOp::TrimUpper) { Self::Full } else { self }
    }
}

/// The subqueries around a node: the last `@`, and what offsets and ranges add up to from there on
/// (`subqueryTimes` in promql/engine.go).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Enclosing {
    at: Option<i64>,
    offset_ms: i64,
    range_ms: i64,
}

impl Enclosing {
    /// One subquery more.
    pub(super) fn and(self, reference: Reference, range_ms: i64) -> Self {
        let Reference { at, offset_ms, .. } = reference;
        if at.is_some() {
            return Self { at, offset_ms, range_ms };
        }
        Self {
            at: self.at,
            offset_ms: self.offset_ms.saturating_add(offset_ms),
            range_ms: self.range_ms.saturating_add(range_ms),
        }
    }

    /// What is read from the storage for a selector that looks back by `width_ms`; `None` where no
    /// evaluation looks beyond it, because nothing is fixed by `@` (`getTimeRangesForSelector`).
    pub(super) fn fetched(self, reference: Reference, width_ms: i64, dialect: &Dialect) -> Option<Fetched> {
        let (start, end) = match (reference.at, self.at) {
            (Some(at), _) => (at, at),
            (None, Some(at)) => {
                let end = at.saturating_sub(self.offset_ms);
                (end.saturating_sub(self.range_ms), end)
            }
            (None, None) => return None,
        };
        let oldest = start.saturating_sub(width_ms).saturating_sub(reference.offset_ms);
        Some(Fetched {
            after: if dialect.left_open_windows { oldest } else { oldest.saturating_sub(1) },
            until: end.saturating_sub(reference.offset_ms),
        })
    }
}

/// The times of the samples that are read from the storage for a selector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fetched {
    /// Milliseconds; the first moment is after this one.
    pub(super) after: i64,
    /// Milliseconds; the last moment.
    pub(super) until: i64,
}

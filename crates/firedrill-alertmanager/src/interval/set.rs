//! Named time intervals.

use firedrill_model::{Span, Timestamp};

use super::TimeInterval;
use crate::Switches;

/// An entry of `time_intervals`: holds where any of its intervals does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedInterval {
    /// The name routes refer to.
    pub name: String,
    /// The intervals.
    pub intervals: Vec<TimeInterval>,
    /// Where the entry stands in the file.
    pub span: Span,
}

/// All named intervals of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimeIntervals(Vec<NamedInterval>);

impl TimeIntervals {
    /// A set of intervals with different names.
    pub fn new(intervals: Vec<NamedInterval>) -> Self {
        Self(intervals)
    }

    /// Those of `names` that hold at `now`, in the order of `names`.
    pub fn holding<'n>(&self, names: &'n [String], now: Timestamp, switches: Switches) -> Vec<&'n str> {
        let holds = |name: &&String| {
            self.0
                .iter()
                .filter(|named| named.name == **name)
                .any(|named| named.intervals.iter().any(|interval| interval.contains(now, switches)))
        };
        names.iter().filter(holds).map(String::as_str).collect()
    }

    /// The entries.
    pub fn as_slice(&self) -> &[NamedInterval] {
        &self.0
    }
}

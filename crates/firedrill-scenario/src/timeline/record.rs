//! The timeline.

use firedrill_model::Timestamp;
use serde::{Deserialize, Serialize};

use super::serialised::timestamp;
use super::{ExpressionValues, Mark, Observation};

/// Everything that was seen in one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// The first instant of the run.
    #[serde(with = "timestamp")]
    pub start: Timestamp,
    /// The last instant of the run.
    #[serde(with = "timestamp")]
    pub end: Timestamp,
    /// The seed it was played with.
    pub seed: u64,
    /// What the instants of the story are called, by time and name.
    pub marks: Vec<Mark>,
    /// What was seen, in the order of [`Self::sort`].
    pub observations: Vec<Observation>,
    /// The values of the expressions that expectations ask for, by expression.
    pub values: Vec<ExpressionValues>,
}

impl Timeline {
    /// Brings everything into its one order: by time, then by kind and content. Drivers do this last.
    pub fn sort(&mut self) {
        self.marks.sort();
        self.observations.sort_by(Observation::order);
        self.values.sort_by(|lhs, rhs| lhs.expression.cmp(&rhs.expression));
        for values in &mut self.values {
            values.series.sort_by(|lhs, rhs| lhs.labels.cmp(&rhs.labels));
        }
    }
}

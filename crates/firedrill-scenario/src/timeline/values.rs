//! Values of expressions.

use firedrill_model::{Duration, Labels, Timestamp};
use serde::{Deserialize, Serialize};

use super::serialised::{duration, labels, number, timestamp};

/// The values of an expression that expectations ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpressionValues {
    /// The expression as the scenario writes it.
    pub expression: String,
    /// Every instant at which it was evaluated, first: the start of the run.
    #[serde(with = "timestamp")]
    pub start: Timestamp,
    /// Distance of evaluations; the scenario's evaluation interval.
    #[serde(with = "duration")]
    pub step: Duration,
    /// The series it gave, by labels.
    pub series: Vec<SeriesValues>,
}

/// One series of an expression's values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeriesValues {
    /// Its labels; none for a scalar.
    #[serde(with = "labels")]
    pub labels: Labels,
    /// Its samples, ascending; none where the expression gave nothing. Histogram samples are left out.
    pub samples: Vec<SampledValue>,
}

/// A value of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SampledValue {
    /// When.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
    /// What.
    #[serde(with = "number")]
    pub value: f64,
}

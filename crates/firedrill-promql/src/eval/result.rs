//! What a query answers.

use firedrill_model::{Labels, Value};

use crate::annotations::Annotations;

/// A query's value with its warnings and infos.
#[derive(Debug, Clone)]
pub struct QueryOutcome {
    /// The value.
    pub value: QueryValue,
    /// Warnings and infos.
    pub annotations: Annotations,
}

/// The four result types of the HTTP API.
#[derive(Debug, Clone, PartialEq)]
pub enum QueryValue {
    /// A number at an instant.
    Scalar {
        /// Milliseconds.
        time: i64,
        /// The number.
        value: f64,
    },
    /// A string at an instant.
    String {
        /// Milliseconds.
        time: i64,
        /// The text.
        value: String,
    },
    /// An instant vector, in Prometheus' order.
    Vector(Vec<VectorSample>),
    /// Series sorted by labels.
    Matrix(Vec<MatrixSeries>),
}

/// One sample of an instant vector.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorSample {
    /// Its labels.
    pub labels: Labels,
    /// Milliseconds.
    pub time: i64,
    /// The value.
    pub value: Value,
}

/// One series of a matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixSeries {
    /// Its labels.
    pub labels: Labels,
    /// Time in milliseconds and value, ascending.
    pub points: Vec<(i64, Value)>,
}

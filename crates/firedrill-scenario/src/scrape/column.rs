//! Samples of one series.

use std::sync::Arc;

use firedrill_model::{FloatHistogram, Labels};
use firedrill_promql::store::Times;

/// A series with all its samples.
#[derive(Debug, Clone, PartialEq)]
pub struct GeneratedSeries {
    /// Its labels, the metric name among them.
    pub labels: Labels,
    /// When each sample was taken, in Unix milliseconds, ascending.
    pub times: Times,
    /// The samples, one for each time.
    pub column: Column,
}

/// Values of one kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Numbers; the staleness marker where the series ended for a while.
    Floats(Vec<f64>),
    /// Native histograms; `None` where the series ended for a while.
    Histograms(Vec<Option<Arc<FloatHistogram>>>),
}

impl Column {
    /// Number of samples.
    pub fn len(&self) -> usize {
        match self {
            Self::Floats(values) => values.len(),
            Self::Histograms(values) => values.len(),
        }
    }

    /// Whether there is no sample.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

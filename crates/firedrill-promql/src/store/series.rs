//! One stored series.

use std::sync::Arc;

use firedrill_model::{FloatHistogram, Labels, Value, is_stale_nan};

use super::times::Times;
use super::visibility::Origin;

/// A series with all its samples.
#[derive(Debug, Clone)]
pub struct Series {
    pub(super) labels: Labels,
    pub(super) origin: Origin,
    pub(super) times: Times,
    pub(super) values: Vec<f64>,
    pub(super) histograms: Option<Vec<Option<Arc<FloatHistogram>>>>,
    /// In milliseconds, 0 where unknown.
    pub(super) start_times: Option<Vec<i64>>,
    pub(super) has_stale: bool,
}

impl Series {
    pub(super) fn new(labels: Labels, origin: Origin) -> Self {
        Self {
            labels,
            origin,
            times: Times::default(),
            values: Vec::new(),
            histograms: None,
            start_times: None,
            has_stale: false,
        }
    }

    /// Its labels.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Who writes it.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// Sample times.
    pub fn times(&self) -> &Times {
        &self.times
    }

    /// Sample values, one per time; a staleness marker where the series ended for a while; unused
    /// where [`Self::histograms`] holds a sample.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Native histogram samples, one slot per time, where the series has any.
    pub fn histograms(&self) -> Option<&[Option<Arc<FloatHistogram>>]> {
        self.histograms.as_deref()
    }

    /// Start timestamps in milliseconds (0 where unknown), one per time, where the series has any.
    pub fn start_times(&self) -> Option<&[i64]> {
        self.start_times.as_deref()
    }

    /// Whether any sample is a staleness marker.
    pub fn has_stale(&self) -> bool {
        self.has_stale
    }

    /// Sample `index`; `None` for a staleness marker.
    pub fn value(&self, index: usize) -> Option<Value> {
        if let Some(histogram) = self.histogram(index) {
            return Some(Value::Histogram(Arc::clone(histogram)));
        }
        let value = self.values[index];
        (!is_stale_nan(value)).then_some(Value::Float(value))
    }

    /// The histogram of sample `index`.
    pub fn histogram(&self, index: usize) -> Option<&Arc<FloatHistogram>> {
        self.histograms.as_ref()?[index].as_ref()
    }
}

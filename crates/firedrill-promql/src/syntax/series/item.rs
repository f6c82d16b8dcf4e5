//! What series notation describes.

use std::sync::Arc;

use firedrill_model::{FloatHistogram, Labels};

/// A description may stand for this many samples; Prometheus runs out of memory instead of refusing.
pub const MAX_SAMPLES: u64 = 50_000_000;

/// A metric and its values.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesDescription {
    /// The labels as written: repeated and empty ones are kept, see [`crate::syntax::parse_metric`].
    pub labels: Labels,
    /// The values, runs not expanded.
    pub items: Vec<SeriesItem>,
}

/// A run of values.
#[derive(Debug, Clone, PartialEq)]
pub enum SeriesItem {
    /// `_` or `_xN`: steps without a sample.
    Gap {
        /// How many.
        count: u64,
    },
    /// `stale`, `1`, `1xN`, `1+2xN`: the staleness marker or numbers.
    Float {
        /// The first value.
        start: f64,
        /// What is added from value to value; `None` repeats the start, which keeps its bits.
        step: Option<f64>,
        /// How many values.
        count: u64,
    },
    /// `{{…}}`, `{{…}}xN`, `{{…}}+{{…}}xN`, `{{…}}-{{…}}xN`.
    Histogram {
        /// The first value.
        start: Arc<FloatHistogram>,
        /// What is combined from value to value.
        step: Option<HistogramStep>,
        /// How many values.
        count: u64,
        /// `counter_reset_hint` was written, in the step if there is one: an expectation without it
        /// accepts any.
        has_reset_hint: bool,
    },
}

/// The step of a run of histograms.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramStep {
    /// What is added.
    pub histogram: Arc<FloatHistogram>,
    /// Taken away instead of added.
    pub subtract: bool,
}

/// One value of an expanded description.
#[derive(Debug, Clone, PartialEq)]
pub enum SeriesValue {
    /// No sample at this step.
    Gap,
    /// A number or the staleness marker.
    Float(f64),
    /// A histogram.
    Histogram {
        /// The sample.
        histogram: Arc<FloatHistogram>,
        /// See [`SeriesItem::Histogram`].
        has_reset_hint: bool,
    },
}

impl SeriesItem {
    /// How many steps the item takes.
    pub fn count(&self) -> u64 {
        match self {
            Self::Gap { count } | Self::Float { count, .. } | Self::Histogram { count, .. } => *count,
        }
    }
}

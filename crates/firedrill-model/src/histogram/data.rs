//! The data of a histogram.

/// What is known about a counter reset between a histogram and its predecessor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CounterResetHint {
    /// Has to be found out by comparing.
    #[default]
    Unknown,
    /// A reset happened before this sample.
    Reset,
    /// No reset happened before this sample.
    NotReset,
    /// A gauge histogram, to which resets do not apply.
    Gauge,
}

/// The buckets above or below the zero bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Positive observations, and all buckets with custom bounds.
    Positive,
    /// Negative observations.
    Negative,
}

impl Side {
    /// Both sides in the order in which Prometheus works on them.
    pub(super) const BOTH: [Self; 2] = [Self::Positive, Self::Negative];
}

/// A run of consecutive buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BucketSpan {
    /// First span: index of its first bucket; later spans: absent buckets before it.
    pub offset: i32,
    /// Number of consecutive buckets.
    pub length: u32,
}

/// The schema number of histograms with custom bucket bounds.
pub const CUSTOM_BUCKETS_SCHEMA: i32 = -53;

/// A native histogram whose counts are absolute doubles, the only form PromQL works on.
///
/// `==` is PromQL's: see the `equality` module.
#[derive(Debug, Clone, Default)]
pub struct FloatHistogram {
    /// See [`CounterResetHint`].
    pub counter_reset_hint: CounterResetHint,
    /// −4…8 for exponential buckets, [`CUSTOM_BUCKETS_SCHEMA`] for custom bounds.
    pub schema: i32,
    /// Half width of the zero bucket.
    pub zero_threshold: f64,
    /// Observations in the zero bucket.
    pub zero_count: f64,
    /// All observations.
    pub count: f64,
    /// Sum of all observations.
    pub sum: f64,
    /// Layout of [`Self::positive_buckets`].
    pub positive_spans: Vec<BucketSpan>,
    /// Layout of [`Self::negative_buckets`].
    pub negative_spans: Vec<BucketSpan>,
    /// Absolute counts of the positive (or custom) buckets.
    pub positive_buckets: Vec<f64>,
    /// Absolute counts of the negative buckets.
    pub negative_buckets: Vec<f64>,
    /// Upper bounds of the custom buckets, the last (`+Inf`) left out.
    pub custom_values: Vec<f64>,
}

impl FloatHistogram {
    /// Whether the buckets have custom bounds (an "NHCB").
    pub fn has_custom_buckets(&self) -> bool {
        self.schema == CUSTOM_BUCKETS_SCHEMA
    }

    /// Spans and counts of one side.
    pub(super) fn side(&self, side: Side) -> (&[BucketSpan], &[f64]) {
        match side {
            Side::Positive => (&self.positive_spans, &self.positive_buckets),
            Side::Negative => (&self.negative_spans, &self.negative_buckets),
        }
    }

    /// Replaces spans and counts of one side.
    pub(super) fn set_side(&mut self, side: Side, spans: Vec<BucketSpan>, buckets: Vec<f64>) {
        match side {
            Side::Positive => (self.positive_spans, self.positive_buckets) = (spans, buckets),
            Side::Negative => (self.negative_spans, self.negative_buckets) = (spans, buckets),
        }
    }

    /// Load against the sample limit of a query, where a float sample counts 1: as
    /// `HPoint.size` in `promql/value.go`.
    pub fn sample_load(&self) -> usize {
        const STRUCT_BYTES: usize = 168;
        const SAMPLE_BYTES: usize = 16;
        let parts = self.positive_spans.len()
            + self.positive_buckets.len()
            + self.negative_spans.len()
            + self.negative_buckets.len()
            + self.custom_values.len();
        (STRUCT_BYTES + 8 * parts + 8) / SAMPLE_BYTES
    }
}

//! Native histograms with float counts.

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
#[derive(Debug, Clone, PartialEq, Default)]
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

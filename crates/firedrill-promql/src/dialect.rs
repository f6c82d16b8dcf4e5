//! The semantic switches between Prometheus versions, in one table, and the feature flags.

use firedrill_model::METRIC_NAME;

/// What a version of Prometheus does where versions differ.
///
/// Code asks for a behaviour (`dialect.left_open_windows`), never for a version. A new difference
/// is a new field here.
#[expect(clippy::struct_excessive_bools, reason = "a table of independent switches")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The version as a user names it on the command line.
    pub name: &'static str,
    /// Ranges, lookback and subqueries exclude the sample exactly at their left edge.
    pub left_open_windows: bool,
    /// `.` matches a line feed in regular expressions of matchers and `label_replace`.
    pub dot_matches_newline: bool,
    /// Metric and label names may be any UTF-8 text; names may be quoted in selectors.
    pub utf8_names: bool,
    /// A duration is a number and a number is a duration; duration expressions; `_` in numbers.
    pub numeric_durations: bool,
    /// `sum` and `avg` are compensated; `avg` is a plain mean until it overflows.
    pub compensated_aggregation: bool,
    /// Infinite sums reset the compensation instead of turning into NaN.
    pub guarded_compensation: bool,
    /// Variance of a single infinite value is NaN.
    pub variance_starts_non_finite: bool,
    /// The zero-point limit of `rate` and `increase` is applied after the gap threshold.
    pub zero_point_after_threshold: bool,
    /// `topk`/`bottomk` replace a NaN root only by a number, and check their parameter once.
    pub strict_topk: bool,
    /// `atan2` drops the metric name as other arithmetic does.
    pub atan2_drops_name: bool,
    /// Cardinality of a vector match is checked before a comparison filters.
    pub match_check_before_filter: bool,
    /// Duplicate series in a match error are listed in text order.
    pub sorted_duplicate_series: bool,
    /// Unary minus, `label_replace` and `label_join` merge series that never collide in time.
    pub merges_disjoint_series: bool,
    /// The window of a selector with `@` in a per-step function is fetched once and kept.
    pub fixed_at_windows: bool,
    /// A range query ends at its last step, not at the end it was given (seen by subqueries).
    pub aligns_query_end: bool,
    /// `histogram_quantile` tolerates tiny decreases of classic buckets.
    pub bucket_tolerance: bool,
    /// `histogram_fraction` works on classic buckets too.
    pub classic_histogram_fraction: bool,
    /// An equality matcher after another matcher of its label gives `absent()` no label.
    pub absent_counts_all_matchers: bool,
    /// Queries carry warnings and infos.
    pub annotations: bool,
    /// `__type__` and `__unit__` are dropped with the metric name.
    pub type_unit_are_name_labels: bool,
    /// Rule groups have `labels` and `query_offset`; rule files are decoded as 3.x does.
    pub rule_group_labels: bool,
    /// A bad unit of a duration has a message of its own.
    pub names_unknown_units: bool,
    /// Unit-test files have `fuzzy_compare`, `start_timestamp`, `histogram` and a default `interval`.
    pub test_file_extensions: bool,
    /// A server lists series by their labels, since it merges what its head and the part for
    /// out-of-order samples hold; else in the order in which they were created.
    pub lists_series_by_labels: bool,
    /// Native histograms exist in scripts and files.
    pub native_histograms: bool,
}

impl Dialect {
    /// Prometheus 3.14, the default.
    pub const V3: Self = Self {
        name: "3",
        left_open_windows: true,
        dot_matches_newline: true,
        utf8_names: true,
        numeric_durations: true,
        compensated_aggregation: true,
        guarded_compensation: true,
        variance_starts_non_finite: true,
        zero_point_after_threshold: true,
        strict_topk: true,
        atan2_drops_name: true,
        match_check_before_filter: true,
        sorted_duplicate_series: true,
        merges_disjoint_series: true,
        fixed_at_windows: true,
        aligns_query_end: true,
        bucket_tolerance: true,
        classic_histogram_fraction: true,
        absent_counts_all_matchers: true,
        annotations: true,
        type_unit_are_name_labels: true,
        rule_group_labels: true,
        names_unknown_units: true,
        test_file_extensions: true,
        lists_series_by_labels: false,
        native_histograms: true,
    };

    /// Prometheus 2.42.
    pub const V2_42: Self = Self {
        name: "2.42",
        left_open_windows: false,
        dot_matches_newline: false,
        utf8_names: false,
        numeric_durations: false,
        compensated_aggregation: false,
        guarded_compensation: false,
        variance_starts_non_finite: false,
        zero_point_after_threshold: false,
        strict_topk: false,
        atan2_drops_name: false,
        match_check_before_filter: false,
        sorted_duplicate_series: false,
        merges_disjoint_series: false,
        fixed_at_windows: false,
        aligns_query_end: false,
        bucket_tolerance: false,
        classic_histogram_fraction: false,
        absent_counts_all_matchers: false,
        annotations: false,
        type_unit_are_name_labels: false,
        rule_group_labels: false,
        names_unknown_units: false,
        test_file_extensions: false,
        lists_series_by_labels: true,
        native_histograms: false,
    };
}

impl Dialect {
    /// Whether a label goes when the name is dropped: `__name__`, and `__type__` and `__unit__`.
    pub fn is_name_label(&self, label: &str) -> bool {
        label == METRIC_NAME || (self.type_unit_are_name_labels && matches!(label, "__type__" | "__unit__"))
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::V3
    }
}

/// Prometheus' feature flags that change the language; all off by default, as there.
#[expect(clippy::struct_excessive_bools, reason = "a table of independent switches")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Features {
    /// `promql-experimental-functions`.
    pub experimental_functions: bool,
    /// `promql-extended-range-selectors`: `anchored` and `smoothed`.
    pub extended_range_selectors: bool,
    /// `promql-binop-fill-modifiers`: `fill`, `fill_left`, `fill_right`.
    pub binop_fill_modifiers: bool,
    /// `promql-duration-expr`: arithmetic in durations. The server and `check rules` have it always
    /// on; the engine of `promtool test rules` has it always off.
    pub duration_expressions: bool,
    /// `promql-delayed-name-removal`.
    pub delayed_name_removal: bool,
    /// `type-and-unit-labels`.
    pub type_and_unit_labels: bool,
    /// `use-start-timestamps`.
    pub start_timestamps: bool,
}

impl Features {
    /// Every feature on.
    pub const ALL: Self = Self {
        experimental_functions: true,
        extended_range_selectors: true,
        binop_fill_modifiers: true,
        duration_expressions: true,
        delayed_name_removal: true,
        type_and_unit_labels: true,
        start_timestamps: true,
    };

    /// What a server has without any flag: duration expressions only.
    pub const SERVER_DEFAULT: Self = Self {
        experimental_functions: false,
        extended_range_selectors: false,
        binop_fill_modifiers: false,
        duration_expressions: true,
        delayed_name_removal: false,
        type_and_unit_labels: false,
        start_timestamps: false,
    };
}

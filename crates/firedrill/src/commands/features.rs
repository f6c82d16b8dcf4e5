//! `--enable-feature` of firedrill's own commands.

use clap::ValueEnum;
use firedrill_promql::Features;

/// PromQL features by Prometheus' names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Feature {
    /// Everything below but type-and-unit labels, which change the data: what Prometheus runs its own
    /// test scripts with.
    All,
    /// Experimental functions and aggregations.
    PromqlExperimentalFunctions,
    /// Names are removed at the end of a query instead of at each operation.
    PromqlDelayedNameRemoval,
    /// `anchored` and `smoothed`.
    PromqlExtendedRangeSelectors,
    /// `fill`, `fill_left` and `fill_right`.
    PromqlBinopFillModifiers,
    /// Arithmetic in durations; on without being asked for.
    PromqlDurationExpr,
    /// `__type__` and `__unit__` labels.
    TypeAndUnitLabels,
    /// Start timestamps of counters.
    UseStartTimestamps,
}

/// What `names` switch on.
pub(crate) fn features(names: &[Feature]) -> Features {
    let mut features = Features::SERVER_DEFAULT;
    for name in names {
        match name {
            Feature::All => features = Features { type_and_unit_labels: false, ..Features::ALL },
            Feature::PromqlExperimentalFunctions => features.experimental_functions = true,
            Feature::PromqlDelayedNameRemoval => features.delayed_name_removal = true,
            Feature::PromqlExtendedRangeSelectors => features.extended_range_selectors = true,
            Feature::PromqlBinopFillModifiers => features.binop_fill_modifiers = true,
            Feature::PromqlDurationExpr => features.duration_expressions = true,
            Feature::TypeAndUnitLabels => features.type_and_unit_labels = true,
            Feature::UseStartTimestamps => features.start_timestamps = true,
        }
    }
    features
}

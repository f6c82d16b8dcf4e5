//! The functions of PromQL: one row per function, one small file per function or family.

mod avg_over_time;
mod bounds_of;
mod bucket_groups;
mod calendar;
mod clamp;
mod classic_histogram;
mod count_over_time;
mod edges_over_time;
mod exponential;
mod extended_range;
mod extrapolation;
mod extremes_over_time;
mod function;
mod histogram_fraction;
mod histogram_quantile;
mod histogram_quantiles;
mod histogram_statistics;
mod instant_rate;
mod integer_sums;
pub mod kernel;
mod label_join;
mod label_replace;
mod mad_over_time;
mod native_notes;
mod ordering;
mod pair_events;
mod quantile_over_time;
mod rate;
mod reference;
mod regression;
mod resets;
mod rounding;
mod scalar_vector;
mod smoothing;
mod sort;
mod sort_by_label;
mod sorted_window;
mod special;
mod sum_over_time;
mod table;
mod trigonometric;
mod variance_over_time;
mod window_fold;
mod windows;

pub(crate) use extended_range::extended_points;
pub use function::{Availability, Function, lookup};
pub use reference::reference_page;
pub use table::FUNCTIONS;

#[cfg(test)]
mod horizon_tests;

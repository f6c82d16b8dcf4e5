//! Sums, means, quantiles and orders whose exact steps decide the last bit of a result; shared by
//! the `*_over_time` functions and the aggregations.

mod go_sort;
mod mean;
mod quantile;
mod variance;

pub(crate) use firedrill_model::CompensatedSum;
pub(crate) use go_sort::go_sort_by;
pub(crate) use mean::Mean;
pub(crate) use quantile::{nan_first, quantile, quantile_of_sorted};
pub(crate) use variance::{CompensatedVariance, Variance};

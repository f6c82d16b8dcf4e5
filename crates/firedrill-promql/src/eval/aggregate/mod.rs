//! Aggregations: the grouping is found once per set of series, columns go through accumulators.

mod count_values;
mod evaluate;
mod fold;
mod grouping;
mod select;

pub(super) use evaluate::{Inputs, evaluate};
pub(super) use fold::is_fold;

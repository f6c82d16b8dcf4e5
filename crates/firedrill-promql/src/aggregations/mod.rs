//! What aggregation operators compute.
//!
//! The engine ([`crate::eval`]) owns grouping: it assigns each input series to a group once for all
//! steps, names the groups, and feeds whole columns to one [`Accumulator`] per group, series after
//! series in input order. Aggregations that keep whole samples ([`Selection`]) get the samples of one group at
//! one step. The numeric kernels live here.

mod accumulator;
mod average;
mod cells;
mod count;
mod count_values;
mod extreme;
mod fold;
mod heap;
mod limit;
mod native_notes;
mod parameter;
mod quantile;
mod selection;
mod sum;
mod topk;
mod variance;
mod xxhash;

pub use accumulator::{Accumulator, AggregationNotes, accumulator};
pub use count_values::count_values_text;
pub use selection::{Candidate, Selection, selection};

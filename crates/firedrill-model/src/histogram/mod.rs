//! Native histograms with float counts: bucket layout, arithmetic, statistics, rates and text.
//!
//! Everything follows `model/histogram/float_histogram.go` and the histogram halves of
//! `promql/functions.go`, `promql/engine.go` and `promql/quantile.go` of Prometheus 3.14, to the
//! bit: the order of operations is part of the contract. What PromQL tells the user besides a
//! result is returned as [`Notes`], without texts or positions.
//!
//! **Invariant:** a histogram from user input may be invalid (negative, `NaN` or missing buckets);
//! nothing here panics or loops over absent buckets because of it.

mod arithmetic;
mod bounds;
mod buckets;
mod compact;
mod compensated;
mod custom_bounds;
mod data;
mod equality;
mod json;
mod notes;
mod resolution;
mod running_sum;
mod text;
mod validity;
mod zero_bucket;

pub use arithmetic::{Combined, MixedSchemas};
pub use bounds::exponential_bound;
pub use buckets::Bucket;
pub use data::{BucketSpan, CUSTOM_BUCKETS_SCHEMA, CounterResetHint, FloatHistogram, Side};
pub use json::JsonBucket;
pub use notes::{Note, Notes, Operation};
pub use validity::{InvalidBuckets, InvalidHistogram};

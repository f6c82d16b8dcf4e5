//! Native histograms with float counts: bucket layout, arithmetic, statistics, rates and text.
//!
//! Everything follows `model/histogram/float_histogram.go` and the histogram halves of
//! `promql/functions.go`, `promql/engine.go` and `promql/quantile.go` of Prometheus 3.14, to the
//! bit: the order of operations is part of the contract. What PromQL tells the user besides a
//! result is returned as [`Notes`], without texts or positions.
//!
//! **Invariant:** a histogram from user input may be invalid (negative, `NaN` or missing buckets);
//! nothing here panics or loops over absent buckets because of it.

mod aggregate;
mod arithmetic;
mod bounds;
mod buckets;
mod compact;
mod compensated;
mod custom_bounds;
mod data;
mod equality;
mod extended_rate;
mod fraction;
mod instant_rate;
mod interpolation;
mod json;
#[cfg(test)]
mod laws;
mod moments;
mod notes;
mod quantile;
mod rate;
mod reset;
mod resolution;
mod running_sum;
mod stored;
mod text;
mod trim;
mod validity;
mod zero_bucket;

pub use aggregate::{HistogramMean, HistogramSum};
pub use arithmetic::{Combined, MixedSchemas};
pub use bounds::exponential_bound;
pub use buckets::Bucket;
pub use data::{BucketSpan, CUSTOM_BUCKETS_SCHEMA, CounterResetHint, FloatHistogram, Side};
pub use extended_rate::{Edges, extended_rate, interpolated};
pub use instant_rate::{InstantFunction, instant_rate};
pub use json::JsonBucket;
pub use notes::{Note, Notes, Operation};
pub use quantile::NanObservations;
pub use rate::{HistogramSample, RangeFunction, Window, extrapolated_rate};
pub use trim::Keep;
pub use validity::{InvalidBuckets, InvalidHistogram};

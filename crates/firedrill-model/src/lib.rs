//! The nouns every other crate shares: label sets, samples, time, durations, numbers as Go writes
//! them, native histograms, and source text with spans.
//!
//! **Invariant:** nothing here reads a clock, the environment, a file or the network.
#![warn(clippy::disallowed_methods)]

pub mod compensated_sum;
pub mod duration;
pub mod exposition;
pub mod go_math;
pub mod goregexp;
pub mod histogram;
pub mod labels;
pub mod number;
pub mod quote;
pub mod sample;
pub mod source;
pub mod span;
pub mod start_time;
pub mod suggestion;
pub mod time;

pub use compensated_sum::CompensatedSum;
pub use duration::Duration;
pub use histogram::FloatHistogram;
pub use labels::{Labels, LabelsBuilder, METRIC_NAME};
pub use sample::{STALE_NAN_BITS, Value, is_stale_nan, stale_nan};
pub use span::{LineColumn, Span};
pub use start_time::SampleTimes;
pub use time::Timestamp;

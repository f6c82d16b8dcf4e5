//! The text formats in which samples are exposed: OpenMetrics and Prometheus' own.
//!
//! Both are read by one parser; a text that ends in `# EOF` is OpenMetrics, where timestamps count
//! seconds, any other is Prometheus' format, where they count milliseconds. Metric and label names
//! may be quoted UTF-8 (`{"my.metric", "a.b"="c"} 1`). Exemplars are checked and dropped.

mod cursor;
mod parse;

pub use parse::{ExposedSample, ExpositionError, Problem, parse};

//! Series notation: `m{a="b"} 1+2x10 _x3 stale {{schema:0 count:1}}x2`, as test files and scripts
//! write series.

mod expand;
mod histogram;
mod item;
mod parse;
#[cfg(test)]
mod tests;

pub use item::{HistogramStep, MAX_SAMPLES, SeriesDescription, SeriesItem, SeriesValue};
pub use parse::parse_series;

//! Single expressions over series from files: reading the series, and what an answer looks like.

mod answer;
mod api_answer;
mod chart;
mod data;
mod evaluate;
mod table;

pub use answer::{Answer, Histogram, Samples, Seconds, Series};
pub use chart::Grid;
pub use data::{DataError, DataOptions, DataSeries, load};
pub use evaluate::{QueryError, When, answer, evaluate, sorted_answer};

/// An answer as one line of bars per series; see [`chart`](self).
pub use chart::render as render_chart;

/// An answer as aligned text.
pub use table::render as render_table;

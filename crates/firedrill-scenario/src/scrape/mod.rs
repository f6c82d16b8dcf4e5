//! From what a target exposes to the samples that Prometheus would have.
//!
//! All times in this module are milliseconds from the start of the scenario.

mod column;
mod decode;
mod schedule;
mod series;
mod target;
mod trace;

pub use column::{Column, GeneratedSeries};
pub(crate) use decode::{SCRAPE, scrape_model};
pub use schedule::{Schedule, ScrapeModel};
pub use series::scrape;
pub use target::{Availability, ExposedSeries, SeriesKind, Target};
pub use trace::{Histograms, Trace};

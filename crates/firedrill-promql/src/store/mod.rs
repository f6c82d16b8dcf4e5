//! The in-memory columnar store: series with their samples, found by label matchers.
//!
//! Series are listed in the order they were created, or would have been ([`Listing`]), which is the
//! order in which selectors return them. Sample times of a regular grid take no memory; values of one series are contiguous.
//!
//! A series knows which rule wrote it ([`Origin`]), so that whole horizons can be evaluated although
//! a real server would have written the samples step by step: a [`Reader`] sees only what would have
//! been there at each step.

mod append;
mod index;
mod series;
mod times;
mod visibility;

pub use append::AppendError;
pub use index::{Listing, SeriesId, Store};
pub use series::Series;
pub use times::Times;
pub use visibility::{Origin, Reader};

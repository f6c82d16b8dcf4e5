//! Time intervals: when routes are muted or active.

mod calendar;
mod change;
mod range;
mod set;

pub use calendar::{Location, TimeInterval};
pub use range::{Inclusive, MinuteRange};
pub use set::{NamedInterval, TimeIntervals};

//! Instants and windows as authors write them: `20m`, `5m after p-1042 stalls`, `10m..12m after …`,
//! `within 6m after 20m`, `at 17m`, `until 3h10m`, `from 1h`, `never`.
//!
//! Every duration counts from the start of the scenario unless a mark follows it.

mod error;
mod marks;
mod parse;
mod parts;

pub use error::{MomentError, UnknownMark};
pub use marks::{Marks, Range};
pub use parts::{Anchor, Bounds, Moment, When};

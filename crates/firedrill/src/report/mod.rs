//! What a run found, as plain data, and one reporter per output format.
//!
//! **Invariant:** a reporter sees a [`RunRecord`] and nothing else: no clock, no environment, no
//! file. So each has one snapshot test of the same golden record.

mod elapsed;
mod excerpt;
mod github;
#[cfg(test)]
mod golden;
mod human;
mod json;
mod junit;
mod pairing;
mod palette;
mod record;
mod reporter;
mod tap;
mod xml;

pub(crate) use elapsed::elapsed;
pub use excerpt::{Severity, write_problem};
pub use github::GitHub;
pub use human::Human;
pub(crate) use human::write_group_details;
pub use json::Json;
pub use junit::JUnit;
pub use palette::Palette;
pub use record::{
    Cause, Check, Element, Excerpt, Failure, FileRecord, GroupRecord, Marked, Position, Problem, RunRecord,
    Unmet,
};
pub use reporter::Reporter;
pub use tap::Tap;
pub use xml::escape_xml;

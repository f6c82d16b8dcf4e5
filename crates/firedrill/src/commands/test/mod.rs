//! `firedrill test`: unit tests of promtool, scripts and scenarios, in parallel, reported for people and machines.

mod arguments;
mod conversion;
mod files;
mod recognition;
mod run;
mod script;
mod selection;

pub use arguments::{Arguments, Format};
pub(crate) use files::{TestFile, read_all};
pub(crate) use recognition::is_scenario;
pub use run::run;
pub use selection::{Partition, PartitionError};

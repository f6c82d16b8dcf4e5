//! Scenarios on disk: read with the files they name, played, and judged.

mod alertmanager;
mod known;
mod load;
mod rule_files;
mod verdict;

pub(crate) use load::{Rehearsal, drive_problem, read, rule_pack};
pub(crate) use verdict::record;

//! Scenarios on disk: read with the files they name, played, and judged.

mod alertmanager;
mod load;
mod rule_files;

pub(crate) use load::{Rehearsal, drive_problem, read};

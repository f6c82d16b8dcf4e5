//! `rebalance:` in a scenario file.

mod plan;
mod policy;
mod system;

pub(crate) use plan::{MOVE_ERRORS, PLAN, REPEATS, STALLS};
pub(crate) use policy::POLICY;
pub(crate) use system::{BACKGROUND, REBALANCE, rebalance};

//! Binary operators.

mod evaluate;
mod floats;
mod join;
mod join_plan;
mod join_steps;
mod operation;
mod scalar;
mod set;

pub(super) use evaluate::evaluate;
pub(super) use scalar::ScalarOperation;

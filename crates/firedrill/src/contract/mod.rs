//! Metric contracts: what a system exposes, and the only things that the rules beside the file may read.
//!
//! A contract says of every label what it may say or how many values it has at one time, and of every
//! metric its labels and the most series it may have (`budget`).

mod file;
mod rules;

pub(crate) use file::{Contract, read};
pub(crate) use rules::rule_problems;

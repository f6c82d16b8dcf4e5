//! Relabelling: `relabel_configs` and their kin.

mod action;
mod apply;
mod decode;
mod rule;
#[cfg(test)]
mod rule_tests;

pub use action::RelabelAction;
pub use apply::relabel;
pub(super) use decode::relabel_rules;
pub use rule::{RelabelError, RelabelRule};

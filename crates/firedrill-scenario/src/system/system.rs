//! The systems there are.

use super::model::SystemModel;
use super::rebalance::RebalanceSystem;

/// A modelled system.
#[derive(Debug, Clone, PartialEq)]
pub enum System {
    /// Shard rebalancing.
    Rebalance(RebalanceSystem),
}

impl System {
    /// What plays it.
    pub fn model(&self) -> &dyn SystemModel {
        match self {
            Self::Rebalance(system) => system,
        }
    }

    /// What plays it, to plan what happens to it.
    pub fn model_mut(&mut self) -> &mut dyn SystemModel {
        match self {
            Self::Rebalance(system) => system,
        }
    }
}

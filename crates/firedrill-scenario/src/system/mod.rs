//! Systems that a scenario can play instead of naming their series one by one.

mod model;
pub mod rebalance;

pub use model::{ActionRefused, Exposure, SystemModel};

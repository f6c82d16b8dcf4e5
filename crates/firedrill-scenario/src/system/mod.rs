//! Systems that a scenario can play instead of naming their series one by one.

mod decode;
mod model;
pub mod rebalance;

pub(crate) use decode::{SYSTEM, system};
pub use model::{ActionRefused, Exposure, SystemModel};

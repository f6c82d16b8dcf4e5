//! Systems that a scenario can play instead of naming their series one by one.

mod decode;
mod model;
pub mod rebalance;
#[expect(clippy::module_inception, reason = "the type of the same name lives there")]
mod system;

pub(crate) use decode::{SYSTEM, system};
pub use model::{ActionRefused, Exposure, SystemModel};
pub use system::System;

//! `firedrill new`: a file to start from.

mod arguments;
mod execute;
mod scaffold;

pub use arguments::{Arguments, Kind};
pub use execute::run;

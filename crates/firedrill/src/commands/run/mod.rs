//! `firedrill run`: plays one scenario and draws its timeline.

mod arguments;
mod defaults;
mod drawing;
mod execute;
mod snapshot;
mod verdicts;

pub use arguments::Arguments;
pub use execute::run;

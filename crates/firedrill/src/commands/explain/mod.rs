//! `firedrill explain`: why an alert of a scenario stands where it does at an instant.

mod answer;
mod arguments;
mod execute;

pub use arguments::Arguments;
pub use execute::run;

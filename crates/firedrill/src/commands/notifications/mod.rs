//! `firedrill notifications`: what a scenario would send, rendered.

mod arguments;
mod execute;
mod listing;

pub use arguments::Arguments;
pub use execute::run;

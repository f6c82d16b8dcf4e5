//! `firedrill query`: one expression, or many, over series from files.

mod arguments;
mod batch;
mod run;

pub use arguments::{Arguments, Format};
pub use run::run;

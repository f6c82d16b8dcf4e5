//! Prometheus: when it runs, what it evaluates, and what it sends.

mod alerts;
mod input;
mod lifetime;
mod sending;

pub(crate) use alerts::observations;
pub use input::GeneratedInput;
pub(crate) use lifetime::{Lifetime, lifetimes};
pub(crate) use sending::posts;

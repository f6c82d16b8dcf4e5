//! The parser: a Pratt parser over tokens fetched on demand.
//!
//! Prometheus collects errors and shows the first. Which one is first depends on when its generated
//! parser acts: what needs no further token to be complete is judged before the next token is read.
//! The parser here stops at the first error and keeps that order by reading no token early.

mod aggregate;
mod call;
mod context;
mod depth;
#[cfg(test)]
mod depth_tests;
mod duration;
mod entry;
mod expression;
mod fill;
mod grouping;
mod matchers;
#[cfg(test)]
mod message_tests;
mod modifiers;
mod numbers;
mod operators;
mod primary;
mod range;
mod selector;
mod stream;

pub(in crate::syntax) use context::Context;
pub use depth::{MAX_HEIGHT, MAX_NESTING};
pub use entry::{parse, parse_selector};
pub(in crate::syntax) use primary::is_name;
pub(in crate::syntax) use stream::{Parser, Result};

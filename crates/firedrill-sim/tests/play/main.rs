//! Scenarios played from text: what servers do when they are interrupted, and how failures are explained.

mod memory;
mod paging;
mod rules;

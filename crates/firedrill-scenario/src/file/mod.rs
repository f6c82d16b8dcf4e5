//! Scenario files: strict YAML with a place for everything that can be wrong, all of it reported at once.
//!
//! A key that a file gives replaces what the file it extends says under that key; of `system:` only the
//! parts that are given are replaced.

mod error;
mod load;
mod root;
mod scalar;
mod start;

pub(crate) use load::beside;
pub(crate) use root::{REPLICAS, SCENARIO};
pub(crate) use scalar::{
    Reader, bounded, count, duration, flag, moment_of_key, one_of, owned_text, parsed, place, placed,
    positive_duration, refuse_in, refuse_incomplete, refuse_missing, replace, selector, share, text,
    text_test, text_tests, texts, value_test, when, when_after, whole,
};

pub use error::{Refused, ScenarioError};
pub use load::{Files, load};

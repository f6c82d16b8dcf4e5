//! Source text that users write, and where things stand in it.

mod lines;
pub mod yaml;

pub use lines::{LineIndex, Utf8Error, decode_utf8};

//! YAML with the position of every node, read as Go's YAML libraries read it.
//!
//! Prometheus decodes rule files with `yaml.v3` and unit tests with `yaml.v2`; the two differ in how
//! scalars resolve, how merge keys and `null` behave and what their errors say ([`Version`]).
//! [`parse`] gives plain trees ([`Document`]) and [`Decoder`] turns them into typed values, collecting
//! every independent error with its place. [`OffsetMap`] leads from a byte of a decoded scalar back to
//! the byte of the file it came from.
//!
//! **Invariant:** no other module of the workspace names the YAML crate.

mod build;
mod collections;
mod decode;
mod error;
mod offset;
mod resolve;
mod tree;

pub use build::{Stream, parse};
pub use collections::Field;
pub use decode::Decoder;
pub use error::{DecodeError, DecodeProblem, SyntaxError, upstream_text};
pub use offset::OffsetMap;
pub use resolve::{Resolved, Version, resolve};
pub use tree::{Document, Kind, Node, Scalar, Style};

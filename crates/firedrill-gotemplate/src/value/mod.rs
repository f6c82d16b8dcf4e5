//! Values as templates see them: a small model of Go's `reflect`.
//!
//! A template asks a value for its kind, its fields, its methods and the name of its type, and prints
//! what it finds in error texts. Types are therefore data: the embedder describes the Go types of its
//! model as statics and builds values of them.

mod basic;
mod compare;
mod data;
mod slice;
mod types;

pub use basic::{
    ANY, BOOL, COMPLEX128, FLOAT64, INT, INT32, INT64, INVALID, REFLECT_VALUE, SLICE_OF_ANY,
    SLICE_OF_STRINGS, STRING, STRING_MAP, STRING_TO_ANY_MAP, UINT8, UINT32, UINT64,
};
pub(crate) use compare::compare_keys;
pub use data::{Data, Value};
pub use slice::Slice;
pub use types::{Access, Field, Kind, Method, Results, Signature, Type};

//! Results of queries.

use std::cmp::Ordering;

use firedrill_model::Labels;

use super::Dialect;
use super::types::{QUERY_RESULT, sample};
use crate::value::{Data, Value};

/// An element of an instant vector.
#[derive(Debug, Clone, PartialEq)]
pub struct QuerySample {
    /// Its labels, the metric name included.
    pub labels: Labels,
    /// Its value.
    pub value: firedrill_model::Value,
}

pub(super) fn query_result(samples: &[QuerySample], dialect: Dialect) -> Value {
    let items =
        samples.iter().map(|item| sample(Value::string_map(item.labels.iter()), &item.value, dialect));
    Value::slice(&QUERY_RESULT, items.collect())
}

pub(super) fn first(result: &Value) -> Result<Value, String> {
    result.index(0).ok_or_else(|| "first() called on vector with no elements".to_owned())
}

/// A field of a `*template.sample`.
fn field(sample: &Value, index: usize) -> Result<Value, String> {
    sample
        .element()
        .struct_field(index)
        .ok_or_else(|| "runtime error: invalid memory address or nil pointer dereference".to_owned())
}

pub(super) fn label(name: &str, sample: &Value) -> Result<Value, String> {
    Ok(field(sample, 0)?.entry(name).unwrap_or_else(|| Value::string("")))
}

pub(super) fn value(sample: &Value) -> Result<Value, String> {
    field(sample, 1)
}

/// Sorts the result itself by the value of a label, keeping the order of equal ones.
pub(super) fn sort_by_label(name: &str, result: &Value) -> Value {
    if let Data::Slice(slice) = result.data() {
        let key = |sample: &Value| label(name, sample).ok();
        slice.sort_by(|lhs, rhs| match (key(lhs), key(rhs)) {
            (Some(lhs), Some(rhs)) => lhs.as_bytes().cmp(&rhs.as_bytes()),
            _ => Ordering::Equal,
        });
    }
    result.clone()
}

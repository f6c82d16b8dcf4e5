//! What element functions and operators with a number do to the floats of one series.

use firedrill_model::{is_stale_nan, stale_nan};

use super::binary::ScalarOperation;
use super::call::to_seconds;

/// What is done to the floats of a column.
#[derive(Debug)]
pub(super) enum Change {
    Element(fn(f64) -> f64),
    ElementWith(fn(f64, &[f64]) -> Option<f64>, Vec<f64>),
    Calendar(fn(i64) -> f64),
    Negate,
    Operator(ScalarOperation),
}

impl Change {
    /// Replaces the floats; one that is dropped becomes absent.
    pub(super) fn apply(&self, floats: &mut [f64]) {
        match self {
            Self::Element(function) => map(floats, function),
            Self::ElementWith(function, numbers) => {
                map(floats, |value| function(value, numbers).unwrap_or_else(stale_nan));
            }
            Self::Calendar(part) => map(floats, |value| part(to_seconds(value))),
            Self::Negate => map(floats, |value| -value),
            Self::Operator(operation) => operation.apply(floats),
        }
    }
}

fn map(floats: &mut [f64], change: impl Fn(f64) -> f64) {
    for value in floats {
        if !is_stale_nan(*value) {
            *value = change(*value);
        }
    }
}

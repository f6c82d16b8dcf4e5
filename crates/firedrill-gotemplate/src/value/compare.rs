//! Order and equality of values.

use std::cmp::Ordering;
use std::rc::Rc;

use super::{Data, Kind, Value};

/// The order in which `fmt` and `range` visit the keys of a map.
pub(crate) fn compare_keys(lhs: &Value, rhs: &Value) -> Ordering {
    match (lhs.data(), rhs.data()) {
        (Data::String(lhs), Data::String(rhs)) => lhs.cmp(rhs),
        (Data::Int(lhs), Data::Int(rhs)) => lhs.cmp(rhs),
        (Data::Uint(lhs), Data::Uint(rhs)) => lhs.cmp(rhs),
        (Data::Float(lhs), Data::Float(rhs)) => lhs.total_cmp(rhs),
        (Data::Bool(lhs), Data::Bool(rhs)) => lhs.cmp(rhs),
        (Data::Interface(lhs), Data::Interface(rhs)) => compare_keys(lhs, rhs),
        _ => Ordering::Equal,
    }
}

impl Value {
    /// Go's `==` between two interfaces that hold these values; the types must be comparable.
    pub(crate) fn identical(&self, other: &Self) -> bool {
        if !self.ty().is(other.ty()) {
            return false;
        }
        if let Some(equal) = self.ty().equal {
            return equal(self, other);
        }
        match (self.data(), other.data()) {
            (Data::Nil, Data::Nil) => true,
            (Data::Bool(lhs), Data::Bool(rhs)) => lhs == rhs,
            (Data::Int(lhs), Data::Int(rhs)) => lhs == rhs,
            (Data::Uint(lhs), Data::Uint(rhs)) => lhs == rhs,
            (Data::Float(lhs), Data::Float(rhs)) => lhs == rhs,
            (Data::Complex(real, imaginary), Data::Complex(other_real, other_imaginary)) => {
                real == other_real && imaginary == other_imaginary
            }
            (Data::String(lhs), Data::String(rhs)) => lhs == rhs,
            (Data::Pointer(lhs), Data::Pointer(rhs)) => Rc::ptr_eq(lhs, rhs),
            (Data::Native(lhs), Data::Native(rhs)) => Rc::ptr_eq(lhs, rhs),
            (Data::Interface(lhs), Data::Interface(rhs)) => lhs.identical(rhs),
            (Data::Struct(_), Data::Struct(_)) => match self.kind() {
                Kind::Struct(fields) => {
                    fields.iter().all(|field| field.get(self).identical(&field.get(other)))
                }
                _ => false,
            },
            _ => false,
        }
    }
}

//! `eq`, `ne`, `lt`, `le`, `gt`, `ge`.

use std::cmp::Ordering;

use crate::format::sprintf;
use crate::options::GoVersion;
use crate::value::{Data, Value};

type Answer = Result<Value, String>;

/// `a == b || a == c || …`
pub(super) fn eq(arguments: &[Value], go: GoVersion) -> Answer {
    equals(arguments, go).map(Value::bool)
}

pub(super) fn ne(arguments: &[Value], go: GoVersion) -> Answer {
    equals(arguments, go).map(|equal| Value::bool(!equal))
}

pub(super) fn lt(arguments: &[Value], go: GoVersion) -> Answer {
    less(arguments, go).map(Value::bool)
}

pub(super) fn le(arguments: &[Value], go: GoVersion) -> Answer {
    less_or_equal(arguments, go).map(Value::bool)
}

/// Not less or equal, so NaN is greater than anything.
pub(super) fn gt(arguments: &[Value], go: GoVersion) -> Answer {
    less_or_equal(arguments, go).map(|is| Value::bool(!is))
}

pub(super) fn ge(arguments: &[Value], go: GoVersion) -> Answer {
    less(arguments, go).map(|is| Value::bool(!is))
}

fn less_or_equal(arguments: &[Value], go: GoVersion) -> Result<bool, String> {
    Ok(less(arguments, go)? || equals(arguments, go)?)
}

fn equals(arguments: &[Value], go: GoVersion) -> Result<bool, String> {
    let first = arguments[0].clone().indirect_interface();
    if arguments.len() < 2 {
        return Err("missing argument for comparison".to_owned());
    }
    for other in &arguments[1..] {
        if equal(&first, &other.clone().indirect_interface(), go)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn equal(lhs: &Value, rhs: &Value, go: GoVersion) -> Result<bool, String> {
    match (lhs.data(), rhs.data()) {
        (Data::Bool(lhs), Data::Bool(rhs)) => return Ok(lhs == rhs),
        (Data::Int(lhs), Data::Int(rhs)) => return Ok(lhs == rhs),
        (Data::Uint(lhs), Data::Uint(rhs)) => return Ok(lhs == rhs),
        (Data::Int(int), Data::Uint(uint)) | (Data::Uint(uint), Data::Int(int)) => {
            return Ok(u64::try_from(*int).is_ok_and(|int| int == *uint));
        }
        (Data::Float(lhs), Data::Float(rhs)) => return Ok(lhs == rhs),
        (Data::Complex(real, imaginary), Data::Complex(other_real, other_imaginary)) => {
            return Ok(real == other_real && imaginary == other_imaginary);
        }
        (Data::String(lhs), Data::String(rhs)) => return Ok(lhs == rhs),
        _ => {}
    }
    if is_basic(lhs) || is_basic(rhs) {
        if lhs.is_valid() && rhs.is_valid() {
            return Err(incompatible(lhs, rhs, go));
        }
        return Ok(false);
    }
    if !lhs.is_valid() || !rhs.is_valid() {
        return Ok(lhs.is_nil() && rhs.is_nil());
    }
    if std::mem::discriminant(&lhs.kind()) != std::mem::discriminant(&rhs.kind()) {
        let operands = [lhs.clone(), lhs.clone(), rhs.clone(), rhs.clone()];
        return Err(formatted("non-comparable types %s: %T, %T: %v", &operands));
    }
    if lhs.is_nil() || rhs.is_nil() {
        return Ok(lhs.is_nil() == rhs.is_nil());
    }
    if !rhs.ty().comparable() {
        return Err(formatted("non-comparable type %s: %T", &[rhs.clone(), rhs.clone()]));
    }
    Ok(lhs.identical(rhs))
}

fn less(arguments: &[Value], go: GoVersion) -> Result<bool, String> {
    let lhs = arguments[0].clone().indirect_interface();
    let rhs = arguments[1].clone().indirect_interface();
    if !is_basic(&lhs) || !is_basic(&rhs) {
        return Err("invalid type for comparison".to_owned());
    }
    let order = match (lhs.data(), rhs.data()) {
        (Data::Int(lhs), Data::Int(rhs)) => lhs.cmp(rhs),
        (Data::Uint(lhs), Data::Uint(rhs)) => lhs.cmp(rhs),
        (Data::Int(lhs), Data::Uint(rhs)) => i128::from(*lhs).cmp(&i128::from(*rhs)),
        (Data::Uint(lhs), Data::Int(rhs)) => i128::from(*lhs).cmp(&i128::from(*rhs)),
        (Data::Float(lhs), Data::Float(rhs)) => lhs.partial_cmp(rhs).unwrap_or(Ordering::Greater),
        (Data::String(lhs), Data::String(rhs)) => lhs.cmp(rhs),
        (Data::Bool(_), Data::Bool(_)) | (Data::Complex(..), Data::Complex(..)) => {
            return Err("invalid type for comparison".to_owned());
        }
        _ => return Err(incompatible(&lhs, &rhs, go)),
    };
    Ok(order == Ordering::Less)
}

fn is_basic(value: &Value) -> bool {
    matches!(
        value.data(),
        Data::Bool(_) | Data::Int(_) | Data::Uint(_) | Data::Float(_) | Data::Complex(..) | Data::String(_)
    )
}

fn incompatible(lhs: &Value, rhs: &Value, go: GoVersion) -> String {
    match go {
        GoVersion::Go1_19 => "incompatible types for comparison".to_owned(),
        GoVersion::Go1_26 => {
            format!("incompatible types for comparison: {} and {}", lhs.ty().name, rhs.ty().name)
        }
    }
}

fn formatted(format: &str, operands: &[Value]) -> String {
    String::from_utf8_lossy(&sprintf(format.as_bytes(), operands)).into_owned()
}

//! Operators on columns of floats: the operator is chosen once, the loop runs over the steps.

use firedrill_model::{is_stale_nan, stale_nan};

use crate::gomath;
use crate::syntax::BinaryOp;

/// Which operand's value a filtering comparison keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// Between vectors, and where the vector stands left of a scalar.
    Left,
    /// Where the vector stands right of a scalar.
    Right,
}

/// What becomes of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// `bool`: 1 or 0.
    Bool,
    /// The pair stays with this value, or goes.
    Filter(Kept),
}

/// `lhs op rhs` step by step; absent where either is, where a comparison filters, and for operators
/// that floats do not have.
pub(super) fn combine(op: BinaryOp, comparison: Comparison, lhs: &[f64], rhs: &[f64]) -> Vec<f64> {
    match op {
        BinaryOp::Add => zip(lhs, rhs, |lhs, rhs| lhs + rhs),
        BinaryOp::Subtract => zip(lhs, rhs, |lhs, rhs| lhs - rhs),
        BinaryOp::Multiply => zip(lhs, rhs, |lhs, rhs| lhs * rhs),
        BinaryOp::Divide => zip(lhs, rhs, |lhs, rhs| lhs / rhs),
        BinaryOp::Modulo => zip(lhs, rhs, |lhs, rhs| lhs % rhs),
        BinaryOp::Power => zip(lhs, rhs, gomath::pow),
        BinaryOp::Atan2 => zip(lhs, rhs, gomath::atan2),
        BinaryOp::Equal => compare(comparison, lhs, rhs, |lhs, rhs| lhs == rhs),
        BinaryOp::NotEqual => compare(comparison, lhs, rhs, |lhs, rhs| lhs != rhs),
        BinaryOp::Less => compare(comparison, lhs, rhs, |lhs, rhs| lhs < rhs),
        BinaryOp::LessOrEqual => compare(comparison, lhs, rhs, |lhs, rhs| lhs <= rhs),
        BinaryOp::Greater => compare(comparison, lhs, rhs, |lhs, rhs| lhs > rhs),
        BinaryOp::GreaterOrEqual => compare(comparison, lhs, rhs, |lhs, rhs| lhs >= rhs),
        BinaryOp::TrimUpper | BinaryOp::TrimLower | BinaryOp::And | BinaryOp::Or | BinaryOp::Unless => {
            vec![stale_nan(); lhs.len()]
        }
    }
}

fn zip(lhs: &[f64], rhs: &[f64], operator: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let pairs = lhs.iter().zip(rhs);
    pairs
        .map(
            |(&lhs, &rhs)| {
                if is_stale_nan(lhs) || is_stale_nan(rhs) { stale_nan() } else { operator(lhs, rhs) }
            },
        )
        .collect()
}

fn compare(comparison: Comparison, lhs: &[f64], rhs: &[f64], holds: impl Fn(f64, f64) -> bool) -> Vec<f64> {
    match comparison {
        Comparison::Bool => zip(lhs, rhs, |lhs, rhs| f64::from(u8::from(holds(lhs, rhs)))),
        Comparison::Filter(Kept::Left) => {
            zip(lhs, rhs, |lhs, rhs| if holds(lhs, rhs) { lhs } else { stale_nan() })
        }
        Comparison::Filter(Kept::Right) => {
            zip(lhs, rhs, |lhs, rhs| if holds(lhs, rhs) { rhs } else { stale_nan() })
        }
    }
}

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
    let mut result = lhs.to_vec();
    with_operator(op, comparison, Zip { lhs: &mut result, rhs });
    result
}

/// `lhs[..] op number`, in place.
pub(super) fn combine_number_right(op: BinaryOp, comparison: Comparison, lhs: &mut [f64], number: f64) {
    with_operator(op, comparison, NumberRight { lhs, number });
}

/// `number op rhs[..]`, in place.
pub(super) fn combine_number_left(op: BinaryOp, comparison: Comparison, number: f64, rhs: &mut [f64]) {
    with_operator(op, comparison, NumberLeft { number, rhs });
}

/// A loop over steps, compiled once per operator.
trait Loop {
    fn run(self, operator: impl Fn(f64, f64) -> f64);
}

struct Zip<'a> {
    lhs: &'a mut [f64],
    rhs: &'a [f64],
}

impl Loop for Zip<'_> {
    fn run(self, operator: impl Fn(f64, f64) -> f64) {
        for (lhs, &rhs) in self.lhs.iter_mut().zip(self.rhs) {
            *lhs = if is_stale_nan(*lhs) || is_stale_nan(rhs) { stale_nan() } else { operator(*lhs, rhs) };
        }
    }
}

struct NumberRight<'a> {
    lhs: &'a mut [f64],
    number: f64,
}

impl Loop for NumberRight<'_> {
    fn run(self, operator: impl Fn(f64, f64) -> f64) {
        for lhs in self.lhs {
            if !is_stale_nan(*lhs) {
                *lhs = operator(*lhs, self.number);
            }
        }
    }
}

struct NumberLeft<'a> {
    number: f64,
    rhs: &'a mut [f64],
}

impl Loop for NumberLeft<'_> {
    fn run(self, operator: impl Fn(f64, f64) -> f64) {
        for rhs in self.rhs {
            if !is_stale_nan(*rhs) {
                *rhs = operator(self.number, *rhs);
            }
        }
    }
}

fn with_operator(op: BinaryOp, comparison: Comparison, steps: impl Loop) {
    match op {
        BinaryOp::Add => steps.run(|lhs, rhs| lhs + rhs),
        BinaryOp::Subtract => steps.run(|lhs, rhs| lhs - rhs),
        BinaryOp::Multiply => steps.run(|lhs, rhs| lhs * rhs),
        BinaryOp::Divide => steps.run(|lhs, rhs| lhs / rhs),
        BinaryOp::Modulo => steps.run(|lhs, rhs| lhs % rhs),
        BinaryOp::Power => steps.run(gomath::pow),
        BinaryOp::Atan2 => steps.run(gomath::atan2),
        BinaryOp::Equal => compare(comparison, steps, |lhs, rhs| lhs == rhs),
        BinaryOp::NotEqual => compare(comparison, steps, |lhs, rhs| lhs != rhs),
        BinaryOp::Less => compare(comparison, steps, |lhs, rhs| lhs < rhs),
        BinaryOp::LessOrEqual => compare(comparison, steps, |lhs, rhs| lhs <= rhs),
        BinaryOp::Greater => compare(comparison, steps, |lhs, rhs| lhs > rhs),
        BinaryOp::GreaterOrEqual => compare(comparison, steps, |lhs, rhs| lhs >= rhs),
        BinaryOp::TrimUpper | BinaryOp::TrimLower | BinaryOp::And | BinaryOp::Or | BinaryOp::Unless => {
            steps.run(|_, _| stale_nan());
        }
    }
}

fn compare(comparison: Comparison, steps: impl Loop, holds: impl Fn(f64, f64) -> bool) {
    match comparison {
        Comparison::Bool => steps.run(|lhs, rhs| f64::from(u8::from(holds(lhs, rhs)))),
        Comparison::Filter(Kept::Left) => {
            steps.run(|lhs, rhs| if holds(lhs, rhs) { lhs } else { stale_nan() });
        }
        Comparison::Filter(Kept::Right) => {
            steps.run(|lhs, rhs| if holds(lhs, rhs) { rhs } else { stale_nan() });
        }
    }
}

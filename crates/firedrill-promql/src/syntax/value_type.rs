//! The type an expression has.

use super::ast::{Expr, ExprKind, ValueType};

impl Expr {
    /// The type of the expression's result.
    pub fn value_type(&self) -> ValueType {
        match &self.kind {
            ExprKind::Number(_) => ValueType::Scalar,
            ExprKind::String(_) => ValueType::String,
            ExprKind::Selector(_) | ExprKind::Aggregate(_) => ValueType::InstantVector,
            ExprKind::Matrix(_) | ExprKind::Subquery(_) => ValueType::RangeVector,
            ExprKind::Call(call) => call.function.returns,
            ExprKind::Binary(binary) => {
                let is_scalar = |operand: &Self| operand.value_type() == ValueType::Scalar;
                if is_scalar(&binary.lhs) && is_scalar(&binary.rhs) {
                    ValueType::Scalar
                } else {
                    ValueType::InstantVector
                }
            }
            ExprKind::Unary(_, operand) | ExprKind::Paren(operand) => operand.value_type(),
        }
    }
}

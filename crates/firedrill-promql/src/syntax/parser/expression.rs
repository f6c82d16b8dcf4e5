//! Expressions: operators by binding power.

use super::depth::Tree;
use super::stream::{Parser, Result};
use crate::syntax::ast::{Binary, Expr, ExprKind};
use crate::syntax::lexer::TokenKind;
use crate::syntax::operator::{BinaryOp, UnaryOp};

/// How tightly an operator binds; a unary sign binds as multiplication does.
pub(super) fn binding_power(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => 1,
        BinaryOp::And | BinaryOp::Unless => 2,
        BinaryOp::Equal
        | BinaryOp::NotEqual
        | BinaryOp::Less
        | BinaryOp::LessOrEqual
        | BinaryOp::Greater
        | BinaryOp::GreaterOrEqual
        | BinaryOp::TrimUpper
        | BinaryOp::TrimLower => 3,
        BinaryOp::Add | BinaryOp::Subtract => 4,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo | BinaryOp::Atan2 => SIGN_POWER,
        BinaryOp::Power => POWER_POWER,
    }
}

const SIGN_POWER: u8 = 5;
const POWER_POWER: u8 = 6;

/// What an operand on the right of `op` may contain: `^` groups to the right, the rest to the left.
pub(super) fn right_power(op: BinaryOp) -> u8 {
    if op == BinaryOp::Power { POWER_POWER } else { binding_power(op) + 1 }
}

impl Parser<'_> {
    /// A whole expression.
    pub(super) fn expression(&mut self) -> Result<Tree> {
        self.binary(0)
    }

    /// An expression of operators that bind at least as tightly as `least`.
    fn binary(&mut self, least: u8) -> Result<Tree> {
        let span = self.peek()?.span;
        self.enter(span)?;
        let mut lhs = self.operand()?;
        while let TokenKind::Operator(op) = self.peek()?.kind {
            if binding_power(op) < least {
                break;
            }
            lhs = self.right_side(lhs, op)?;
        }
        self.leave();
        Ok(lhs)
    }

    fn right_side(&mut self, lhs: Tree, op: BinaryOp) -> Result<Tree> {
        self.advance()?;
        let matching = self.operator_modifiers()?;
        let rhs = self.binary(right_power(op))?;
        let span = lhs.expr.span.to(rhs.expr.span);
        self.check_fill(&matching, span)?;
        let height = lhs.height.max(rhs.height) + 1;
        self.check_height(height, span)?;
        let binary = Binary {
            op,
            lhs: lhs.expr,
            rhs: rhs.expr,
            returns_bool: matching.returns_bool,
            matching: Some(matching.matching),
        };
        Ok(Tree { expr: Expr { span, kind: ExprKind::Binary(Box::new(binary)) }, height })
    }

    /// A signed operand, or one with its brackets and modifiers.
    fn operand(&mut self) -> Result<Tree> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::Operator(BinaryOp::Add) => self.signed(UnaryOp::Plus),
            TokenKind::Operator(BinaryOp::Subtract) => self.signed(UnaryOp::Minus),
            _ => {
                let primary = self.primary()?;
                self.postfix(primary)
            }
        }
    }

    /// A sign and its operand; of a number literal it becomes part.
    fn signed(&mut self, op: UnaryOp) -> Result<Tree> {
        let sign = self.advance()?;
        let Tree { mut expr, height } = self.binary(SIGN_POWER + 1)?;
        let span = sign.span.to(expr.span);
        if let ExprKind::Number(number) = &mut expr.kind {
            if op == UnaryOp::Minus {
                number.value = -number.value;
            }
            return Ok(Tree { expr: Expr { span, ..expr }, height });
        }
        self.check_height(height + 1, span)?;
        Ok(Tree { expr: Expr { span, kind: ExprKind::Unary(op, Box::new(expr)) }, height: height + 1 })
    }
}

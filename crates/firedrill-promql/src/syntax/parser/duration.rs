//! Durations in brackets and after `offset`: literals and expressions.

use firedrill_model::duration::DurationError;
use firedrill_model::{Duration, Span};

use super::expression::{binding_power, right_power};
use super::stream::{Parser, Result};
use crate::syntax::ast::{DurationExpr, DurationExprKind, DurationValue, NumberLiteral};
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{Preprocessor, Token, TokenKind};
use crate::syntax::operator::{BinaryOp, DurationOp, UnaryOp};

const NANOSECONDS: f64 = 1e9;
const NANOSECONDS_PER_MS: i64 = 1_000_000;
/// Seconds that 63 bits of nanoseconds hold.
const LARGEST_SECONDS: f64 = 9_223_372_036_854_775_808.0 / NANOSECONDS;

/// A duration expression and the number of nodes on its longest path.
struct DurationTree {
    expr: DurationExpr,
    height: usize,
}

impl DurationTree {
    fn leaf(span: Span, kind: DurationExprKind) -> Self {
        Self { expr: DurationExpr { span, kind }, height: 1 }
    }
}

impl Parser<'_> {
    /// A range or a step.
    pub(super) fn positive_duration(&mut self) -> Result<DurationValue> {
        if !self.dialect.numeric_durations {
            return self.classic_duration().map(DurationValue::Literal);
        }
        let expr = self.duration_expression(0)?.expr;
        if let DurationExprKind::Number(number) = &expr.kind
            && number.value <= 0.0
        {
            return self.fail(expr.span, ParseErrorKind::DurationNotPositive);
        }
        Ok(value(expr).0)
    }

    /// The duration of an offset; `None` for zero.
    pub(super) fn offset_duration(&mut self) -> Result<Option<DurationValue>> {
        if !self.dialect.numeric_durations {
            let negative = self.eat(TokenKind::Operator(BinaryOp::Subtract))?.is_some();
            let ms = self.classic_duration()?.as_ms();
            return Ok(Some(DurationValue::Literal(Duration::from_ms(if negative { -ms } else { ms }))));
        }
        let expr = self.offset_expression()?;
        let span = expr.span;
        let (value, nanoseconds) = value(expr);
        Ok(match nanoseconds {
            0 => None,
            // Less than a millisecond: no offset, but upstream prints its sign.
            -999_999..0 => Some(minus_zero(span)),
            _ => Some(value),
        })
    }

    /// 2.42: a duration token.
    fn classic_duration(&mut self) -> Result<Duration> {
        let token = self.expect(TokenKind::Duration)?;
        let text = token.span.text(self.source());
        let duration = parse_classic_duration(text).map_err(|error| self.error(token.span, error))?;
        if duration == Duration::ZERO {
            return self.fail(token.span, ParseErrorKind::DurationNotPositive);
        }
        Ok(duration)
    }

    /// An offset takes one operand, unless it begins with a parenthesis or two signs: those begin an
    /// expression.
    fn offset_expression(&mut self) -> Result<DurationExpr> {
        let sign = match self.peek()?.kind {
            TokenKind::Operator(BinaryOp::Add) => UnaryOp::Plus,
            TokenKind::Operator(BinaryOp::Subtract) => UnaryOp::Minus,
            TokenKind::LeftParen => return self.duration_expression(0).map(|tree| tree.expr),
            _ => return self.duration_operand().map(|tree| tree.expr),
        };
        let token = self.advance()?;
        if matches!(self.peek()?.kind, TokenKind::Operator(BinaryOp::Add | BinaryOp::Subtract)) {
            let first = self.signed_duration(token, sign)?;
            return self.duration_rest(first, 0).map(|tree| tree.expr);
        }
        let operand = match self.peek()?.kind {
            // Upstream forgets to ask for the feature flag here.
            TokenKind::LeftParen => self.wrapped_duration()?,
            TokenKind::Preprocessor(_) => {
                let operand = self.duration_call()?.expr;
                let span = token.span.to(operand.span);
                self.require_duration_expressions(span)?;
                return Ok(DurationExpr { span, kind: DurationExprKind::Unary(sign, Box::new(operand)) });
            }
            _ => self.duration_operand()?,
        };
        self.with_sign(token, sign, operand).map(|tree| tree.expr)
    }

    /// Operators that bind at least as tightly as `least`.
    fn duration_expression(&mut self, least: u8) -> Result<DurationTree> {
        let next = self.peek()?;
        self.enter(next.span)?;
        let first = match next.kind {
            TokenKind::Operator(BinaryOp::Add) => {
                self.advance()?;
                self.signed_duration(next, UnaryOp::Plus)?
            }
            TokenKind::Operator(BinaryOp::Subtract) => {
                self.advance()?;
                self.signed_duration(next, UnaryOp::Minus)?
            }
            _ => self.duration_operand()?,
        };
        let tree = self.duration_rest(first, least)?;
        self.leave();
        Ok(tree)
    }

    fn duration_rest(&mut self, mut lhs: DurationTree, least: u8) -> Result<DurationTree> {
        while let TokenKind::Operator(op) = self.peek()?.kind {
            let Some(duration_op) = duration_op(op).filter(|_| binding_power(op) >= least) else { break };
            let operator = self.advance()?;
            let rhs = self.duration_expression(right_power(op))?;
            lhs = self.duration_operation(lhs, duration_op, operator, rhs)?;
        }
        Ok(lhs)
    }

    fn duration_operation(
        &self,
        lhs: DurationTree,
        op: DurationOp,
        operator: Token,
        rhs: DurationTree,
    ) -> Result<DurationTree> {
        self.require_duration_expressions(lhs.expr.span)?;
        if let DurationExprKind::Number(NumberLiteral { value: 0.0, .. }) = rhs.expr.kind {
            match op {
                DurationOp::Divide => return self.fail(operator.span, ParseErrorKind::DivisionByZero),
                DurationOp::Modulo => return self.fail(operator.span, ParseErrorKind::ModuloByZero),
                _ => {}
            }
        }
        let span = lhs.expr.span.to(rhs.expr.span);
        let height = lhs.height.max(rhs.height) + 1;
        self.check_height(height, span)?;
        let kind = DurationExprKind::Binary(op, Box::new(lhs.expr), Box::new(rhs.expr));
        Ok(DurationTree { expr: DurationExpr { span, kind }, height })
    }

    /// A sign, already read, and its operand.
    fn signed_duration(&mut self, sign: Token, op: UnaryOp) -> Result<DurationTree> {
        let operand = self.duration_expression(binding_power(BinaryOp::Multiply) + 1)?;
        self.with_sign(sign, op, operand)
    }

    /// A sign folds into a literal; a plus vanishes.
    fn with_sign(&self, sign: Token, op: UnaryOp, operand: DurationTree) -> Result<DurationTree> {
        let DurationTree { expr: DurationExpr { span, kind }, height } = operand;
        let whole = sign.span.to(span);
        match kind {
            DurationExprKind::Number(mut number) => {
                if op == UnaryOp::Minus {
                    number.value = -number.value;
                }
                self.check_literal_range(number.value, sign.span)?;
                Ok(DurationTree::leaf(whole, DurationExprKind::Number(number)))
            }
            kind if op == UnaryOp::Minus => {
                self.check_height(height + 1, whole)?;
                let operand = Box::new(DurationExpr { span, kind });
                let kind = DurationExprKind::Unary(op, operand);
                Ok(DurationTree { expr: DurationExpr { span: whole, kind }, height: height + 1 })
            }
            kind => Ok(DurationTree { expr: DurationExpr { span, kind }, height }),
        }
    }

    /// A literal, `step()`, `range()`, `min_of(…)`, `max_of(…)`, or an expression in parentheses.
    fn duration_operand(&mut self) -> Result<DurationTree> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::Number | TokenKind::Duration => {
                self.advance()?;
                let number = self.number_literal(token)?;
                self.check_literal_range(number.value, token.span)?;
                Ok(DurationTree::leaf(token.span, DurationExprKind::Number(number)))
            }
            TokenKind::LeftParen => self.parenthesised_duration(),
            _ => {
                let call = self.duration_call()?;
                self.require_duration_expressions(call.expr.span)?;
                Ok(call)
            }
        }
    }

    /// `step()`, `range()`, `min_of(…)`, `max_of(…)`.
    fn duration_call(&mut self) -> Result<DurationTree> {
        match self.peek()?.kind {
            TokenKind::Preprocessor(Preprocessor::Step) => self.query_duration(DurationExprKind::Step),
            TokenKind::Preprocessor(Preprocessor::Range) => self.query_duration(DurationExprKind::Range),
            TokenKind::Preprocessor(Preprocessor::MinOf) => self.extreme(DurationOp::Min),
            TokenKind::Preprocessor(Preprocessor::MaxOf) => self.extreme(DurationOp::Max),
            _ => self.unexpected(),
        }
    }

    fn parenthesised_duration(&mut self) -> Result<DurationTree> {
        let open = self.peek()?;
        let mut tree = self.wrapped_duration()?;
        let DurationExprKind::Wrapped(inner) = &tree.expr.kind else {
            unreachable!("parentheses have been read")
        };
        self.require_duration_expressions(inner.span)?;
        if matches!(inner.kind, DurationExprKind::Number(_)) {
            tree.expr.span.start = open.span.start;
        }
        Ok(tree)
    }

    /// `(x)`: the range is that of `x`. Doubled parentheses are the same as single ones.
    fn wrapped_duration(&mut self) -> Result<DurationTree> {
        self.expect(TokenKind::LeftParen)?;
        let DurationTree { expr, height } = self.duration_expression(0)?;
        self.expect(TokenKind::RightParen)?;
        if matches!(expr.kind, DurationExprKind::Wrapped(_)) {
            return Ok(DurationTree { expr, height });
        }
        let span = expr.span;
        self.check_height(height + 1, span)?;
        let kind = DurationExprKind::Wrapped(Box::new(expr));
        Ok(DurationTree { expr: DurationExpr { span, kind }, height: height + 1 })
    }

    /// `step()` or `range()`.
    fn query_duration(&mut self, kind: DurationExprKind) -> Result<DurationTree> {
        let name = self.advance()?;
        self.expect(TokenKind::LeftParen)?;
        let close = self.expect(TokenKind::RightParen)?;
        Ok(DurationTree::leaf(name.span.to(close.span), kind))
    }

    /// `min_of(a, b)` or `max_of(a, b)`.
    fn extreme(&mut self, op: DurationOp) -> Result<DurationTree> {
        self.advance()?;
        self.expect(TokenKind::LeftParen)?;
        let lhs = self.duration_expression(0)?;
        self.expect(TokenKind::Comma)?;
        let rhs = self.duration_expression(0)?;
        self.expect(TokenKind::RightParen)?;
        // Prometheus' range of a node with two operands is that of the operands.
        let span = lhs.expr.span.to(rhs.expr.span);
        let height = lhs.height.max(rhs.height) + 1;
        self.check_height(height, span)?;
        let kind = DurationExprKind::Binary(op, Box::new(lhs.expr), Box::new(rhs.expr));
        Ok(DurationTree { expr: DurationExpr { span, kind }, height })
    }

    fn require_duration_expressions(&self, span: Span) -> Result<()> {
        if self.features.duration_expressions {
            return Ok(());
        }
        self.fail(span, ParseErrorKind::DurationExpressionDisabled)
    }

    fn check_literal_range(&self, seconds: f64, span: Span) -> Result<()> {
        if seconds.abs() > LARGEST_SECONDS {
            return self.fail(span, ParseErrorKind::DurationOutOfRange);
        }
        Ok(())
    }
}

/// `-0s`
fn minus_zero(span: Span) -> DurationValue {
    let zero = DurationExprKind::Number(NumberLiteral { value: 0.0, is_duration: true });
    let kind = DurationExprKind::Unary(UnaryOp::Minus, Box::new(DurationExpr { span, kind: zero }));
    DurationValue::Expr(Box::new(DurationExpr { span, kind }))
}

/// 2.42 knows no wrong units, only a form that is wrong as a whole, and counts of any length.
fn parse_classic_duration(text: &str) -> std::result::Result<Duration, DurationError> {
    let count_overflows = |digits: &str| !digits.is_empty() && digits.parse::<u64>().is_err();
    Duration::parse(text).map_err(|error| match error {
        DurationError::UnknownUnit { text, .. } => DurationError::Invalid(text),
        DurationError::Invalid(_) if text.split(|it: char| !it.is_ascii_digit()).any(count_overflows) => {
            DurationError::OutOfRange
        }
        other => other,
    })
}

/// A literal in the resolution of the engine, or the expression; and a literal's nanoseconds.
fn value(expr: DurationExpr) -> (DurationValue, i64) {
    let DurationExprKind::Number(number) = expr.kind else {
        return (DurationValue::Expr(Box::new(expr)), i64::MAX);
    };
    let nanoseconds = (number.value * NANOSECONDS).round();
    // `NaN` becomes the smallest count, as on the server's processors.
    let nanoseconds = if nanoseconds.is_nan() { i64::MIN } else { nanoseconds as i64 };
    (DurationValue::Literal(Duration::from_ms(nanoseconds / NANOSECONDS_PER_MS)), nanoseconds)
}

fn duration_op(op: BinaryOp) -> Option<DurationOp> {
    match op {
        BinaryOp::Add => Some(DurationOp::Add),
        BinaryOp::Subtract => Some(DurationOp::Subtract),
        BinaryOp::Multiply => Some(DurationOp::Multiply),
        BinaryOp::Divide => Some(DurationOp::Divide),
        BinaryOp::Modulo => Some(DurationOp::Modulo),
        BinaryOp::Power => Some(DurationOp::Power),
        _ => None,
    }
}

//! Operands without their brackets and modifiers.

use super::depth::Tree;
use super::stream::{Parser, Result};
use crate::syntax::ast::{Expr, ExprKind, StringLiteral};
use crate::syntax::lexer::{Keyword, Token, TokenKind, unquote};
use crate::syntax::operator::BinaryOp;

/// Whether `kind` can be a metric name: most words of the language can.
pub(in crate::syntax) fn is_name(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Identifier
        | TokenKind::MetricIdentifier
        | TokenKind::Aggregate(_)
        | TokenKind::Preprocessor(_) => true,
        TokenKind::Operator(op) => op.is_set(),
        TokenKind::Keyword(keyword) => !matches!(
            keyword,
            Keyword::On | Keyword::Ignoring | Keyword::GroupLeft | Keyword::GroupRight | Keyword::Bool
        ),
        _ => false,
    }
}

impl Parser<'_> {
    /// Whether an expression can begin with `kind`.
    pub(super) fn starts_expression(&self, kind: TokenKind) -> bool {
        matches!(
            kind,
            TokenKind::String
                | TokenKind::LeftParen
                | TokenKind::LeftBrace
                | TokenKind::Operator(BinaryOp::Add | BinaryOp::Subtract)
        ) || self.is_number(kind)
            || is_name(kind)
    }

    /// A literal, a selector, a call, an aggregation, or an expression in parentheses.
    pub(super) fn primary(&mut self) -> Result<Tree> {
        let token = self.peek()?;
        match token.kind {
            kind if self.is_number(kind) => {
                self.advance()?;
                let number = self.number_literal(token)?;
                Ok(Tree::leaf(Expr { span: token.span, kind: ExprKind::Number(number) }))
            }
            TokenKind::String => {
                self.advance()?;
                let value = unquote(token.span.text(self.source()));
                Ok(Tree::leaf(Expr { span: token.span, kind: ExprKind::String(StringLiteral { value }) }))
            }
            TokenKind::LeftParen => self.parenthesised(),
            TokenKind::LeftBrace => self.selector().map(Tree::leaf),
            TokenKind::Aggregate(op) => {
                self.advance()?;
                self.aggregation_or_name(token, op)
            }
            TokenKind::Identifier | TokenKind::Preprocessor(_) => {
                self.advance()?;
                self.call_or_name(token)
            }
            kind if is_name(kind) => self.selector().map(Tree::leaf),
            _ => self.unexpected(),
        }
    }

    fn parenthesised(&mut self) -> Result<Tree> {
        let open = self.advance()?;
        let Tree { expr, height } = self.expression()?;
        let close = self.expect(TokenKind::RightParen)?;
        let span = open.span.to(close.span);
        self.check_height(height + 1, span)?;
        Ok(Tree { expr: Expr { span, kind: ExprKind::Paren(Box::new(expr)) }, height: height + 1 })
    }

    fn call_or_name(&mut self, name: Token) -> Result<Tree> {
        let is_call = self.peek()?.kind == TokenKind::LeftParen
            && (self.dialect.numeric_durations || name.kind == TokenKind::Identifier);
        if is_call { self.call(name) } else { self.selector_named(name).map(Tree::leaf) }
    }
}

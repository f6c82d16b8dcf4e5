//! Instant selectors.

use firedrill_model::{METRIC_NAME, Span};

use super::primary::is_name;
use super::stream::{Parser, Result};
use crate::syntax::ast::{Expr, ExprKind, Matcher, Modifiers, StringLiteral, VectorSelector};
use crate::syntax::lexer::{Token, TokenKind};
use crate::syntax::operator::MatchOp;

impl Parser<'_> {
    /// `name`, `name{…}` or `{…}`.
    pub(super) fn selector(&mut self) -> Result<Expr> {
        let token = self.peek()?;
        if is_name(token.kind) {
            self.advance()?;
            return self.selector_named(token);
        }
        if token.kind != TokenKind::LeftBrace {
            return self.unexpected();
        }
        let (matchers, close) = self.matchers()?;
        Ok(selector_expr(None, matchers, token.span.to(close)))
    }

    /// `name` or `name{…}`; the name has been read.
    pub(super) fn selector_named(&mut self, token: Token) -> Result<Expr> {
        let name = token.span.text(self.source()).to_owned();
        let mut span = token.span;
        let mut matchers = Vec::new();
        if self.peek()?.kind == TokenKind::LeftBrace {
            let (inner, close) = self.matchers()?;
            matchers = inner;
            span = span.to(close);
        }
        matchers.push(name_matcher(name.as_bytes(), token.span));
        Ok(selector_expr(Some(name), matchers, span))
    }
}

fn selector_expr(name: Option<String>, matchers: Vec<Matcher>, span: Span) -> Expr {
    let selector =
        VectorSelector { name, matchers, modifiers: Modifiers::default(), anchored: false, smoothed: false };
    Expr { span, kind: ExprKind::Selector(selector) }
}

/// The matcher a metric name stands for.
pub(super) fn name_matcher(name: &[u8], span: Span) -> Matcher {
    let value = StringLiteral { value: name.into() };
    Matcher { name: METRIC_NAME.to_owned(), op: MatchOp::Equal, value, span }
}

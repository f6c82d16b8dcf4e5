//! `{a="b", c=~"d", "name"}`.

use firedrill_model::Span;

use super::Context;
use super::selector::name_matcher;
use super::stream::{Parser, Result};
use crate::syntax::ast::{Matcher, StringLiteral};
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{Token, TokenKind, unquote};
use crate::syntax::matching::CompiledMatcher;
use crate::syntax::operator::{BinaryOp, MatchOp};

impl Parser<'_> {
    /// The matchers and the place of the closing brace.
    pub(super) fn matchers(&mut self) -> Result<(Vec<Matcher>, Span)> {
        self.expect(TokenKind::LeftBrace)?;
        let mut matchers = Vec::new();
        self.open(Context::Matcher);
        let close = loop {
            if let Some(close) = self.eat(TokenKind::RightBrace)? {
                break close;
            }
            matchers.push(self.matcher()?);
            self.go_on(Context::MatchersRest);
            if self.eat(TokenKind::Comma)?.is_none() {
                break self.expect(TokenKind::RightBrace)?;
            }
            self.go_on(Context::Matcher);
        };
        self.close();
        Ok((matchers, close.span))
    }

    fn matcher(&mut self) -> Result<Matcher> {
        let label = self.peek()?;
        let text = label.span.text(self.source());
        match label.kind {
            TokenKind::Identifier => {
                self.advance()?;
                self.go_on(Context::MatcherOperator);
                let op = self.match_operator()?;
                self.match_value(label, text.to_owned(), op)
            }
            TokenKind::String if self.dialect.utf8_names => {
                self.advance()?;
                let name = unquote(text);
                self.go_on(Context::MatchersRest);
                match match_op(self.peek()?.kind) {
                    Some(op) => {
                        self.advance()?;
                        self.match_value(label, String::from_utf8_lossy(&name).into_owned(), op)
                    }
                    None => Ok(name_matcher(&name, label.span)),
                }
            }
            _ => self.unexpected(),
        }
    }

    fn match_operator(&mut self) -> Result<MatchOp> {
        let Some(op) = match_op(self.peek()?.kind) else { return self.unexpected() };
        self.advance()?;
        Ok(op)
    }

    fn match_value(&mut self, label: Token, name: String, op: MatchOp) -> Result<Matcher> {
        self.go_on(Context::MatcherValue);
        let token = self.expect(TokenKind::String)?;
        let value = StringLiteral { value: unquote(token.span.text(self.source())) };
        let span = label.span.to(token.span);
        let matcher = Matcher { name, op, value, span };
        if let Err(error) = CompiledMatcher::new(&matcher, &self.dialect) {
            return self.fail(span, ParseErrorKind::Regex(error.to_string()));
        }
        Ok(matcher)
    }
}

fn match_op(kind: TokenKind) -> Option<MatchOp> {
    match kind {
        TokenKind::Assign => Some(MatchOp::Equal),
        TokenKind::Operator(BinaryOp::NotEqual) => Some(MatchOp::NotEqual),
        TokenKind::RegexMatch => Some(MatchOp::Regex),
        TokenKind::RegexNotMatch => Some(MatchOp::NotRegex),
        _ => None,
    }
}

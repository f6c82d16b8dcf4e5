//! Label lists of `by`, `without`, `on`, `ignoring`, `group_left` and `group_right`.

use super::Context;
use super::stream::{Parser, Result};
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{Keyword, Token, TokenKind, unquote};
use crate::syntax::operator::BinaryOp;

/// Whether `kind` is a word that can be a label.
fn is_label(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Identifier
        | TokenKind::MetricIdentifier
        | TokenKind::Aggregate(_)
        | TokenKind::Preprocessor(_) => true,
        TokenKind::Operator(op) => op.is_set() || op == BinaryOp::Atan2,
        TokenKind::Keyword(keyword) => keyword != Keyword::Without,
        _ => false,
    }
}

impl Parser<'_> {
    /// `(a, "b c",)`
    pub(super) fn grouping_labels(&mut self) -> Result<Vec<String>> {
        self.open(Context::GroupingStart);
        self.expect(TokenKind::LeftParen)?;
        let mut labels = Vec::new();
        self.go_on(Context::GroupingLabel);
        while self.eat(TokenKind::RightParen)?.is_none() {
            self.go_on(Context::GroupingLabel);
            labels.push(self.grouping_label()?);
            self.go_on(Context::GroupingRest);
            if self.eat(TokenKind::Comma)?.is_none() {
                self.expect(TokenKind::RightParen)?;
                break;
            }
        }
        self.close();
        Ok(labels)
    }

    fn grouping_label(&mut self) -> Result<String> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::String if self.dialect.utf8_names => {
                self.advance()?;
                self.quoted_label(token)
            }
            TokenKind::MetricIdentifier if !self.dialect.utf8_names => self.unexpected(),
            kind if is_label(kind) => {
                self.advance()?;
                Ok(token.span.text(self.source()).to_owned())
            }
            _ => self.unexpected(),
        }
    }

    fn quoted_label(&self, token: Token) -> Result<String> {
        let bytes = unquote(token.span.text(self.source()));
        match std::str::from_utf8(&bytes) {
            Ok(label) if !label.is_empty() => Ok(label.to_owned()),
            _ => self.fail(token.span, ParseErrorKind::GroupingLabel(bytes)),
        }
    }
}

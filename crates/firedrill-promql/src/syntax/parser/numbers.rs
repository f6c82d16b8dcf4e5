//! Number and duration tokens.

use firedrill_model::Duration;
use firedrill_model::number::{parse_float, parse_int};

use super::stream::{Parser, Result};
use crate::syntax::ast::NumberLiteral;
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{Token, TokenKind};
use crate::syntax::operator::BinaryOp;

impl Parser<'_> {
    /// Whether `kind` is a number, which a duration is only in 3.x.
    pub(super) fn is_number(&self, kind: TokenKind) -> bool {
        kind == TokenKind::Number || (kind == TokenKind::Duration && self.dialect.numeric_durations)
    }

    /// The value of a number, or of a duration in seconds; the token has been read.
    pub(in crate::syntax) fn number_literal(&self, token: Token) -> Result<NumberLiteral> {
        let is_duration = token.kind == TokenKind::Duration;
        let value =
            if is_duration { self.duration_token(token)?.as_seconds() } else { self.number_token(token)? };
        Ok(NumberLiteral { value, is_duration })
    }

    /// An integer by its prefix if possible, else a decimal number: `010` is 8 and so is `08`.
    fn number_token(&self, token: Token) -> Result<f64> {
        let text = token.span.text(self.source());
        if let Ok(integer) = parse_int(text, 0) {
            return Ok(integer as f64);
        }
        parse_float(text).map_err(|error| self.error(token.span, ParseErrorKind::Number(error)))
    }

    pub(super) fn duration_token(&self, token: Token) -> Result<Duration> {
        Duration::parse(token.span.text(self.source())).map_err(|error| self.error(token.span, error))
    }

    /// A number or duration with an optional sign.
    pub(in crate::syntax) fn signed_number(&mut self) -> Result<f64> {
        let negative = match self.peek()?.kind {
            TokenKind::Operator(BinaryOp::Subtract) => true,
            TokenKind::Operator(BinaryOp::Add) => false,
            _ => return self.unsigned_number(),
        };
        self.advance()?;
        let value = self.unsigned_number()?;
        Ok(if negative { -value } else { value })
    }

    /// A number or duration.
    pub(in crate::syntax) fn unsigned_number(&mut self) -> Result<f64> {
        let token = self.peek()?;
        if !self.is_number(token.kind) {
            return self.unexpected();
        }
        self.advance()?;
        self.number_literal(token).map(|number| number.value)
    }
}

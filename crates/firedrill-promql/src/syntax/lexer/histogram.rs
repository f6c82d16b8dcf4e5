//! Between `{{` and `}}` of series notation.

use super::cursor::{is_alpha, is_digit, is_space};
use super::token::TokenKind;
use super::word::{histogram_key, is_special_number, reset_hint};
use super::{Bracket, LexError, Lexer, Text};
use crate::syntax::operator::BinaryOp;

impl Lexer<'_> {
    /// A token of a histogram.
    pub(super) fn histogram(&mut self) -> Result<TokenKind, LexError> {
        match self.bracket {
            Bracket::Closed => {}
            Bracket::Signed => {
                self.bracket = Bracket::Open;
                return self.number();
            }
            Bracket::Start | Bracket::Open => return self.buckets(),
        }
        let first = self.cursor.peek().ok_or(LexError::InHistogram(None))?;
        if is_alpha(first) {
            return self.histogram_word();
        }
        if is_digit(first) {
            return self.number();
        }
        self.cursor.bump();
        match first {
            ':' => Ok(TokenKind::Colon),
            '-' => Ok(TokenKind::Operator(BinaryOp::Subtract)),
            '[' => {
                self.bracket = Bracket::Open;
                Ok(TokenKind::LeftBracket)
            }
            '}' if self.cursor.accept(|it| it == '}') => {
                self.text = Text::SeriesValues;
                Ok(TokenKind::CloseHistogram)
            }
            _ if is_space(first) => Ok(self.space()),
            other => Err(LexError::InHistogram(Some(other))),
        }
    }

    fn histogram_word(&mut self) -> Result<TokenKind, LexError> {
        self.cursor.accept_run(is_alpha);
        let word = self.scanned();
        if let Some(key) = histogram_key(word) {
            return if self.cursor.is(|it| it == ':') {
                Ok(TokenKind::HistogramKey(key))
            } else {
                Err(LexError::HistogramColon)
            };
        }
        if is_special_number(word) {
            return Ok(TokenKind::Number);
        }
        reset_hint(word)
            .map(TokenKind::ResetHint)
            .ok_or_else(|| LexError::HistogramDescriptor(word.to_owned()))
    }

    fn buckets(&mut self) -> Result<TokenKind, LexError> {
        // A word is dropped letter by letter until what was read is `inf` or `nan`.
        while self.cursor.accept(is_alpha) {
            if is_special_number(self.scanned()) {
                return Ok(TokenKind::Number);
            }
        }
        match self.cursor.peek() {
            Some(first) if is_digit(first) => self.number(),
            Some(first) if is_space(first) => Ok(self.space()),
            Some('-') => {
                self.cursor.bump();
                self.bracket = Bracket::Signed;
                Ok(TokenKind::Operator(BinaryOp::Subtract))
            }
            Some(']') => {
                self.cursor.bump();
                self.bracket = Bracket::Closed;
                Ok(TokenKind::RightBracket)
            }
            other => Err(LexError::InBuckets(other)),
        }
    }
}

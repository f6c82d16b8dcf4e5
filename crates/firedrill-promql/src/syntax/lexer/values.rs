//! The values of series notation.

use super::cursor::{is_alpha, is_digit, is_space};
use super::token::TokenKind;
use super::{LexError, Lexer, Text};
use crate::syntax::operator::BinaryOp;

impl Lexer<'_> {
    /// A token of series values; white space is one.
    pub(super) fn series_value(&mut self) -> Result<TokenKind, LexError> {
        let Some(first) = self.cursor.peek() else {
            return self.statement();
        };
        let second = self.cursor.peek_second();
        if is_digit(first) || (first == '.' && second.is_some_and(is_digit)) {
            return self.number();
        }
        if is_alpha(first) && first != 'x' && first != '_' {
            return Ok(self.word());
        }
        self.cursor.bump();
        match first {
            '{' if second == Some('{') && self.dialect.native_histograms => {
                self.cursor.bump();
                self.text = Text::SeriesHistogram;
                Ok(TokenKind::OpenHistogram)
            }
            '+' => Ok(TokenKind::Operator(BinaryOp::Add)),
            '-' => Ok(TokenKind::Operator(BinaryOp::Subtract)),
            'x' => Ok(TokenKind::Times),
            '_' => Ok(TokenKind::Blank),
            _ if is_space(first) => Ok(self.space()),
            other => Err(LexError::InSeries(other)),
        }
    }
}

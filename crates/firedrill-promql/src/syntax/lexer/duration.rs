//! Between `[` and the first number.

use super::cursor::is_digit;
use super::token::TokenKind;
use super::{Bracket, LexError, Lexer};
use crate::syntax::operator::BinaryOp;

impl Lexer<'_> {
    /// A token of a duration expression.
    pub(super) fn duration_expression(&mut self) -> Result<TokenKind, LexError> {
        if !self.dialect.numeric_durations {
            self.bracket = Bracket::Open;
            return self.classic_duration();
        }
        let first = self.cursor.peek().ok_or(LexError::EndInDuration)?;
        if is_digit(first) || (first == '.' && self.cursor.peek_second().is_some_and(is_digit)) {
            self.got_duration = true;
            self.bracket = Bracket::Open;
            return self.number_or_duration();
        }
        if let Some(word) = self.duration_word() {
            return Ok(word);
        }
        let simple = match first {
            '+' => TokenKind::Operator(BinaryOp::Add),
            '-' => TokenKind::Operator(BinaryOp::Subtract),
            '*' => TokenKind::Operator(BinaryOp::Multiply),
            '/' => TokenKind::Operator(BinaryOp::Divide),
            '%' => TokenKind::Operator(BinaryOp::Modulo),
            '^' => TokenKind::Operator(BinaryOp::Power),
            ',' => TokenKind::Comma,
            ':' | '(' | ')' | ']' => return self.duration_punctuation(first),
            other => return Err(LexError::InDuration(other)),
        };
        self.cursor.bump();
        Ok(simple)
    }

    fn duration_punctuation(&mut self, character: char) -> Result<TokenKind, LexError> {
        self.cursor.bump();
        match character {
            '(' => Ok(self.open_paren()),
            ')' => self.close_paren(),
            ']' => {
                self.bracket = Bracket::Closed;
                self.got_colon = false;
                Ok(TokenKind::RightBracket)
            }
            _ if !self.got_duration => Err(self.after_token(LexError::ColonBeforeDuration)),
            _ if self.got_colon => Err(self.after_token(LexError::RepeatedColon)),
            _ => {
                self.got_colon = true;
                Ok(TokenKind::Colon)
            }
        }
    }
}

//! Between the braces of a selector or a label set.

use super::cursor::is_alpha;
use super::token::TokenKind;
use super::{LexError, Lexer, Text};
use crate::syntax::operator::BinaryOp;

impl Lexer<'_> {
    /// A token between braces: no keyword is special here.
    pub(super) fn inside_braces(&mut self) -> Result<TokenKind, LexError> {
        let first = self.cursor.peek().ok_or(LexError::EndInsideBraces)?;
        if is_alpha(first) {
            return Ok(self.label_name());
        }
        self.cursor.bump();
        match first {
            ',' => Ok(TokenKind::Comma),
            '"' | '\'' => self.string(first),
            '`' => self.raw_string(),
            '=' if self.cursor.accept(|it| it == '~') => Ok(TokenKind::RegexMatch),
            '=' => Ok(TokenKind::Assign),
            '!' => match self.cursor.bump() {
                Some('~') => Ok(TokenKind::RegexNotMatch),
                Some('=') => Ok(TokenKind::Operator(BinaryOp::NotEqual)),
                other => Err(LexError::AfterBangInsideBraces(other)),
            },
            '{' => Err(LexError::LeftBrace),
            '}' => {
                self.brace_open = false;
                if self.is_series() {
                    self.text = Text::SeriesValues;
                }
                Ok(TokenKind::RightBrace)
            }
            other => Err(LexError::InsideBraces(other)),
        }
    }
}

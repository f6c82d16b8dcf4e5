//! The top level of a query.

use super::cursor::{is_alpha, is_digit};
use super::token::TokenKind;
use super::{Bracket, LexError, Lexer};
use crate::syntax::operator::BinaryOp;

impl Lexer<'_> {
    /// A token outside braces.
    pub(super) fn statement(&mut self) -> Result<TokenKind, LexError> {
        let Some(first) = self.cursor.peek() else {
            return self.end();
        };
        if is_digit(first) || (first == '.' && self.cursor.peek_second().is_some_and(is_digit)) {
            return self.number_or_duration();
        }
        if is_alpha(first) || first == ':' {
            return if self.bracket == Bracket::Open {
                self.word_in_brackets(first)
            } else {
                Ok(self.word())
            };
        }
        self.cursor.bump();
        match first {
            ',' => Ok(TokenKind::Comma),
            '*' => Ok(TokenKind::Operator(BinaryOp::Multiply)),
            '/' => Ok(TokenKind::Operator(BinaryOp::Divide)),
            '%' => Ok(TokenKind::Operator(BinaryOp::Modulo)),
            '+' => Ok(TokenKind::Operator(BinaryOp::Add)),
            '-' => Ok(TokenKind::Operator(BinaryOp::Subtract)),
            '^' => Ok(TokenKind::Operator(BinaryOp::Power)),
            '@' => Ok(TokenKind::At),
            '=' => self.equals(),
            '!' => match self.cursor.bump() {
                Some('=') => Ok(TokenKind::Operator(BinaryOp::NotEqual)),
                second => Err(LexError::CharacterAfter { first: '!', second }),
            },
            '<' => Ok(self.less()),
            '>' => Ok(self.greater()),
            '"' | '\'' => self.string(first),
            '`' => self.raw_string(),
            '(' => Ok(self.open_paren()),
            ')' => self.close_paren(),
            '{' => {
                self.brace_open = true;
                Ok(TokenKind::LeftBrace)
            }
            '[' => self.open_bracket(),
            ']' => self.close_bracket(),
            other => Err(LexError::Character(other)),
        }
    }

    fn end(&self) -> Result<TokenKind, LexError> {
        if self.paren_depth > 0 {
            return Err(LexError::UnclosedParen);
        }
        if self.bracket != Bracket::Closed {
            return Err(LexError::UnclosedBracket);
        }
        Ok(TokenKind::EndOfInput)
    }

    fn equals(&mut self) -> Result<TokenKind, LexError> {
        match self.cursor.peek() {
            Some('=') => {
                self.cursor.bump();
                Ok(TokenKind::Operator(BinaryOp::Equal))
            }
            Some('~') => Err(LexError::CharacterAfter { first: '=', second: Some('~') }),
            _ => Ok(TokenKind::Assign),
        }
    }

    fn less(&mut self) -> TokenKind {
        if self.cursor.accept(|it| it == '=') {
            return TokenKind::Operator(BinaryOp::LessOrEqual);
        }
        if self.dialect.numeric_durations && self.cursor.accept(|it| it == '/') {
            return TokenKind::Operator(BinaryOp::TrimUpper);
        }
        TokenKind::Operator(BinaryOp::Less)
    }

    fn greater(&mut self) -> TokenKind {
        if self.cursor.accept(|it| it == '=') {
            return TokenKind::Operator(BinaryOp::GreaterOrEqual);
        }
        if self.dialect.numeric_durations && self.cursor.accept(|it| it == '/') {
            return TokenKind::Operator(BinaryOp::TrimLower);
        }
        TokenKind::Operator(BinaryOp::Greater)
    }

    fn open_bracket(&mut self) -> Result<TokenKind, LexError> {
        if self.bracket != Bracket::Closed {
            return Err(LexError::LeftBracket);
        }
        self.got_colon = false;
        self.bracket = Bracket::Start;
        Ok(TokenKind::LeftBracket)
    }

    fn close_bracket(&mut self) -> Result<TokenKind, LexError> {
        if self.bracket == Bracket::Closed {
            return Err(LexError::RightBracket);
        }
        self.bracket = Bracket::Closed;
        Ok(TokenKind::RightBracket)
    }

    /// After the first number between brackets only a colon or a word of duration expressions may
    /// come. 2.42 takes any letter for the colon.
    fn word_in_brackets(&mut self, first: char) -> Result<TokenKind, LexError> {
        if first == ':' || !self.dialect.numeric_durations {
            if self.got_colon {
                return Err(LexError::Colon(first));
            }
            self.cursor.bump();
            self.got_colon = true;
            return Ok(TokenKind::Colon);
        }
        self.duration_word().ok_or(LexError::ExpectedColon(first))
    }
}

//! Words, numbers and quoted texts.

use firedrill_model::quote::quote;

use super::lexer::{code_point, is_alphanumeric};
use super::{Item, ItemKind, Lexer};

impl<'a> Lexer<'a> {
    pub(super) fn identifier(&mut self) -> Item<'a> {
        self.skip_word();
        if !self.at_terminator() {
            return self.bad_character();
        }
        self.emit(ItemKind::keyword(self.pending()).unwrap_or(ItemKind::Identifier))
    }

    /// What follows a dot or dollar, which is read.
    pub(super) fn field_or_variable(&mut self, kind: ItemKind) -> Item<'a> {
        if self.at_terminator() {
            return self.emit(if kind == ItemKind::Field { ItemKind::Dot } else { kind });
        }
        self.skip_word();
        if !self.at_terminator() {
            return self.bad_character();
        }
        self.emit(kind)
    }

    fn skip_word(&mut self) {
        while self.peek().is_some_and(is_alphanumeric) {
            self.advance();
        }
    }

    fn bad_character(&mut self) -> Item<'a> {
        let character = self.peek().map(code_point).unwrap_or_default();
        self.error(format!("bad character {character}"))
    }

    /// A string or character constant, whose opening quote is read; escapes are the parser's matter.
    pub(super) fn quoted(&mut self, quote: char, kind: ItemKind, unterminated: &str) -> Item<'a> {
        loop {
            match self.advance() {
                Some('\\') if self.advance().is_some_and(|next| next != '\n') => {}
                Some('\\' | '\n') | None => return self.error(unterminated.to_owned()),
                Some(character) if character == quote => return self.emit(kind),
                Some(_) => {}
            }
        }
    }

    pub(super) fn raw_quoted(&mut self) -> Item<'a> {
        while let Some(character) = self.advance() {
            if character == '`' {
                return self.emit(ItemKind::RawString);
            }
        }
        self.error("unterminated raw quoted string".to_owned())
    }

    /// A number, roughly: the parser finds out whether it is one.
    pub(super) fn number(&mut self) -> Item<'a> {
        if !self.scan_number() {
            return self.bad_number();
        }
        if !matches!(self.peek(), Some('+' | '-')) {
            return self.emit(ItemKind::Number);
        }
        if !self.scan_number() || !self.pending().ends_with('i') {
            return self.bad_number();
        }
        self.emit(ItemKind::Complex)
    }

    fn bad_number(&mut self) -> Item<'a> {
        let text = format!("bad number syntax: {}", quote(self.pending()));
        self.error(text)
    }

    fn scan_number(&mut self) -> bool {
        self.accept(&['+', '-']);
        let mut radix = 10;
        if self.accept(&['0']) {
            radix = match self.peek() {
                Some('x' | 'X') => 16,
                Some('o' | 'O') => 8,
                Some('b' | 'B') => 2,
                _ => 10,
            };
            if radix != 10 {
                self.advance();
            }
        }
        self.accept_digits(radix);
        if self.accept(&['.']) {
            self.accept_digits(radix);
        }
        let has_exponent = match radix {
            10 => self.accept(&['e', 'E']),
            16 => self.accept(&['p', 'P']),
            _ => false,
        };
        if has_exponent {
            self.accept(&['+', '-']);
            self.accept_digits(10);
        }
        self.accept(&['i']);
        if self.peek().is_some_and(is_alphanumeric) {
            self.advance();
            return false;
        }
        true
    }

    fn accept(&mut self, valid: &[char]) -> bool {
        let accepted = self.peek().is_some_and(|character| valid.contains(&character));
        if accepted {
            self.advance();
        }
        accepted
    }

    fn accept_digits(&mut self, radix: u32) {
        while self.peek().is_some_and(|character| character == '_' || character.is_digit(radix)) {
            self.advance();
        }
    }
}

//! Moving over the text of a query.

/// A position in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    source: &'a str,
    /// Bytes consumed.
    pub(super) position: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, position: 0 }
    }

    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.source[self.position..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character after the next one.
    pub(super) fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Consumes one character.
    pub(super) fn bump(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.position += character.len_utf8();
        Some(character)
    }

    /// Whether the next character satisfies `wanted`.
    pub(super) fn is(&self, wanted: impl Fn(char) -> bool) -> bool {
        self.peek().is_some_and(wanted)
    }

    /// Consumes the next character if it satisfies `wanted`.
    pub(super) fn accept(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        let accepted = self.is(wanted);
        if accepted {
            self.bump();
        }
        accepted
    }

    /// Consumes characters while they satisfy `wanted`.
    pub(super) fn accept_run(&mut self, wanted: impl Fn(char) -> bool) {
        while self.accept(&wanted) {}
    }

    pub(super) fn skip_space(&mut self) {
        self.accept_run(is_space);
    }
}

/// The only white space of the language.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

pub(super) fn is_alpha(character: char) -> bool {
    character == '_' || character.is_ascii_alphabetic()
}

pub(super) fn is_alphanumeric(character: char) -> bool {
    is_alpha(character) || character.is_ascii_digit()
}

pub(super) fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

//! Tokens of the UTF-8 parser, `matcher/parse/lexer.go`.

/// Whether a character ends an unquoted name or value.
pub(super) fn is_reserved(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '{' | '}' | '!' | '=' | '~' | ',' | '\\' | '"' | '\'' | '`')
}

/// Where a token stands, counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Columns {
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    EndOfInput,
    OpenBrace,
    CloseBrace,
    Comma,
    Equals,
    NotEquals,
    Matches,
    NotMatches,
    Quoted,
    Unquoted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: TokenKind,
    pub(super) text: &'t str,
    pub(super) columns: Columns,
}

/// A text that is no token; columns count characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexError {
    /// A character that cannot begin a token.
    #[error("{start}:{end}: {text}: invalid input")]
    Invalid {
        /// First column.
        start: usize,
        /// One past the last column.
        end: usize,
        /// The character.
        text: String,
    },
    /// `!` alone.
    #[error("{start}:{end}: {text}: expected one of '=~'")]
    Expected {
        /// First column.
        start: usize,
        /// One past the last column.
        end: usize,
        /// What stands there.
        text: String,
    },
    /// `!` at the end.
    #[error("{start}:{end}: unexpected end of input, expected one of '=~'")]
    ExpectedAtEnd {
        /// First column.
        start: usize,
        /// One past the last column.
        end: usize,
    },
    /// A quoted text that does not end.
    #[error("{start}:{end}: {text}: missing end \"")]
    Unterminated {
        /// First column.
        start: usize,
        /// One past the last column.
        end: usize,
        /// The text with its quote.
        text: String,
    },
}

/// Reads tokens; after an error it gives that error for ever.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'t> {
    rest: &'t str,
    columns: Columns,
    error: Option<LexError>,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text, columns: Columns::default(), error: None }
    }

    /// The columns of the token that was read last.
    pub(super) fn columns(&self) -> Columns {
        self.columns
    }

    /// The next token, which stays.
    pub(super) fn peek(&mut self) -> Result<Token<'t>, LexError> {
        let mut ahead = self.clone();
        let token = ahead.scan();
        self.error = ahead.error;
        token
    }

    /// The next token.
    pub(super) fn scan(&mut self) -> Result<Token<'t>, LexError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let blank = self.rest.len() - self.rest.trim_start().len();
        self.take(blank);
        self.columns.start = self.columns.end;
        let token = self.token();
        if let Err(error) = &token {
            self.error = Some(error.clone());
        }
        token
    }

    fn token(&mut self) -> Result<Token<'t>, LexError> {
        let Some(first) = self.rest.chars().next() else { return Ok(self.emit(TokenKind::EndOfInput, 0)) };
        match first {
            '{' => Ok(self.emit(TokenKind::OpenBrace, 1)),
            '}' => Ok(self.emit(TokenKind::CloseBrace, 1)),
            ',' => Ok(self.emit(TokenKind::Comma, 1)),
            '=' if self.rest.starts_with("=~") => Ok(self.emit(TokenKind::Matches, 2)),
            '=' => Ok(self.emit(TokenKind::Equals, 1)),
            '!' => self.negation(),
            '"' => self.quoted(),
            _ if !is_reserved(first) => {
                let length = self.rest.find(is_reserved).unwrap_or(self.rest.len());
                Ok(self.emit(TokenKind::Unquoted, length))
            }
            _ => {
                let text = self.take(first.len_utf8()).to_owned();
                Err(LexError::Invalid { start: self.columns.start, end: self.columns.end, text })
            }
        }
    }

    fn negation(&mut self) -> Result<Token<'t>, LexError> {
        match self.rest.as_bytes().get(1) {
            Some(b'=') => Ok(self.emit(TokenKind::NotEquals, 2)),
            Some(b'~') => Ok(self.emit(TokenKind::NotMatches, 2)),
            next => {
                let at_end = next.is_none();
                let text = self.take(1).to_owned();
                let Columns { start, end } = self.columns;
                Err(if at_end {
                    LexError::ExpectedAtEnd { start, end }
                } else {
                    LexError::Expected { start, end, text }
                })
            }
        }
    }

    fn quoted(&mut self) -> Result<Token<'t>, LexError> {
        let mut escaped = false;
        for (offset, character) in self.rest.char_indices().skip(1) {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => return Ok(self.emit(TokenKind::Quoted, offset + 1)),
                _ => {}
            }
        }
        let text = self.take(self.rest.len()).to_owned();
        Err(LexError::Unterminated { start: self.columns.start, end: self.columns.end, text })
    }

    fn emit(&mut self, kind: TokenKind, length: usize) -> Token<'t> {
        let text = self.take(length);
        Token { kind, text, columns: self.columns }
    }

    /// Consumes bytes, extending the current columns.
    fn take(&mut self, length: usize) -> &'t str {
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.columns.end += text.chars().count();
        text
    }
}

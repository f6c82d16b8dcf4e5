//! The state of the scanner and the choice of mode.

use firedrill_model::Span;

use super::LexError;
use super::cursor::{Cursor, is_space};
use super::token::{Token, TokenKind};
use crate::dialect::Dialect;

/// What kind of text is scanned, and where in it the scanner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Text {
    /// A query, a selector or a metric.
    Query,
    /// The metric of a series description.
    SeriesMetric,
    /// The values of a series description.
    SeriesValues,
    /// Between `{{` and `}}` of series values.
    SeriesHistogram,
}

/// Where the scanner is with respect to `[` and `]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// Outside.
    Closed,
    /// After `[`, before the first number or duration.
    Start,
    /// After it.
    Open,
    /// After a sign in a list of buckets: a number must follow at once.
    Signed,
}

/// Cuts a text into tokens, on demand: a parser reports its own errors before those of a token it
/// did not need yet.
#[derive(Debug)]
pub(in crate::syntax) struct Lexer<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) dialect: Dialect,
    pub(super) text: Text,
    /// First byte of the token being read.
    start: usize,
    pub(super) paren_depth: usize,
    pub(super) brace_open: bool,
    pub(super) bracket: Bracket,
    pub(super) got_colon: bool,
    /// A number has been read between brackets, these or earlier ones.
    pub(super) got_duration: bool,
}

impl<'a> Lexer<'a> {
    pub(in crate::syntax) fn new(source: &'a str, dialect: &Dialect, text: Text) -> Self {
        Self {
            cursor: Cursor::new(source),
            dialect: *dialect,
            text,
            start: 0,
            paren_depth: 0,
            brace_open: false,
            bracket: Bracket::Closed,
            got_colon: false,
            got_duration: false,
        }
    }

    pub(in crate::syntax) fn source(&self) -> &'a str {
        self.cursor.source()
    }

    /// The next token, or why there is none and from where on.
    pub(in crate::syntax) fn next_token(&mut self) -> Result<Token, (LexError, Span)> {
        self.skip_blanks();
        self.start = self.cursor.position;
        match self.scan() {
            // Prometheus ends a run of white space after its first character.
            Ok(TokenKind::Space) => {
                let first = self.scanned().find(is_space).unwrap_or(0);
                Ok(Token { kind: TokenKind::Space, span: Span::new(self.start, self.start + first + 1) })
            }
            Ok(kind) => Ok(Token { kind, span: Span::new(self.start, self.cursor.position) }),
            Err(error) => Err((error, Span::new(self.start, self.source().len()))),
        }
    }

    fn scan(&mut self) -> Result<TokenKind, LexError> {
        match self.text {
            Text::SeriesHistogram => self.histogram(),
            Text::SeriesValues => self.series_value(),
            _ if self.brace_open => self.inside_braces(),
            _ if self.bracket == Bracket::Start => self.duration_expression(),
            _ => self.statement(),
        }
    }

    /// White space and comments; only white space before a duration, nothing between series values.
    fn skip_blanks(&mut self) {
        if matches!(self.text, Text::SeriesValues | Text::SeriesHistogram) {
            return;
        }
        loop {
            self.cursor.skip_space();
            if self.bracket == Bracket::Start || !self.cursor.is(|it| it == '#') {
                return;
            }
            self.cursor.accept_run(|it| !matches!(it, '\n' | '\r'));
        }
    }

    /// The text of the token so far.
    pub(super) fn scanned(&self) -> &'a str {
        &self.source()[self.start..self.cursor.position]
    }

    /// The error is placed after the token just read.
    pub(super) fn after_token(&mut self, error: LexError) -> LexError {
        self.start = self.cursor.position;
        error
    }

    pub(super) fn is_series(&self) -> bool {
        self.text != Text::Query
    }

    pub(super) fn close_paren(&mut self) -> Result<TokenKind, LexError> {
        if self.paren_depth == 0 {
            return Err(self.after_token(LexError::RightParen));
        }
        self.paren_depth -= 1;
        Ok(TokenKind::RightParen)
    }

    pub(super) fn open_paren(&mut self) -> TokenKind {
        self.paren_depth += 1;
        TokenKind::LeftParen
    }

    /// A run of white space as one token.
    pub(super) fn space(&mut self) -> TokenKind {
        self.cursor.skip_space();
        TokenKind::Space
    }
}

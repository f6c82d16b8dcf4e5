//! The parser's view of the tokens.

use firedrill_model::Span;

use super::Context;
use crate::dialect::{Dialect, Features};
use crate::syntax::error::{ParseError, ParseErrorKind, Unexpected};
use crate::syntax::lexer::{Keyword, Lexer, Text, Token, TokenKind};
use crate::syntax::suggestion::similar_aggregation;

/// What the parser's methods give.
pub(in crate::syntax) type Result<T> = std::result::Result<T, ParseError>;

/// A text being parsed.
#[derive(Debug)]
pub(in crate::syntax) struct Parser<'a> {
    lexer: Lexer<'a>,
    pub(in crate::syntax) dialect: Dialect,
    pub(super) features: Features,
    peeked: Option<Token>,
    /// The last token fetched.
    last: Span,
    /// The last token taken.
    taken: Option<Token>,
    /// The constructs around the next token that have a message of their own, innermost last.
    contexts: Vec<Context>,
    /// End of the last token that can close a construct: `)`, `]`, `}`, a number, a duration.
    pub(super) last_closing: usize,
    /// Constructs around the next token; see [`super::MAX_NESTING`].
    pub(super) depth: usize,
}

impl<'a> Parser<'a> {
    pub(in crate::syntax) fn new(source: &'a str, dialect: &Dialect, features: Features, text: Text) -> Self {
        Self {
            lexer: Lexer::new(source, dialect, text),
            dialect: *dialect,
            features,
            peeked: None,
            last: Span::default(),
            taken: None,
            contexts: Vec::new(),
            last_closing: 0,
            depth: 0,
        }
    }

    pub(in crate::syntax) fn source(&self) -> &'a str {
        self.lexer.source()
    }

    /// The next token, left in place.
    pub(in crate::syntax) fn peek(&mut self) -> Result<Token> {
        if let Some(token) = self.peeked {
            return Ok(token);
        }
        let token = self
            .lexer
            .next_token()
            .map_err(|(error, span)| ParseError::new(self.lexer.source(), span, error))?;
        if matches!(
            token.kind,
            TokenKind::RightBrace
                | TokenKind::RightParen
                | TokenKind::RightBracket
                | TokenKind::Duration
                | TokenKind::Number
        ) {
            self.last_closing = token.span.end;
        }
        self.last = token.span;
        self.peeked = Some(token);
        Ok(token)
    }

    /// The place of the last token fetched, taken or not.
    pub(in crate::syntax) fn last_span(&self) -> Span {
        self.last
    }

    /// Takes the next token.
    pub(in crate::syntax) fn advance(&mut self) -> Result<Token> {
        let token = self.peek()?;
        self.peeked = None;
        self.taken = Some(token);
        Ok(token)
    }

    /// Takes the next token if it is of `kind`.
    pub(in crate::syntax) fn eat(&mut self, kind: TokenKind) -> Result<Option<Token>> {
        if self.peek()?.kind == kind { self.advance().map(Some) } else { Ok(None) }
    }

    /// Takes the next token, which must be of `kind`.
    pub(in crate::syntax) fn expect(&mut self, kind: TokenKind) -> Result<Token> {
        match self.eat(kind)? {
            Some(token) => Ok(token),
            None => self.unexpected(),
        }
    }

    /// Opens a construct with a message of its own. On an error parsing ends, so only success closes.
    pub(in crate::syntax) fn open(&mut self, context: Context) {
        self.contexts.push(context);
    }

    /// The innermost construct goes on to `context`.
    pub(in crate::syntax) fn go_on(&mut self, context: Context) {
        self.contexts.pop();
        self.contexts.push(context);
    }

    /// The innermost construct is complete.
    pub(in crate::syntax) fn close(&mut self) {
        self.contexts.pop();
    }

    /// The next token cannot stand here; the innermost construct words the message.
    pub(in crate::syntax) fn unexpected<T>(&mut self) -> Result<T> {
        let texts = self.contexts.last().map(|context| context.texts());
        let (context, expected) = texts.map_or((None, None), |(context, expected)| (Some(context), expected));
        self.unexpected_in(context, expected)
    }

    /// The next token cannot stand here, and the message is given.
    pub(in crate::syntax) fn unexpected_in<T>(
        &mut self,
        context: Option<&'static str>,
        expected: Option<&'static str>,
    ) -> Result<T> {
        let token = self.peek()?;
        let found = token.describe(self.source(), !self.dialect.numeric_durations);
        let mut error = self.error(token.span, Unexpected { found, context, expected });
        error.help = self.meant_aggregation(token);
        Err(error)
    }

    /// A clause cannot stand after `smu`, but it could after `sum`.
    fn meant_aggregation(&self, clause: Token) -> Option<String> {
        let name = self.taken?;
        let is_clause = matches!(clause.kind, TokenKind::Keyword(Keyword::By | Keyword::Without));
        if !is_clause || name.kind != TokenKind::Identifier {
            return None;
        }
        similar_aggregation(name.span.text(self.source()), &self.dialect, self.features)
    }

    /// An error at `span`.
    pub(in crate::syntax) fn fail<T>(&self, span: Span, kind: impl Into<ParseErrorKind>) -> Result<T> {
        Err(self.error(span, kind))
    }

    pub(in crate::syntax) fn error(&self, span: Span, kind: impl Into<ParseErrorKind>) -> ParseError {
        ParseError::new(self.source(), span, kind)
    }
}

//! The UTF-8 parser, `matcher/parse/parse.go`.

use std::fmt;

use super::lexer::{Columns, LexError, Lexer, Token, TokenKind};
use super::{MatchOperator, Matcher, Matchers, PatternError};
use crate::Switches;

/// Why the UTF-8 parser refuses a text. Columns count characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Utf8Error {
    /// Something else than what the grammar wants here.
    #[error("{cause}: {}", .wanted.as_str())]
    Unexpected {
        /// What stands there.
        cause: Found,
        /// What should.
        wanted: Wanted,
    },
    /// A text that is no token, where any would do.
    #[error(transparent)]
    Lex(#[from] LexError),
    /// The value is no regular expression.
    #[error("failed to create matcher: {0}")]
    Pattern(#[from] PatternError),
    /// Nothing where one matcher should be.
    #[error("no matchers")]
    NoMatchers,
    /// A list where one matcher should be.
    #[error("expected 1 matcher, found {0}")]
    TooManyMatchers(usize),
}

/// What the parser found in place of what it wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A token.
    Token {
        /// First column.
        start: usize,
        /// One past the last column.
        end: usize,
        /// The token.
        text: String,
        /// Whether the message says `unexpected`.
        says_unexpected: bool,
    },
    /// The end, where the message gives no place.
    End,
    /// The end, in a message that begins with columns.
    EndAt {
        /// The last column.
        end: usize,
    },
    /// A text that is no token.
    NoToken(LexError),
}

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token { start, end, text, says_unexpected } => {
                let unexpected = if *says_unexpected { "unexpected " } else { "" };
                write!(formatter, "{start}:{end}: {unexpected}{text}")
            }
            Self::End => formatter.write_str("end of input"),
            Self::EndAt { end } => write!(formatter, "0:{end}: end of input"),
            Self::NoToken(error) => error.fmt(formatter),
        }
    }
}

/// What the parser wants at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The brace that a closing one lacks.
    OpenBrace,
    /// The brace that an opening one lacks.
    CloseBrace,
    /// A label name.
    LabelName,
    /// An operator.
    Operator,
    /// A label value.
    LabelValue,
    /// What may follow a matcher.
    CommaOrCloseBrace,
    /// What may follow a comma.
    MatcherOrCloseBrace,
    /// Nothing more.
    EndOfInput,
}

impl Wanted {
    const fn as_str(self) -> &'static str {
        match self {
            Self::OpenBrace => "expected opening brace",
            Self::CloseBrace => "expected close brace",
            Self::LabelName => "expected label name",
            Self::Operator => "expected an operator such as '=', '!=', '=~' or '!~'",
            Self::LabelValue => "expected label value",
            Self::CommaOrCloseBrace => "expected a comma or close brace",
            Self::MatcherOrCloseBrace => "expected a matcher or close brace after comma",
            Self::EndOfInput => "expected end of input",
        }
    }
}

/// Parses a list of matchers, optionally in braces.
pub(super) fn parse_matchers(text: &str, switches: Switches) -> Result<Matchers, Utf8Error> {
    let mut parser =
        Parser { lexer: Lexer::new(text), has_open_brace: false, matchers: Vec::new(), switches };
    parser.list()?;
    parser.end()?;
    Ok(Matchers::new(parser.matchers))
}

/// Parses exactly one matcher.
pub(super) fn parse_matcher(text: &str, switches: Switches) -> Result<Matcher, Utf8Error> {
    let mut matchers = parse_matchers(text, switches)?.into_vec();
    match matchers.len() {
        0 => Err(Utf8Error::NoMatchers),
        1 => Ok(matchers.remove(0)),
        count => Err(Utf8Error::TooManyMatchers(count)),
    }
}

struct Parser<'t> {
    lexer: Lexer<'t>,
    has_open_brace: bool,
    matchers: Vec<Matcher>,
    switches: Switches,
}

impl<'t> Parser<'t> {
    /// Everything up to the end of input.
    fn list(&mut self) -> Result<(), Utf8Error> {
        if self.lexer.peek()?.kind == TokenKind::OpenBrace {
            self.lexer.scan()?;
            self.has_open_brace = true;
        }
        match self.lexer.peek()?.kind {
            TokenKind::EndOfInput if !self.has_open_brace => return Ok(()),
            TokenKind::EndOfInput | TokenKind::CloseBrace => return self.close_brace(),
            _ => {}
        }
        loop {
            self.matcher()?;
            match self.expect_peek(&[TokenKind::Comma, TokenKind::CloseBrace], Wanted::CommaOrCloseBrace)? {
                Some(TokenKind::Comma) => self.lexer.scan()?,
                _ => return self.close_brace(),
            };
            let after_comma = [TokenKind::CloseBrace, TokenKind::Unquoted, TokenKind::Quoted];
            match self.expect_peek(&after_comma, Wanted::MatcherOrCloseBrace)? {
                None | Some(TokenKind::CloseBrace) => return self.close_brace(),
                Some(_) => {}
            }
        }
    }

    fn close_brace(&mut self) -> Result<(), Utf8Error> {
        let token = self.lexer.scan()?;
        let Columns { end, .. } = self.lexer.columns();
        let closed = token.kind == TokenKind::CloseBrace;
        if closed == self.has_open_brace {
            return Ok(());
        }
        let (cause, wanted) = if closed {
            let text = token.text.to_owned();
            (Found::Token { start: 0, end, text, says_unexpected: false }, Wanted::OpenBrace)
        } else {
            (Found::EndAt { end }, Wanted::CloseBrace)
        };
        Err(Utf8Error::Unexpected { cause, wanted })
    }

    fn matcher(&mut self) -> Result<(), Utf8Error> {
        let name = self.expect(&[TokenKind::Quoted, TokenKind::Unquoted], Wanted::LabelName)?;
        let name = unquote(name)?;
        let operators = [TokenKind::Equals, TokenKind::NotEquals, TokenKind::Matches, TokenKind::NotMatches];
        let operator = match self.expect(&operators, Wanted::Operator)?.kind {
            TokenKind::NotEquals => MatchOperator::NotEqual,
            TokenKind::Matches => MatchOperator::Matches,
            TokenKind::NotMatches => MatchOperator::NotMatches,
            _ => MatchOperator::Equal,
        };
        let value = self.expect(&[TokenKind::Unquoted, TokenKind::Quoted], Wanted::LabelValue)?;
        let value = unquote(value)?;
        self.matchers.push(Matcher::new(operator, name, value, self.switches)?);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Utf8Error> {
        let wanted = Wanted::EndOfInput;
        match self.lexer.scan() {
            Ok(token) if token.kind == TokenKind::EndOfInput => Ok(()),
            Ok(token) => Err(Utf8Error::Unexpected { cause: found(token, false), wanted }),
            Err(error) => Err(Utf8Error::Unexpected { cause: Found::NoToken(error), wanted }),
        }
    }

    fn expect(&mut self, kinds: &[TokenKind], wanted: Wanted) -> Result<Token<'t>, Utf8Error> {
        let cause = match self.lexer.scan() {
            Ok(token) if kinds.contains(&token.kind) => return Ok(token),
            Ok(token) if token.kind == TokenKind::EndOfInput => Found::End,
            Ok(token) => found(token, true),
            Err(error) => Found::NoToken(error),
        };
        Err(Utf8Error::Unexpected { cause, wanted })
    }

    /// The kind of the next token if it is one of `kinds`, `None` at the end.
    fn expect_peek(&mut self, kinds: &[TokenKind], wanted: Wanted) -> Result<Option<TokenKind>, Utf8Error> {
        let cause = match self.lexer.peek() {
            Ok(token) if kinds.contains(&token.kind) => return Ok(Some(token.kind)),
            Ok(token) if token.kind == TokenKind::EndOfInput => return Ok(None),
            Ok(token) => found(token, true),
            Err(error) => Found::NoToken(error),
        };
        Err(Utf8Error::Unexpected { cause, wanted })
    }
}

fn found(token: Token<'_>, says_unexpected: bool) -> Found {
    let Columns { start, end } = token.columns;
    Found::Token { start, end, text: token.text.to_owned(), says_unexpected }
}

/// The text of a name or value; a quoted one is a Go string literal.
fn unquote(token: Token<'_>) -> Result<String, LexError> {
    if token.kind == TokenKind::Unquoted {
        return Ok(token.text.to_owned());
    }
    super::go_string::unquote(token.text).ok_or_else(|| LexError::Invalid {
        start: token.columns.start,
        end: token.columns.end,
        text: token.text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;

    #[test]
    fn follows_the_grammar() {
        for (text, want) in [
            ("", "{}"),
            ("{}", "{}"),
            ("a=b", r#"{a="b"}"#),
            ("{a=b,}", r#"{a="b"}"#),
            (r#"{"a b"!="\u00e9", c.d=~e}"#, "{\"a b\"!=\"\u{e9}\",c.d=~\"e\"}"),
        ] {
            assert_eq!(
                parse_matchers(text, Version::NEWEST.switches()).expect(text).to_string(),
                want,
                "{text:?}"
            );
        }
    }

    #[test]
    fn refuses_with_upstream_texts() {
        for (text, want) in [
            ("{", "0:1: end of input: expected close brace"),
            ("a=b}", "0:4: }: expected opening brace"),
            ("{a=b}}", "5:6: }: expected end of input"),
            ("a", "end of input: expected an operator such as '=', '!=', '=~' or '!~'"),
            ("a=b c", "4:5: unexpected c: expected a comma or close brace"),
            ("a=b,,", "4:5: unexpected ,: expected a matcher or close brace after comma"),
            ("a!b", "1:2: !: expected one of '=~': expected an operator such as '=', '!=', '=~' or '!~'"),
            ("\"\u{e9}", "0:2: \"\u{e9}: missing end \""),
        ] {
            assert_eq!(
                parse_matchers(text, Version::NEWEST.switches()).expect_err(text).to_string(),
                want,
                "{text:?}"
            );
        }
    }
}

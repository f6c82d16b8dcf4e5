//! Where parsing starts.

use super::stream::Parser;
use crate::dialect::{Dialect, Features};
use crate::syntax::ast::{Expr, ExprKind, VectorSelector};
use crate::syntax::check::{Query, check};
use crate::syntax::error::{ParseError, ParseErrorKind};
use crate::syntax::lexer::{Text, TokenKind};
use firedrill_model::{LineColumn, Span};

/// Parses and type checks a query.
///
/// # Errors
/// The error Prometheus would show, see [`ParseError`].
///
/// # Examples
/// ```
/// use firedrill_promql::{Dialect, Features, syntax};
///
/// let expr = syntax::parse("sum(rate(m[5m])) by (job)", &Dialect::V3, &Features::SERVER_DEFAULT)?;
/// assert_eq!(expr.to_string(), "sum by (job) (rate(m[5m]))");
/// # Ok::<(), syntax::ParseError>(())
/// ```
pub fn parse(text: &str, dialect: &Dialect, features: &Features) -> Result<Expr, ParseError> {
    let mut parser = Parser::new(text, dialect, *features, Text::Query);
    if parser.peek()?.kind == TokenKind::EndOfInput {
        let mut error = parser.error(Span::default(), ParseErrorKind::Empty);
        if !dialect.numeric_durations {
            error.position = Some(LineColumn { line: 1, column: 1 });
        }
        return Err(error);
    }
    let mut expr = parser.expression()?.expr;
    parser.expect(TokenKind::EndOfInput)?;
    check(&mut expr, Query { source: text, dialect }).map_err(|(span, error)| parser.error(span, error))?;
    Ok(expr)
}

/// Parses a selector as the `match[]` parameter takes it; unlike in a query, it may select everything.
///
/// # Errors
/// The error Prometheus would show.
pub fn parse_selector(
    text: &str,
    dialect: &Dialect,
    features: &Features,
) -> Result<VectorSelector, ParseError> {
    let mut parser = Parser::new(text, dialect, *features, Text::Query);
    let Expr { kind, span } = parser.selector()?;
    parser.expect(TokenKind::EndOfInput)?;
    match kind {
        ExprKind::Selector(selector) => Ok(selector),
        other => unreachable!("a selector was parsed at {span:?}, not {other:?}"),
    }
}

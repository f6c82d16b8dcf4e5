//! `offset`, `@`, `anchored`, `smoothed`.

use firedrill_model::Span;
use firedrill_model::number::{FloatFormat, format_float};

use super::Context;
use super::depth::Tree;
use super::stream::{Parser, Result};
use crate::syntax::ast::{AtModifier, Expr, ExprKind, Modifiers, VectorSelector};
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{Keyword, Preprocessor, TokenKind};

/// How a selector treats the edges of its window.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Anchored,
    Smoothed,
}

impl Edge {
    fn text(self) -> &'static str {
        match self {
            Self::Anchored => "anchored",
            Self::Smoothed => "smoothed",
        }
    }
}

impl Parser<'_> {
    /// Brackets and modifiers after an operand; they bind tighter than any operator.
    pub(super) fn postfix(&mut self, mut tree: Tree) -> Result<Tree> {
        loop {
            match self.peek()?.kind {
                TokenKind::LeftBracket => tree = self.range_or_subquery(tree)?,
                TokenKind::Keyword(Keyword::Offset) => self.offset(&mut tree.expr)?,
                TokenKind::At => self.at(&mut tree.expr)?,
                TokenKind::Keyword(Keyword::Anchored) => self.edge(&mut tree.expr, Edge::Anchored)?,
                TokenKind::Keyword(Keyword::Smoothed) => self.edge(&mut tree.expr, Edge::Smoothed)?,
                _ => return Ok(tree),
            }
        }
    }

    fn offset(&mut self, operand: &mut Expr) -> Result<()> {
        self.advance()?;
        self.open(Context::Offset { numeric: self.dialect.numeric_durations });
        let offset = self.offset_duration()?;
        self.close();
        let Some(modifiers) = modifiers_of(operand) else {
            return self.fail(operand.span, ParseErrorKind::ModifierTarget("offset"));
        };
        if modifiers.offset.is_some() {
            return self.fail(operand.span, ParseErrorKind::ModifierTwice("offset"));
        }
        modifiers.offset = offset;
        operand.span.end = self.last_closing;
        Ok(())
    }

    fn at(&mut self, operand: &mut Expr) -> Result<()> {
        self.advance()?;
        self.open(Context::At);
        let at = self.at_value(operand.span)?;
        self.close();
        let Some(modifiers) = modifiers_of(operand) else {
            return self.fail(operand.span, ParseErrorKind::ModifierTarget("@"));
        };
        if modifiers.at.is_some() {
            return self.fail(operand.span, ParseErrorKind::ModifierTwice("@ <timestamp>"));
        }
        modifiers.at = Some(at);
        operand.span.end = self.last_closing;
        Ok(())
    }

    fn at_value(&mut self, operand: Span) -> Result<AtModifier> {
        let boundary = match self.peek()?.kind {
            TokenKind::Preprocessor(Preprocessor::Start) => AtModifier::Start,
            TokenKind::Preprocessor(Preprocessor::End) => AtModifier::End,
            _ => return self.at_seconds(operand),
        };
        self.advance()?;
        self.expect(TokenKind::LeftParen)?;
        self.expect(TokenKind::RightParen)?;
        Ok(boundary)
    }

    fn at_seconds(&mut self, operand: Span) -> Result<AtModifier> {
        let seconds = self.signed_number()?;
        // Both bounds are exact doubles.
        if !seconds.is_finite() || seconds >= i64::MAX as f64 || seconds <= i64::MIN as f64 {
            let shown = format_float(seconds, FloatFormat::Plain, Some(6));
            return self.fail(operand, ParseErrorKind::AtOutOfBounds(shown));
        }
        let milliseconds = (seconds * 1000.0).round();
        // What the count cannot hold becomes its smallest value, as on the server's processors.
        let fits = milliseconds.abs() < i64::MAX as f64;
        Ok(AtModifier::Timestamp(if fits { milliseconds as i64 } else { i64::MIN }))
    }

    fn edge(&mut self, operand: &mut Expr, edge: Edge) -> Result<()> {
        self.advance()?;
        let span = operand.span;
        if !self.features.extended_range_selectors {
            return self.fail(span, ParseErrorKind::EdgeDisabled(edge.text()));
        }
        let selector = match &mut operand.kind {
            ExprKind::Selector(selector) => selector,
            ExprKind::Matrix(matrix) => &mut matrix.selector,
            ExprKind::Subquery(_) => return self.fail(span, ParseErrorKind::EdgeOfSubquery(edge.text())),
            _ => return self.fail(span, ParseErrorKind::EdgeOfOther(edge.text())),
        };
        set_edge(selector, edge);
        if selector.anchored && selector.smoothed {
            return self.fail(span, ParseErrorKind::EdgeTwice);
        }
        Ok(())
    }
}

fn set_edge(selector: &mut VectorSelector, edge: Edge) {
    match edge {
        Edge::Anchored => selector.anchored = true,
        Edge::Smoothed => selector.smoothed = true,
    }
}

/// Where the modifiers of `expr` are kept; `None` if it takes none.
fn modifiers_of(expr: &mut Expr) -> Option<&mut Modifiers> {
    match &mut expr.kind {
        ExprKind::Selector(selector) => Some(&mut selector.modifiers),
        ExprKind::Matrix(matrix) => Some(&mut matrix.selector.modifiers),
        ExprKind::Subquery(subquery) => Some(&mut subquery.modifiers),
        _ => None,
    }
}

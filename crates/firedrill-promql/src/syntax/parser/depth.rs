//! The bounds on nesting.

use super::stream::{Parser, Result};
use crate::syntax::ast::Expr;
use crate::syntax::error::ParseErrorKind;
use firedrill_model::Span;

/// How deep parentheses, calls, signs and right operands may nest, so that neither the parser nor a
/// walk over the tree can exhaust the stack of a thread. Prometheus has no such limit.
pub const MAX_NESTING: usize = 250;

/// How many nodes the longest path of a tree may have; a chain of operators (`a or b or c …`) nests
/// on the left and takes one per operator.
pub const MAX_HEIGHT: usize = 1000;

/// An expression and the number of nodes on its longest path.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) expr: Expr,
    pub(super) height: usize,
}

impl Tree {
    pub(super) fn leaf(expr: Expr) -> Self {
        Self { expr, height: 1 }
    }
}

impl Parser<'_> {
    /// Enters a nested construct at `span`.
    pub(super) fn enter(&mut self, span: Span) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_NESTING { self.fail(span, ParseErrorKind::TooNested) } else { Ok(()) }
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// A node at `span` has `height` nodes on its longest path.
    pub(super) fn check_height(&self, height: usize, span: Span) -> Result<()> {
        if height > MAX_HEIGHT { self.fail(span, ParseErrorKind::TooHigh) } else { Ok(()) }
    }
}

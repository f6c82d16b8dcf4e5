//! The bound on nesting.

use super::stream::{Parser, Result};
use crate::syntax::ast::Expr;
use crate::syntax::error::ParseErrorKind;
use firedrill_model::Span;

/// How deep an expression may nest, so that no walk over a tree can exhaust the stack. Operands of a
/// chain (`a or b or c …`) nest on the left and count too.
pub const MAX_DEPTH: usize = 1000;

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
        self.check_height(self.depth, span)
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// A node at `span` has `height` nodes on its longest path.
    pub(super) fn check_height(&self, height: usize, span: Span) -> Result<()> {
        if height > MAX_DEPTH { self.fail(span, ParseErrorKind::TooDeep) } else { Ok(()) }
    }
}

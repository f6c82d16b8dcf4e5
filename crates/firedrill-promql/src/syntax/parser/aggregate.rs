//! Aggregations.

use firedrill_model::Span;

use super::Context;
use super::call::Arguments;
use super::depth::Tree;
use super::stream::{Parser, Result};
use crate::syntax::ast::{Aggregate, Expr, ExprKind};
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{Keyword, Token, TokenKind};
use crate::syntax::operator::AggregateOp;

/// `by (a, b)` or `without (a, b)`.
#[derive(Default)]
struct Clause {
    grouping: Vec<String>,
    without: bool,
}

impl Parser<'_> {
    /// An aggregation, or a selector called like an operator; `name` has been read.
    pub(super) fn aggregation_or_name(&mut self, name: Token, op: AggregateOp) -> Result<Tree> {
        if !matches!(
            self.peek()?.kind,
            TokenKind::LeftParen | TokenKind::Keyword(Keyword::By | Keyword::Without)
        ) {
            return self.selector_named(name).map(Tree::leaf);
        }
        self.open(Context::Aggregation);
        let leading = self.clause()?;
        let arguments = self.arguments()?;
        self.close();
        let (clause, end) = match leading {
            Some(clause) => (clause, arguments.close.span.end),
            None => match self.clause()? {
                Some(clause) => (clause, self.last_closing),
                None => (Clause::default(), arguments.close.span.end),
            },
        };
        self.aggregation(op, Span::new(name.span.start, end), clause, arguments)
    }

    fn clause(&mut self) -> Result<Option<Clause>> {
        let without = match self.peek()?.kind {
            TokenKind::Keyword(Keyword::By) => false,
            TokenKind::Keyword(Keyword::Without) => true,
            _ => return Ok(None),
        };
        self.advance()?;
        Ok(Some(Clause { grouping: self.grouping_labels()?, without }))
    }

    fn aggregation(&self, op: AggregateOp, span: Span, clause: Clause, arguments: Arguments) -> Result<Tree> {
        let Arguments { mut exprs, height, .. } = arguments;
        let got = exprs.len();
        if got == 0 {
            return self.fail(span, ParseErrorKind::NoAggregateArguments);
        }
        if op.is_experimental() && !self.features.experimental_functions {
            return self.fail(span, ParseErrorKind::AggregateDisabled(op.text()));
        }
        let expected = if op.has_param() { 2 } else { 1 };
        let last = exprs.pop();
        let (Some(expr), true) = (last, got == expected) else {
            return self.fail(span, ParseErrorKind::AggregateArguments { expected, got });
        };
        self.check_height(height + 1, span)?;
        let Clause { grouping, without } = clause;
        let aggregate = Aggregate { op, expr, param: exprs.pop(), grouping, without };
        Ok(Tree { expr: Expr { span, kind: ExprKind::Aggregate(Box::new(aggregate)) }, height: height + 1 })
    }
}

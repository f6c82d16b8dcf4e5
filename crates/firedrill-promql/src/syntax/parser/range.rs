//! `expr[5m]` and `expr[5m:1m]`.

use super::Context;
use super::depth::Tree;
use super::stream::{Parser, Result};
use crate::syntax::ast::{AtModifier, DurationValue, Expr, ExprKind, MatrixSelector, Modifiers, Subquery};
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::TokenKind;
use firedrill_model::Span;

impl Parser<'_> {
    /// A range selector or a subquery of `operand`; the bracket is next.
    pub(super) fn range_or_subquery(&mut self, operand: Tree) -> Result<Tree> {
        let numeric = self.dialect.numeric_durations;
        let open = self.expect(TokenKind::LeftBracket)?;
        self.open(Context::Range { numeric });
        let range = self.positive_duration()?;
        self.go_on(Context::RangeRest);
        if let Some(close) = self.eat(TokenKind::RightBracket)? {
            self.close();
            return self.matrix(operand, range, open.span.to(close.span));
        }
        self.expect(TokenKind::Colon)?;
        self.go_on(Context::Step { numeric });
        if let Some(close) = self.eat(TokenKind::RightBracket)? {
            self.close();
            return self.subquery(operand, range, None, close.span.end);
        }
        let step = self.positive_duration()?;
        self.go_on(Context::StepRest);
        let close = self.expect(TokenKind::RightBracket)?;
        self.close();
        self.subquery(operand, range, Some(step), close.span.end)
    }

    fn matrix(&self, operand: Tree, range: DurationValue, brackets: Span) -> Result<Tree> {
        let Expr { kind, span } = operand.expr;
        let ExprKind::Selector(selector) = kind else {
            return self.fail(brackets, ParseErrorKind::RangeOfOther);
        };
        if selector.modifiers.offset.is_some() {
            return self.fail(brackets, ParseErrorKind::OffsetBeforeRange);
        }
        let is_fixed = match selector.modifiers.at {
            None => false,
            Some(AtModifier::Timestamp(_)) => true,
            Some(AtModifier::Start | AtModifier::End) => self.dialect.numeric_durations,
        };
        if is_fixed {
            return self.fail(brackets, ParseErrorKind::AtBeforeRange);
        }
        let matrix = MatrixSelector { selector, selector_span: span, range };
        let span = Span::new(span.start, brackets.end);
        Ok(Tree { expr: Expr { span, kind: ExprKind::Matrix(Box::new(matrix)) }, height: operand.height })
    }

    fn subquery(
        &self,
        operand: Tree,
        range: DurationValue,
        step: Option<DurationValue>,
        end: usize,
    ) -> Result<Tree> {
        let height = operand.height + 1;
        let expr = operand.expr;
        let span = Span::new(expr.span.start, end);
        self.check_height(height, span)?;
        let subquery = Subquery { expr, range, step, modifiers: Modifiers::default() };
        Ok(Tree { expr: Expr { span, kind: ExprKind::Subquery(Box::new(subquery)) }, height })
    }
}

//! Walking over a tree.

use super::ast::{Expr, ExprKind, VectorSelector};
use super::operator::MatchOp;
use firedrill_model::METRIC_NAME;

impl Expr {
    /// The operands in Prometheus' order (of an aggregation the vector before the parameter). The
    /// selector inside a range selector is part of it, not a child.
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Number(_) | ExprKind::String(_) | ExprKind::Selector(_) | ExprKind::Matrix(_) => {
                Vec::new()
            }
            ExprKind::Subquery(subquery) => vec![&subquery.expr],
            ExprKind::Call(call) => call.args.iter().collect(),
            ExprKind::Aggregate(aggregate) => {
                std::iter::once(&aggregate.expr).chain(&aggregate.param).collect()
            }
            ExprKind::Binary(binary) => vec![&binary.lhs, &binary.rhs],
            ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => vec![inner],
        }
    }

    /// The expression and everything in it, each node before its operands.
    pub fn walk(&self) -> impl Iterator<Item = &Self> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(next.children().into_iter().rev());
            Some(next)
        })
    }

    /// Every selector in the expression, those of range selectors included, in source order but for
    /// aggregation parameters (see [`Self::children`]).
    pub fn selectors(&self) -> impl Iterator<Item = &VectorSelector> {
        self.walk().filter_map(|expr| match &expr.kind {
            ExprKind::Selector(selector) => Some(selector),
            ExprKind::Matrix(matrix) => Some(&matrix.selector),
            _ => None,
        })
    }

    /// The expression without the parentheses around it.
    pub fn without_parens(&self) -> &Self {
        let mut expr = self;
        while let ExprKind::Paren(inner) = &expr.kind {
            expr = inner;
        }
        expr
    }

    /// The bytes of a string literal, parentheses aside; they may be no UTF-8.
    pub fn string_bytes(&self) -> Option<&[u8]> {
        match &self.without_parens().kind {
            ExprKind::String(literal) => Some(&literal.value),
            _ => None,
        }
    }
}

impl VectorSelector {
    /// The metric name if the selector fixes it, inside or outside the braces; else it may read any.
    pub fn metric_name(&self) -> Option<std::borrow::Cow<'_, str>> {
        self.matchers
            .iter()
            .find(|matcher| matcher.op == MatchOp::Equal && matcher.name == METRIC_NAME)
            .map(|matcher| matcher.value.to_text())
            .filter(|name| !name.is_empty())
    }
}

//! Which part of an expression left nothing over.

use firedrill_model::number::api_float;
use firedrill_model::{Labels, Span, Timestamp, Value};
use firedrill_promql::column::{Steps, VectorSeries};
use firedrill_promql::eval::{self, QueryOptions};
use firedrill_promql::store::{Reader, Store};
use firedrill_promql::syntax::ast::{Binary, VectorSelector};
use firedrill_promql::syntax::{BinaryOp, Expr, ExprKind};

/// The part that decided, and how.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding<'e> {
    pub(super) span: Span,
    pub(super) cause: Cause<'e>,
}

/// How a part left nothing over.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cause<'e> {
    /// A selector found no sample; in a window or at the moment.
    NoSample { selector: &'e VectorSelector, is_window: bool },
    /// A comparison failed: the text of its left side, its value, operator and right side.
    Failed { text: String, value: f64, wanted: String },
    /// The two sides have samples, and none of them belong together.
    NoMatch,
    /// What is on the left is excluded by what is on the right.
    Excluded,
}

/// Looks at expressions at one moment.
pub(super) struct Decider<'s> {
    pub(super) store: &'s Store,
    pub(super) query: QueryOptions<'s>,
    pub(super) at: Timestamp,
    /// Labels of the alert meant; samples that contradict them do not count.
    pub(super) labels: Option<&'s Labels>,
}

impl Decider<'_> {
    /// The samples of an expression that do not contradict the alert.
    pub(super) fn samples(&self, expr: &Expr) -> Vec<VectorSeries> {
        let steps = Steps::instant(self.at.as_ms());
        let outcome = eval::rule(self.store, expr, steps, Reader::LAST, &self.query);
        outcome.vector.series.into_iter().filter(|series| self.is_meant(&series.labels)).collect()
    }

    fn is_meant(&self, labels: &Labels) -> bool {
        let Some(meant) = self.labels else { return true };
        labels.iter().all(|(name, value)| meant.get(name).is_none_or(|wanted| wanted == value))
    }

    /// The first value of an expression, if there is one.
    pub(super) fn value(&self, expr: &Expr) -> Option<f64> {
        self.samples(expr).iter().find_map(|series| match series.column.value(0)? {
            Value::Float(value) => Some(value),
            Value::Histogram(_) => None,
        })
    }

    /// Why `expr` has no sample; `None` where it has one, or where that cannot be told.
    pub(super) fn decide<'e>(&self, expr: &'e Expr) -> Option<Finding<'e>> {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::String(_) => None,
            ExprKind::Selector(selector) => self.no_sample(expr, selector, false),
            ExprKind::Matrix(matrix) => Some(Finding {
                span: expr.span,
                cause: Cause::NoSample { selector: &matrix.selector, is_window: true },
            }),
            ExprKind::Paren(inner) | ExprKind::Unary(_, inner) => self.decide(inner),
            ExprKind::Subquery(subquery) => self.decide(&subquery.expr),
            ExprKind::Aggregate(aggregate) => self.decide(&aggregate.expr),
            ExprKind::Call(call) => {
                if !self.samples(expr).is_empty() {
                    return None;
                }
                call.args.iter().find_map(|arg| self.decide(arg))
            }
            ExprKind::Binary(binary) => self.operands(expr, binary),
        }
    }

    fn no_sample<'e>(
        &self,
        expr: &Expr,
        selector: &'e VectorSelector,
        is_window: bool,
    ) -> Option<Finding<'e>> {
        let cause = Cause::NoSample { selector, is_window };
        self.samples(expr).is_empty().then_some(Finding { span: expr.span, cause })
    }

    fn operands<'e>(&self, expr: &'e Expr, binary: &'e Binary) -> Option<Finding<'e>> {
        if !self.samples(expr).is_empty() {
            return None;
        }
        let Binary { op, lhs, rhs, .. } = binary;
        let missing = |side: &'e Expr| if self.samples(side).is_empty() { self.decide(side) } else { None };
        match op {
            BinaryOp::Or => return missing(lhs).or_else(|| missing(rhs)),
            BinaryOp::Unless => {
                let excluded = Finding { span: rhs.span, cause: Cause::Excluded };
                return missing(lhs).or(Some(excluded));
            }
            _ => {}
        }
        let found = missing(lhs).or_else(|| missing(rhs));
        if found.is_some() || !op.is_comparison() {
            return found.or(Some(Finding { span: expr.span, cause: Cause::NoMatch }));
        }
        // The side with a series is what is looked at; a threshold stands on the other.
        let value = self.value(lhs)?;
        let wanted = match self.value(rhs) {
            Some(threshold) => format!("{} {}", op.text(), api_float(threshold)),
            None => format!("{} {rhs}", op.text()),
        };
        Some(Finding { span: lhs.span, cause: Cause::Failed { text: lhs.to_string(), value, wanted } })
    }
}

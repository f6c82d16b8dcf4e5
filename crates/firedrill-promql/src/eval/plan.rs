//! The plan of an evaluation: the tree with durations and `@` resolved and matchers compiled.

use firedrill_model::Duration;

use super::duration::{Sign, resolve};
use super::options::QueryOptions;
use super::scope::QueryBounds;
use super::surroundings::{Decoding, Enclosing, Fetched, Surroundings};
use crate::error::EvalError;
use crate::syntax::ast::{
    Aggregate, AtModifier, Binary, Call, Expr, ExprKind, MatrixSelector, Modifiers, Subquery, VectorSelector,
};
use crate::syntax::{CompiledMatcher, UnaryOp};

/// A node ready for evaluation. Parentheses are gone.
#[derive(Debug)]
pub(super) struct Plan<'e> {
    pub(super) expr: &'e Expr,
    pub(super) kind: PlanKind<'e>,
    /// All steps of a query give the same result, as Prometheus decides it.
    pub(super) is_step_invariant: bool,
}

#[derive(Debug)]
pub(super) enum PlanKind<'e> {
    Number(f64),
    String(String),
    Selector(SelectorPlan<'e>),
    Matrix(MatrixPlan<'e>),
    Subquery(SubqueryPlan<'e>),
    Call { call: &'e Call, args: Vec<Plan<'e>> },
    Aggregate { aggregate: &'e Aggregate, operand: Box<Plan<'e>>, param: Option<Box<Plan<'e>>> },
    Binary { binary: &'e Binary, lhs: Box<Plan<'e>>, rhs: Box<Plan<'e>> },
    Unary(UnaryOp, Box<Plan<'e>>),
}

/// Where a selector or subquery looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    /// `@` in milliseconds.
    pub(super) at: Option<i64>,
    /// `offset` in milliseconds.
    pub(super) offset_ms: i64,
    /// What was read from the storage, where an evaluation may look beyond it.
    pub(super) fetched: Option<Fetched>,
}

impl Reference {
    /// The evaluation time itself.
    pub(super) const NOW: Self = Self { at: None, offset_ms: 0, fetched: None };

    /// The time looked at from `step`.
    pub(super) fn time(&self, step: i64) -> i64 {
        self.at.unwrap_or(step).saturating_sub(self.offset_ms)
    }

    /// The same place, whatever was read.
    pub(super) fn anywhere(self) -> Self {
        Self { fetched: None, ..self }
    }

    /// The same place seen from outside a subquery that looks at `outer`.
    pub(super) fn within(self, outer: Self) -> Self {
        if self.at.is_some() {
            return self;
        }
        let offset_ms = outer.offset_ms.saturating_add(self.offset_ms);
        Self { at: outer.at, offset_ms, fetched: None }
    }
}

#[derive(Debug)]
pub(super) struct SelectorPlan<'e> {
    pub(super) selector: &'e VectorSelector,
    pub(super) matchers: Vec<CompiledMatcher>,
    pub(super) reference: Reference,
    /// Native histograms are read without their buckets.
    pub(super) stats_only: bool,
}

#[derive(Debug)]
pub(super) struct MatrixPlan<'e> {
    pub(super) selector: SelectorPlan<'e>,
    pub(super) range: Duration,
}

#[derive(Debug)]
pub(super) struct SubqueryPlan<'e> {
    pub(super) inner: Box<Plan<'e>>,
    pub(super) range: Duration,
    pub(super) step_ms: i64,
    pub(super) reference: Reference,
}

/// Turns trees into plans for one query.
#[derive(Debug)]
pub(super) struct Planner<'a> {
    pub(super) options: &'a QueryOptions<'a>,
    pub(super) query: QueryBounds,
}

impl Planner<'_> {
    /// The plan of a whole expression.
    pub(super) fn plan<'e>(&self, expr: &'e Expr) -> Result<Plan<'e>, EvalError> {
        self.node(expr, Surroundings::default())
    }

    fn node<'e>(&self, expr: &'e Expr, around: Surroundings) -> Result<Plan<'e>, EvalError> {
        let (kind, is_step_invariant) = match &expr.kind {
            ExprKind::Paren(inner) => return self.node(inner, around),
            ExprKind::Number(number) => (PlanKind::Number(number.value), true),
            ExprKind::String(string) => (PlanKind::String(string.to_text().into_owned()), true),
            ExprKind::Selector(selector) => {
                let plan = self.selector(selector, None, around)?;
                let invariant = plan.reference.at.is_some();
                (PlanKind::Selector(plan), invariant)
            }
            ExprKind::Matrix(matrix) => {
                let plan = self.matrix(matrix, around)?;
                let invariant = plan.selector.reference.at.is_some();
                (PlanKind::Matrix(plan), invariant)
            }
            ExprKind::Subquery(subquery) => {
                let plan = self.subquery(subquery, around.enclosing)?;
                let invariant = plan.reference.at.is_some();
                (PlanKind::Subquery(plan), invariant)
            }
            ExprKind::Call(call) => {
                let around = around.inside_call(call.function);
                let args = call.args.iter().map(|arg| self.node(arg, around));
                let args = args.collect::<Result<Vec<_>, _>>()?;
                let invariant =
                    !call.function.depends_on_step() && args.iter().all(|arg| arg.is_step_invariant);
                (PlanKind::Call { call, args }, invariant)
            }
            ExprKind::Aggregate(aggregate) => {
                let operand = Box::new(self.node(&aggregate.expr, around)?);
                let param = aggregate.param.as_ref().map(|param| self.node(param, around)).transpose()?;
                // The parameter does not count, upstream too.
                let invariant = operand.is_step_invariant;
                (PlanKind::Aggregate { aggregate, operand, param: param.map(Box::new) }, invariant)
            }
            ExprKind::Binary(binary) => {
                let around = around.inside_operator(binary.op);
                let lhs = Box::new(self.node(&binary.lhs, around)?);
                let rhs = Box::new(self.node(&binary.rhs, around)?);
                let invariant = lhs.is_step_invariant && rhs.is_step_invariant;
                (PlanKind::Binary { binary, lhs, rhs }, invariant)
            }
            ExprKind::Unary(op, operand) => {
                let operand = Box::new(self.node(operand, around)?);
                let invariant = operand.is_step_invariant;
                (PlanKind::Unary(*op, operand), invariant)
            }
        };
        Ok(Plan { expr, kind, is_step_invariant })
    }

    fn selector<'e>(
        &self,
        selector: &'e VectorSelector,
        range_ms: Option<i64>,
        around: Surroundings,
    ) -> Result<SelectorPlan<'e>, EvalError> {
        let matchers = selector
            .matchers
            .iter()
            .map(|matcher| CompiledMatcher::new(matcher, &self.options.dialect))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| EvalError::Preparation(error.to_string()))?;
        let mut reference = self.reference(&selector.modifiers)?;
        if !selector.anchored && !selector.smoothed {
            let width_ms = range_ms.unwrap_or(self.options.lookback_ms);
            reference.fetched = around.enclosing.fetched(reference, width_ms, &self.options.dialect);
        }
        let stats_only = around.decoding == Decoding::StatsOnly;
        Ok(SelectorPlan { selector, matchers, reference, stats_only })
    }

    fn matrix<'e>(
        &self,
        matrix: &'e MatrixSelector,
        around: Surroundings,
    ) -> Result<MatrixPlan<'e>, EvalError> {
        let range = resolve(&matrix.range, Sign::Positive, &self.query)?;
        Ok(MatrixPlan { selector: self.selector(&matrix.selector, Some(range.as_ms()), around)?, range })
    }

    fn subquery<'e>(
        &self,
        subquery: &'e Subquery,
        enclosing: Enclosing,
    ) -> Result<SubqueryPlan<'e>, EvalError> {
        let reference = self.reference(&subquery.modifiers)?;
        let step_ms = match &subquery.step {
            Some(step) => resolve(step, Sign::Positive, &self.query)?.as_ms(),
            None => self.options.default_subquery_step_ms,
        };
        let range = resolve(&subquery.range, Sign::Positive, &self.query)?;
        let enclosing = enclosing.and(reference, range.as_ms());
        let inner = self.node(&subquery.expr, Surroundings { decoding: Decoding::Full, enclosing })?;
        Ok(SubqueryPlan { inner: Box::new(inner), range, step_ms, reference })
    }

    fn reference(&self, modifiers: &Modifiers) -> Result<Reference, EvalError> {
        let offset_ms = match &modifiers.offset {
            Some(offset) => resolve(offset, Sign::Any, &self.query)?.as_ms(),
            None => 0,
        };
        let at = modifiers.at.map(|at| match at {
            AtModifier::Timestamp(time) => time,
            AtModifier::Start => self.query.start,
            AtModifier::End => self.query.end,
        });
        Ok(Reference { at, offset_ms, fetched: None })
    }
}

//! Rules: instant queries at every step of a horizon, evaluated together.

use super::engine::{final_names, limited};
use super::limits::SampleCounter;
use super::options::QueryOptions;
use super::plan::{Plan, PlanKind, Planner, Reference, SelectorPlan};
use super::scope::{Mode, QueryBounds, Scope};
use super::stepwise::Joined;
use super::{collision, node};
use crate::annotations::Annotations;
use crate::column::{Column, Evaluated, Steps, Vector, VectorSeries};
use crate::error::EvalError;
use crate::store::{Reader, Store};
use crate::syntax::AggregateOp;
use crate::syntax::ast::{AtModifier, Expr, ExprKind, Modifiers};

/// What a rule's expression gives at every step.
#[derive(Debug, Clone, Default)]
pub struct RuleOutcome {
    /// The samples; a scalar result is one series without labels, as in Prometheus. Labels of
    /// different series differ. The order of a step is that of the series or, where it is given,
    /// that of [`Vector::order`].
    pub vector: Vector,
    /// Steps at which the evaluation failed, ascending; `vector` has no sample there.
    pub errors: Vec<StepError>,
    /// Warnings and infos of all steps.
    pub annotations: Annotations,
}

/// An evaluation that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepError {
    /// Index of the step.
    pub step: usize,
    /// Why.
    pub error: EvalError,
}

/// Evaluates `expr` as a rule would at every step, see [`PreparedRule::evaluate`].
pub fn rule(
    store: &Store,
    expr: &Expr,
    steps: Steps,
    reader: Reader,
    options: &QueryOptions<'_>,
) -> RuleOutcome {
    PreparedRule::new(expr, options).evaluate(store, steps, reader, options)
}

/// A rule's expression, ready to be evaluated again and again.
#[derive(Debug)]
pub struct PreparedRule<'e> {
    expr: &'e Expr,
    /// `None` where the plan depends on the start and end of the query, which move with the step.
    pub(super) plan: Option<Result<Plan<'e>, EvalError>>,
}

impl<'e> PreparedRule<'e> {
    /// Prepares `expr` for evaluations with these options.
    pub fn new(expr: &'e Expr, options: &QueryOptions<'_>) -> Self {
        let query = QueryBounds { start: 0, end: 0, step: 0 };
        let plan = (!reads_query_bounds(expr)).then(|| Planner { options, query }.plan(expr));
        Self { expr, plan }
    }

    /// Evaluates the rule at every step.
    ///
    /// What the steps see of the store is limited by `reader`. The result is that of one instant
    /// query per step, whatever happens in between; where steps cannot share an evaluation they get
    /// their own.
    pub fn evaluate(
        &self,
        store: &Store,
        steps: Steps,
        reader: Reader,
        options: &QueryOptions<'_>,
    ) -> RuleOutcome {
        let outcome = RuleOutcome::default();
        let mut evaluation =
            RuleEvaluation { rule: self, store, steps, reader, options, outcome, parts: Vec::new() };
        if self.plan.is_none() {
            evaluation.every_step(0..steps.count);
        } else {
            evaluation.halves(0..steps.count);
        }
        evaluation.finish()
    }
}

/// What Prometheus says of an expression that gives a string or a range vector.
const NO_RULE_RESULT: &str = "rule result is not a vector or scalar";

struct RuleEvaluation<'r> {
    rule: &'r PreparedRule<'r>,
    store: &'r Store,
    steps: Steps,
    reader: Reader,
    options: &'r QueryOptions<'r>,
    outcome: RuleOutcome,
    /// Results of consecutive ranges of steps.
    parts: Vec<(std::ops::Range<usize>, Vector)>,
}

impl RuleEvaluation<'_> {
    /// Evaluates a range of steps at once; where that fails, its halves, down to the failing steps.
    fn halves(&mut self, range: std::ops::Range<usize>) {
        match self.at_once(range.clone()) {
            Ok(Some(vector)) => self.parts.push((range, vector)),
            Ok(None) => self.every_step(range),
            Err(error) if range.len() == 1 => {
                self.outcome.errors.push(StepError { step: range.start, error });
            }
            Err(_) => {
                let middle = range.start + range.len() / 2;
                self.halves(range.start..middle);
                self.halves(middle..range.end);
            }
        }
    }

    fn every_step(&mut self, range: std::ops::Range<usize>) {
        for step in range {
            match self.at_once(step..step + 1) {
                Ok(Some(vector)) => self.parts.push((step..step + 1, vector)),
                Ok(None) => unreachable!("one step never needs to be split"),
                Err(error) => self.outcome.errors.push(StepError { step, error }),
            }
        }
    }

    /// `None` where the steps of the range cannot share one evaluation.
    fn at_once(&mut self, range: std::ops::Range<usize>) -> Result<Option<Vector>, EvalError> {
        let start = self.steps.time(range.start);
        let query = QueryBounds { start, end: start, step: 0 };
        let rule = self.rule;
        let planned;
        let plan = if let Some(plan) = &rule.plan {
            plan.as_ref().map_err(Clone::clone)?
        } else {
            planned = Planner { options: self.options, query }.plan(rule.expr)?;
            &planned
        };
        if matches!(plan.kind, PlanKind::Matrix(_) | PlanKind::Subquery(_)) {
            return Err(EvalError::Execution(NO_RULE_RESULT.to_owned()));
        }
        let steps = Steps { start, interval: self.steps.interval, count: range.len() };
        let scope = Scope {
            store: self.store,
            options: self.options,
            steps,
            mode: Mode::Instant,
            end: steps.last(),
            reader: Some(self.reader),
            moment: None,
            counter: None,
            query,
            at_shift_ms: 0,
        };
        let counter = SampleCounter::new(self.options.max_samples);
        // Every step is a query of its own, with a limit of its own.
        let scope = limited(Scope { steps: Steps::instant(start), ..scope }, plan, &counter);
        let is_counted = scope.counter.is_some();
        let scope = Scope { steps, ..scope };
        if steps.count > 1 && (is_counted || !shares_subqueries(&scope, plan, false)) {
            return Ok(None);
        }
        let mut annotations = Annotations::default();
        let value = match node::evaluate(&scope, plan, &mut annotations)? {
            Evaluated::Vector(vector) => final_names(&scope, vector)?,
            Evaluated::Scalar(values) => {
                let labels = firedrill_model::Labels::empty();
                let column = Column::from_floats(values);
                Vector::new(vec![VectorSeries { labels, drop_name: false, column }])
            }
            Evaluated::String(_) => {
                return Err(EvalError::Execution(NO_RULE_RESULT.to_owned()));
            }
        };
        self.outcome.annotations.merge(annotations);
        Ok(Some(value))
    }

    fn finish(mut self) -> RuleOutcome {
        let whole = 0..self.steps.count;
        let is_whole = matches!(self.parts.as_slice(), [(range, vector)]
            if *range == whole && (vector.order.is_some() || !collision::has_repeats(vector)));
        self.outcome.vector =
            if is_whole { self.parts.remove(0).1 } else { joined(&self.parts, self.steps.count) };
        self.outcome
    }
}

/// One vector from those of consecutive ranges of steps.
fn joined(parts: &[(std::ops::Range<usize>, Vector)], steps: usize) -> Vector {
    let mut joined = Joined::new(steps);
    for (range, vector) in parts {
        for step in range.clone() {
            joined.add(step, super::stepwise::vector_at(vector, step - range.start));
        }
    }
    joined.finish()
}

/// Whether the value depends on the start or end of the query, which for a rule move with the step.
fn reads_query_bounds(expr: &Expr) -> bool {
    let moves = |modifiers: &Modifiers| matches!(modifiers.at, Some(AtModifier::Start | AtModifier::End));
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::String(_) => false,
        ExprKind::Selector(selector) => moves(&selector.modifiers),
        ExprKind::Matrix(matrix) => moves(&matrix.selector.modifiers),
        ExprKind::Subquery(subquery) => moves(&subquery.modifiers) || reads_query_bounds(&subquery.expr),
        ExprKind::Call(call) => {
            matches!(call.function.name, "start" | "end") || call.args.iter().any(reads_query_bounds)
        }
        ExprKind::Aggregate(aggregate) => {
            reads_query_bounds(&aggregate.expr) || aggregate.param.as_ref().is_some_and(reads_query_bounds)
        }
        ExprKind::Binary(binary) => reads_query_bounds(&binary.lhs) || reads_query_bounds(&binary.rhs),
        ExprKind::Unary(_, operand) | ExprKind::Paren(operand) => reads_query_bounds(operand),
    }
}

/// Whether all steps see the same inner results of every subquery: nothing in them looks past the
/// inner step or at samples that are written during it.
///
/// Outside subqueries (`inside` is false) each step looks for itself.
fn shares_subqueries(scope: &Scope<'_>, plan: &Plan<'_>, inside: bool) -> bool {
    match &plan.kind {
        PlanKind::Number(_) | PlanKind::String(_) => true,
        PlanKind::Selector(selector) => !inside || is_certain(scope, selector),
        PlanKind::Matrix(matrix) => !inside || is_certain(scope, &matrix.selector),
        PlanKind::Subquery(subquery) => {
            !looks_ahead(subquery.reference) && shares_subqueries(scope, &subquery.inner, true)
        }
        PlanKind::Call { args, .. } => args.iter().all(|arg| shares_subqueries(scope, arg, inside)),
        // The order of the values that it counts is that in which they appear.
        PlanKind::Aggregate { aggregate, .. } if inside && aggregate.op == AggregateOp::CountValues => false,
        PlanKind::Aggregate { operand, param, .. } => {
            shares_subqueries(scope, operand, inside)
                && param.as_ref().is_none_or(|param| shares_subqueries(scope, param, inside))
        }
        PlanKind::Binary { lhs, rhs, .. } => {
            shares_subqueries(scope, lhs, inside) && shares_subqueries(scope, rhs, inside)
        }
        PlanKind::Unary(_, operand) => shares_subqueries(scope, operand, inside),
    }
}

fn looks_ahead(reference: Reference) -> bool {
    reference.at.is_some() || reference.offset_ms < 0
}

/// Whether a step sees everything that the selector looks at.
fn is_certain(scope: &Scope<'_>, plan: &SelectorPlan<'_>) -> bool {
    !looks_ahead(plan.reference)
        && !plan.selector.smoothed
        && scope
            .store
            .select(&plan.matchers)
            .into_iter()
            .all(|id| scope.newest_visible(scope.store.series(id).origin(), 0) >= -plan.reference.offset_ms)
}

//! The limit on samples that a query holds at one moment.
//!
//! Most queries stay far below it whatever their data, which an upper bound shows; only the others
//! are counted while they are evaluated.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::plan::{MatrixPlan, Plan, PlanKind, SelectorPlan, SubqueryPlan};
use super::scope::Scope;
use crate::column::{Column, Evaluated};
use crate::error::EvalError;

/// Operands, gathered inputs of a step and results: no node holds more than this many times the
/// samples of its selectors.
const COPIES: usize = 5;
/// A native histogram of any usual size counts no more than this many floats.
const HISTOGRAM_LOAD: usize = 200;

/// Counts the samples that are alive.
#[derive(Debug)]
pub(super) struct SampleCounter {
    limit: usize,
    current: AtomicUsize,
}

impl SampleCounter {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, current: AtomicUsize::new(0) }
    }

    pub(super) fn current(&self) -> usize {
        self.current.load(Ordering::Relaxed)
    }

    /// # Errors
    /// Where that many samples beside the counted ones are too many.
    pub(super) fn check(&self, more: usize) -> Result<(), EvalError> {
        if self.current().saturating_add(more) > self.limit { Err(EvalError::TooManySamples) } else { Ok(()) }
    }

    /// Accounts for a node: what its operands left since `before` goes, its result stays.
    ///
    /// # Errors
    /// Where operands, the inputs of one step and results were too many together.
    pub(super) fn settle(&self, before: usize, node: &NodeLoad) -> Result<(), EvalError> {
        let inputs = self.current() - before;
        let peak = if node.is_folded {
            inputs.max(node.results)
        } else {
            inputs + inputs.div_ceil(node.steps) + node.results
        };
        self.current.store(before, Ordering::Relaxed);
        self.check(peak)?;
        self.current.store(before + node.results, Ordering::Relaxed);
        Ok(())
    }
}

/// What a node holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeLoad {
    /// Samples of its result.
    pub(super) results: usize,
    /// Number of steps.
    pub(super) steps: usize,
    /// An aggregation, which gathers nothing.
    pub(super) is_folded: bool,
}

/// Samples of a value; a native histogram counts by its size.
pub(super) fn load(value: &Evaluated) -> usize {
    match value {
        Evaluated::Scalar(values) => values.len(),
        Evaluated::String(_) => 0,
        Evaluated::Vector(vector) => vector.series.iter().map(|series| column_load(&series.column)).sum(),
    }
}

/// Samples of a column.
pub(super) fn column_load(column: &Column) -> usize {
    let steps = 0..column.floats.len();
    let of_step = |step| match column.histogram(step) {
        Some(histogram) => histogram.sample_load(),
        None => usize::from(column.float(step).is_some()),
    };
    steps.map(of_step).sum()
}

/// Whether the query could hold too many samples.
pub(super) fn may_be_exceeded(scope: &Scope<'_>, plan: &Plan<'_>) -> bool {
    // The cheapest bound first: as if every selector selected everything.
    let weight = if scope.store.has_histograms() { HISTOGRAM_LOAD } else { 1 };
    let longest = scope.store.longest_series();
    let everything = |_: &SelectorPlan<'_>| scope.store.len();
    let everything = Bound { scope, weight, select: everything, window: |_: &MatrixPlan<'_>| longest };
    let selected = |plan: &SelectorPlan<'_>| scope.store.select(&plan.matchers).len();
    let window = |plan: &MatrixPlan<'_>| largest_window(scope, plan);
    let selected = Bound { scope, weight, select: selected, window };
    let limit = scope.options.max_samples;
    everything.of(plan, scope.steps.count) > limit && selected.of(plan, scope.steps.count) > limit
}

/// The most samples that a series of a range selector has in one window.
fn largest_window(scope: &Scope<'_>, plan: &MatrixPlan<'_>) -> usize {
    let series = scope.store.select(&plan.selector.matchers).into_iter();
    series.map(|id| scope.store.series(id).times().most_within(plan.range.as_ms())).max().unwrap_or(0)
}

struct Bound<'b, 's, F, W> {
    scope: &'b Scope<'s>,
    /// What one sample counts at most.
    weight: usize,
    /// Number of series that a selector finds.
    select: F,
    /// Samples that a series has in one window.
    window: W,
}

impl<F: Fn(&SelectorPlan<'_>) -> usize, W: Fn(&MatrixPlan<'_>) -> usize> Bound<'_, '_, F, W> {
    /// Samples that a node and everything below it may hold at `steps` steps.
    fn of(&self, plan: &Plan<'_>, steps: usize) -> usize {
        match &plan.kind {
            PlanKind::String(_) => 0,
            PlanKind::Number(_) => steps,
            PlanKind::Selector(selector) => self.selected(selector, steps),
            PlanKind::Matrix(matrix) => {
                // One window at a time, of which no copies are made.
                let window = (self.window)(matrix).saturating_mul(self.weight);
                self.selected(&matrix.selector, steps).saturating_add(window)
            }
            PlanKind::Subquery(subquery) => {
                self.of(&subquery.inner, inner_steps(subquery, self.scope, steps))
            }
            PlanKind::Call { args, .. } => self.all(args, steps).saturating_add(steps),
            PlanKind::Aggregate { operand, param, .. } => self
                .of(operand, steps)
                .saturating_add(param.as_ref().map_or(0, |param| self.of(param, steps))),
            PlanKind::Binary { lhs, rhs, .. } => self.of(lhs, steps).saturating_add(self.of(rhs, steps)),
            PlanKind::Unary(_, operand) => self.of(operand, steps),
        }
    }

    fn all(&self, plans: &[Plan<'_>], steps: usize) -> usize {
        plans.iter().fold(0, |sum, plan| self.of(plan, steps).saturating_add(sum))
    }

    fn selected(&self, plan: &SelectorPlan<'_>, steps: usize) -> usize {
        (self.select)(plan).saturating_mul(steps).saturating_mul(self.weight).saturating_mul(COPIES)
    }
}

fn inner_steps(plan: &SubqueryPlan<'_>, scope: &Scope<'_>, steps: usize) -> usize {
    let horizon = scope.steps.interval.saturating_mul(steps as i64).saturating_add(plan.range.as_ms());
    (horizon / plan.step_ms.max(1)).unsigned_abs() as usize + 2
}

#[cfg(test)]
mod tests {
    use firedrill_model::{Labels, Value};

    use super::super::{QueryOptions, instant};
    use crate::store::{Origin, Store};
    use crate::{Dialect, EvalError, Features, syntax};

    /// Whether `query` over `series` samples stays within 89 samples.
    fn fits(query: &str, series: usize) -> bool {
        let mut store = Store::default();
        for number in 0..series {
            let instance = number.to_string();
            let id = store.series_id(
                &Labels::from_pairs([("__name__", "v"), ("instance", instance.as_str())]),
                Origin::default(),
            );
            store.append(id, 0, Value::Float(1.0)).expect("a first sample");
        }
        let expr = syntax::parse(query, &Dialect::V3, &Features::SERVER_DEFAULT).expect(query);
        let options = QueryOptions { max_samples: 89, ..QueryOptions::default() };
        match instant(&store, &expr, 0, &options) {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error, EvalError::TooManySamples, "{query}");
                false
            }
        }
    }

    #[test]
    fn counts_as_the_reference_does() {
        for (query, most) in [("v", 89), ("abs(v)", 29), ("v + v", 17), ("sum(v)", 89)] {
            assert!(fits(query, most), "{query} over {most}");
            assert!(!fits(query, most + 1), "{query} over {}", most + 1);
        }
    }
}

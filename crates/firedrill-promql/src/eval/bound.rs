//! An upper bound on the samples that a query holds, found without evaluating it.

use super::aggregate::is_fold;
use super::limits::NodeLoad;
use super::plan::{MatrixPlan, Plan, PlanKind, SelectorPlan, SubqueryPlan};
use super::scope::Scope;
use crate::functions::kernel::{Kernel, SpecialForm};
use crate::syntax::BinaryOp;
use crate::syntax::ast::{Binary, Call};

/// A native histogram of any usual size counts no more than this many floats.
const HISTOGRAM_LOAD: usize = 200;

/// Whether the query could hold too many samples.
pub(super) fn may_be_exceeded(scope: &Scope<'_>, plan: &Plan<'_>) -> bool {
    // The cheapest bound first: as if every selector selected everything.
    let weight = if scope.store.has_histograms() { HISTOGRAM_LOAD } else { 1 };
    let longest = scope.store.longest_series();
    let interval_ms = scope.steps.interval;
    let everything = |_: &SelectorPlan<'_>, _| scope.store.len();
    let everything = Bound { interval_ms, weight, select: everything, window: |_: &MatrixPlan<'_>| longest };
    let selected = |plan: &SelectorPlan<'_>, _| scope.store.select(&plan.matchers).len();
    let window = |plan: &MatrixPlan<'_>| largest_window(scope, plan);
    let selected = Bound { interval_ms, weight, select: selected, window };
    let limit = scope.options.max_samples;
    everything.of(plan, scope.steps.count).peak > limit && selected.of(plan, scope.steps.count).peak > limit
}

/// The most samples that a series of a range selector has in one window.
fn largest_window(scope: &Scope<'_>, plan: &MatrixPlan<'_>) -> usize {
    let series = scope.store.select(&plan.selector.matchers).into_iter();
    series.map(|id| scope.store.series(id).times().most_within(plan.range.as_ms())).max().unwrap_or(0)
}

/// What a node may hold.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Load {
    /// At any moment of its evaluation, its operands included.
    pub(super) peak: usize,
    /// In the end.
    pub(super) results: usize,
}

impl Load {
    /// Results that nothing else is needed for.
    fn of_results(results: usize) -> Self {
        Self { peak: results, results }
    }
}

pub(super) struct Bound<F, W> {
    /// Distance of the steps in milliseconds.
    pub(super) interval_ms: i64,
    /// What one sample counts at most.
    pub(super) weight: usize,
    /// Number of series that a selector finds within a range, 0 for an instant selector.
    pub(super) select: F,
    /// Samples that a series has in one window.
    pub(super) window: W,
}

impl<F, W> Bound<F, W>
where
    F: Fn(&SelectorPlan<'_>, i64) -> usize,
    W: Fn(&MatrixPlan<'_>) -> usize,
{
    /// What a node holds at `steps` steps.
    pub(super) fn of(&self, plan: &Plan<'_>, steps: usize) -> Load {
        match &plan.kind {
            PlanKind::String(_) => Load::default(),
            PlanKind::Number(_) => Load::of_results(steps),
            PlanKind::Selector(selector) => Load::of_results(self.selected(selector, 0, steps)),
            PlanKind::Matrix(matrix) => {
                // One window at a time, of which no copies are made.
                let window = (self.window)(matrix).saturating_mul(self.weight);
                let results = self.selected(&matrix.selector, matrix.range.as_ms(), steps);
                Load { peak: results.saturating_add(window), results }
            }
            PlanKind::Subquery(subquery) => self.of(&subquery.inner, self.inner_steps(subquery, steps)),
            PlanKind::Call { call, args } => {
                let operands: Vec<Load> = args.iter().map(|arg| self.of(arg, steps)).collect();
                Self::node(&operands, call_results(call, &operands, steps), steps, false)
            }
            PlanKind::Aggregate { aggregate, operand, param } => {
                let operands: Vec<Load> =
                    std::iter::once(operand).chain(param).map(|operand| self.of(operand, steps)).collect();
                let is_one_group =
                    is_fold(aggregate.op) && !aggregate.without && aggregate.grouping.is_empty();
                let most = if is_one_group { steps.saturating_mul(self.weight) } else { usize::MAX };
                Self::node(&operands, operands[0].results.min(most), steps, true)
            }
            PlanKind::Binary { binary, lhs, rhs } => {
                let operands = [self.of(lhs, steps), self.of(rhs, steps)];
                let results = if self.keeps_both(binary) {
                    results(&operands)
                } else {
                    operands[0].results.max(operands[1].results)
                };
                Self::node(&operands, results, steps, false)
            }
            PlanKind::Unary(_, operand) => {
                let operand = self.of(operand, steps);
                Self::node(&[operand], operand.results, steps, false)
            }
        }
    }

    /// Whether the results of an operator may be as many as both operands together: at a step it has
    /// no more samples than its "many" side, but those of two histograms may be larger than both.
    fn keeps_both(&self, binary: &Binary) -> bool {
        let is_filled =
            binary.matching.as_ref().is_some_and(|it| it.fill_left.is_some() || it.fill_right.is_some());
        binary.op == BinaryOp::Or || is_filled || self.weight > 1
    }

    fn node(operands: &[Load], found: usize, steps: usize, is_folded: bool) -> Load {
        let inputs = results(operands);
        // The other operands may be there already while one is evaluated.
        let before = operands.iter().map(|it| (inputs - it.results).saturating_add(it.peak)).max();
        let node = NodeLoad { results: found, steps, is_folded };
        Load { peak: node.peak(inputs).max(before.unwrap_or(0)), results: found }
    }

    fn selected(&self, plan: &SelectorPlan<'_>, range_ms: i64, steps: usize) -> usize {
        (self.select)(plan, range_ms).saturating_mul(steps).saturating_mul(self.weight)
    }

    fn inner_steps(&self, plan: &SubqueryPlan<'_>, steps: usize) -> usize {
        let horizon = self.interval_ms.saturating_mul(steps as i64).saturating_add(plan.range.as_ms());
        (horizon / plan.step_ms.max(1)).unsigned_abs() as usize + 2
    }
}

/// Results of a function over these operands.
fn call_results(call: &Call, operands: &[Load], steps: usize) -> usize {
    let vector = |idx: usize| operands.get(idx).map_or(steps, |load| load.results);
    match call.function.kernel {
        Kernel::Element(_) | Kernel::ElementWith(_) | Kernel::Calendar(_) => vector(0),
        Kernel::Range(_) => results(operands),
        Kernel::Vector(_) => match call.function.name {
            "scalar" | "vector" | "pi" => steps,
            "sort" | "sort_desc" | "label_replace" | "label_join" => vector(0),
            "histogram_quantile" => vector(1),
            // `histogram_quantiles` has a result per argument.
            _ => results(operands).saturating_mul(operands.len()).saturating_add(steps),
        },
        Kernel::Special(form) => match form {
            SpecialForm::Absent | SpecialForm::AbsentOverTime | SpecialForm::Time => steps,
            SpecialForm::Timestamp => vector(0),
            _ => results(operands).saturating_mul(operands.len()).saturating_add(steps),
        },
    }
}

fn results(operands: &[Load]) -> usize {
    operands.iter().fold(0, |sum, load| load.results.saturating_add(sum))
}

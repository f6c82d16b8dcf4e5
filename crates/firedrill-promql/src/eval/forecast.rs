//! What can be said of a rule's result before it is evaluated.

use super::bound::{Bound, Load};
use super::certainty::{Certainty, Shape};
use super::options::QueryOptions;
use super::plan::{MatrixPlan, PlanKind, SelectorPlan};
use super::rule::PreparedRule;
use crate::syntax::CompiledMatcher;

/// What a rule will find when it is evaluated: upper bounds that hold at every step. There are no native
/// histograms.
pub trait Supply {
    /// Series that the matchers select within the last `range_ms` milliseconds.
    fn series(&self, matchers: &[CompiledMatcher], range_ms: i64) -> usize;

    /// Samples that one of these series has there.
    fn samples(&self, matchers: &[CompiledMatcher], range_ms: i64) -> usize;
}

/// What can be said of a rule's result before it is evaluated.
#[derive(Debug)]
pub struct Forecast<'r> {
    /// The most series that it has at one step.
    pub series: usize,
    /// `None` where the evaluation may fail.
    shape: Option<Shape<'r>>,
}

impl Forecast<'_> {
    /// Whether no step can fail and the series still differ after labels of these names are set;
    /// `exists` tells whether any series has a label at all.
    pub fn is_certain<'n>(
        &self,
        mut set: impl Iterator<Item = &'n str>,
        exists: impl Fn(&str) -> bool,
    ) -> bool {
        let Some(shape) = &self.shape else { return false };
        self.series <= 1 || shape.is_distinct && set.all(|name| shape.labels.lacks(name) || !exists(name))
    }
}

impl PreparedRule<'_> {
    /// Looks ahead to an evaluation with `options` over what `supply` promises.
    pub fn forecast(&self, supply: &dyn Supply, options: &QueryOptions<'_>) -> Forecast<'_> {
        let unknown = Forecast { series: usize::MAX, shape: None };
        let Some(Ok(plan)) = &self.plan else { return unknown };
        let bound = Bound {
            interval_ms: 0,
            weight: 1,
            select: |plan: &SelectorPlan<'_>, range_ms| supply.series(&plan.matchers, range_ms),
            window: |plan: &MatrixPlan<'_>| supply.samples(&plan.selector.matchers, plan.range.as_ms()),
        };
        let Load { peak, results } = bound.of(plan, 1);
        let is_refused =
            matches!(plan.kind, PlanKind::String(_) | PlanKind::Matrix(_) | PlanKind::Subquery(_));
        if is_refused || peak > options.max_samples || options.features.delayed_name_removal {
            return Forecast { series: results, shape: None };
        }
        let certainty =
            Certainty { bound: &bound, dialect: &options.dialect, max_samples: options.max_samples };
        Forecast { series: results, shape: certainty.shape(plan) }
    }
}

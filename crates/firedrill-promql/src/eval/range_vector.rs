//! Range vectors: stored series or the points of a subquery, with the window of each step.

use firedrill_model::Duration;

use super::plan::{MatrixPlan, Plan, PlanKind, Reference, SelectorPlan, SubqueryPlan};
use super::scope::{Mode, Scope};
use super::subquery::{self, InnerSeries};
use super::windows::{RangeSeries, WindowCache, WindowRule};
use crate::annotations::Annotations;
use crate::error::EvalError;
use crate::functions::kernel::RangeExtension;
use crate::store::{SeriesId, Times};

/// A range vector whose series can be walked.
#[derive(Debug)]
pub(super) struct RangeVector<'p> {
    source: RangeSource,
    /// The window of each step.
    pub(super) rule: WindowRule,
    /// The length of the window.
    pub(super) range: Duration,
    /// The selector; none for a subquery.
    pub(super) selector: Option<&'p SelectorPlan<'p>>,
}

#[derive(Debug)]
enum RangeSource {
    Stored(Vec<SeriesId>),
    Inner(Vec<InnerSeries>),
}

impl<'p> RangeVector<'p> {
    /// Selects the series, or evaluates the subquery.
    pub(super) fn new(
        scope: &Scope<'_>,
        plan: &'p Plan<'_>,
        notes: &mut Annotations,
    ) -> Result<Self, EvalError> {
        match &plan.kind {
            PlanKind::Matrix(matrix) => Ok(Self::stored(scope, matrix)),
            PlanKind::Subquery(subquery) => Self::inner(scope, subquery, notes),
            _ => unreachable!("the type checker lets only range vectors through"),
        }
    }

    fn stored(scope: &Scope<'_>, matrix: &'p MatrixPlan<'_>) -> Self {
        let selector = &matrix.selector;
        Self {
            source: RangeSource::Stored(scope.store.select(&selector.matchers)),
            rule: WindowRule {
                extension: extension(selector),
                stats_only: selector.stats_only,
                ..window_rule(scope, scope.shifted(selector.reference), matrix.range)
            },
            range: matrix.range,
            selector: Some(selector),
        }
    }

    fn inner(
        scope: &Scope<'_>,
        plan: &'p SubqueryPlan<'_>,
        notes: &mut Annotations,
    ) -> Result<Self, EvalError> {
        Ok(Self {
            source: RangeSource::Inner(subquery::evaluate(scope, plan, notes)?),
            rule: window_rule(scope, plan.reference, plan.range),
            range: plan.range,
            selector: None,
        })
    }

    /// The stored series it reads; none for a subquery.
    pub(super) fn stored_ids(&self) -> &[SeriesId] {
        match &self.source {
            RangeSource::Stored(ids) => ids,
            RangeSource::Inner(_) => &[],
        }
    }

    /// Whether the range is `anchored` or `smoothed`.
    pub(super) fn extension(&self) -> Option<RangeExtension> {
        self.rule.extension
    }

    /// Both edges of the range itself at the first step.
    pub(super) fn edges(&self, scope: &Scope<'_>) -> (i64, i64) {
        let end = self.rule.reference.time(scope.steps.start);
        (end.saturating_sub(self.rule.range_ms), end)
    }

    /// Calls `visit` for every series with a sample in some window, in order.
    pub(super) fn for_each(
        &self,
        scope: &Scope<'_>,
        mut visit: impl FnMut(RangeSeries<'_>) -> Result<(), EvalError>,
    ) -> Result<(), EvalError> {
        match &self.source {
            RangeSource::Stored(ids) => {
                let mut cache = WindowCache::default();
                for id in ids {
                    scope.check_deadline()?;
                    let series = scope.store.series(*id);
                    cache.visit(scope, &self.rule, series, &mut visit).transpose()?;
                }
                Ok(())
            }
            RangeSource::Inner(all) => self.for_each_inner(scope, all, visit),
        }
    }

    fn for_each_inner(
        &self,
        scope: &Scope<'_>,
        all: &[InnerSeries],
        mut visit: impl FnMut(RangeSeries<'_>) -> Result<(), EvalError>,
    ) -> Result<(), EvalError> {
        let mut grid: Option<&Times> = None;
        let (mut times, mut windows) = (Vec::new(), Vec::new());
        for series in all {
            scope.check_deadline()?;
            if grid != Some(&series.times) {
                grid = Some(&series.times);
                times = series.times.to_vec();
                windows = self.rule.windows(&series.times, &scope.steps, |_| i64::MAX);
            }
            if windows.iter().all(|(start, end)| start == end) {
                continue;
            }
            visit(RangeSeries {
                labels: &series.labels,
                drop_name: series.drop_name,
                times: &times,
                values: &series.values,
                histograms: series.histograms.as_deref(),
                start_times: None,
                windows: &windows,
            })?;
        }
        Ok(())
    }
}

fn window_rule(scope: &Scope<'_>, reference: Reference, range: Duration) -> WindowRule {
    let dialect = &scope.options.dialect;
    WindowRule {
        reference,
        range_ms: range.as_ms(),
        extension: None,
        stats_only: false,
        lookback_ms: scope.options.lookback_ms,
        left_open: dialect.left_open_windows,
        sliding_from: (!dialect.fixed_at_windows && scope.mode == Mode::Range).then_some(scope.steps.start),
    }
}

fn extension(plan: &SelectorPlan<'_>) -> Option<RangeExtension> {
    if plan.selector.anchored {
        Some(RangeExtension::Anchored)
    } else if plan.selector.smoothed {
        Some(RangeExtension::Smoothed)
    } else {
        None
    }
}

/// Whether a plan yields a range vector.
pub(super) fn is_range(plan: &Plan<'_>) -> bool {
    matches!(plan.kind, PlanKind::Matrix(_) | PlanKind::Subquery(_))
}

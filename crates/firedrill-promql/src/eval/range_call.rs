//! Range vectors, and functions over them.

use firedrill_model::{Duration, Span};

use super::collision::{Collision, check};
use super::limits::column_load;
use super::node;
use super::plan::{MatrixPlan, Plan, PlanKind, Reference, SelectorPlan, SubqueryPlan};
use super::scope::{Mode, Scope};
use super::subquery::{self, InnerSeries};
use super::windows::{RangeSeries, WindowCache, WindowRule};
use crate::annotations::Annotations;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::functions::kernel::{RangeExtension, RangeInput, RangeKernel, RangeOutput};
use crate::store::{SeriesId, Times};
use crate::syntax::ast::Call;

/// A range vector whose series can be walked.
#[derive(Debug)]
pub(super) struct RangeVector<'p> {
    source: Source,
    rule: WindowRule,
    range: Duration,
    selector: Option<&'p SelectorPlan<'p>>,
}

#[derive(Debug)]
enum Source {
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
            source: Source::Stored(scope.store.select(&selector.matchers)),
            rule: WindowRule {
                extension: extension(selector),
                stats_only: selector.stats_only,
                ..window_rule(scope, selector.reference, matrix.range)
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
            source: Source::Inner(subquery::evaluate(scope, plan, notes)?),
            rule: window_rule(scope, plan.reference, plan.range),
            range: plan.range,
            selector: None,
        })
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
            Source::Stored(ids) => {
                let mut cache = WindowCache::default();
                for id in ids {
                    scope.check_deadline()?;
                    let series = scope.store.series(*id);
                    cache.visit(scope, &self.rule, series, &mut visit).transpose()?;
                }
                Ok(())
            }
            Source::Inner(all) => self.for_each_inner(scope, all, visit),
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
        sliding_left_from: (!dialect.fixed_at_windows && scope.mode == Mode::Range)
            .then_some(scope.steps.start),
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

/// Evaluates a call of a range function.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    call: &Call,
    args: &[Plan<'_>],
    kernel: RangeKernel,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    let range_call = RangeCall::new(scope, call, args, kernel, notes)?;
    let mut vector = Vector::default();
    let mut results = 0;
    range_call.range_vector.for_each(scope, |series| {
        if let Some(counter) = scope.counter {
            counter.check(results + series.longest_window())?;
        }
        if let Some(column) = range_call.column(scope, &series, notes)? {
            results += scope.counter.map_or(0, |_| column_load(&column));
            let (labels, drop_name) = if kernel.keeps_name {
                (series.labels.clone(), series.drop_name)
            } else {
                scope.drop_name(series.labels)
            };
            vector.series.push(VectorSeries { labels, drop_name, column });
        }
        Ok(())
    })?;
    check(&vector, Collision::of_range_function(scope))?;
    Ok(vector)
}

/// Whether a plan yields a range vector.
pub(super) fn is_range(plan: &Plan<'_>) -> bool {
    matches!(plan.kind, PlanKind::Matrix(_) | PlanKind::Subquery(_))
}

/// A call of a range function whose arguments are evaluated.
#[derive(Debug)]
pub(super) struct RangeCall<'p> {
    call: &'p Call,
    kernel: RangeKernel,
    range_vector: RangeVector<'p>,
    scalars: Vec<Vec<f64>>,
    argument_span: Span,
}

impl<'p> RangeCall<'p> {
    /// Evaluates the range vector first, then the scalars in order.
    pub(super) fn new(
        scope: &Scope<'_>,
        call: &'p Call,
        args: &'p [Plan<'_>],
        kernel: RangeKernel,
        notes: &mut Annotations,
    ) -> Result<Self, EvalError> {
        let Some(range_plan) = args.iter().find(|arg| is_range(arg)) else {
            unreachable!("the type checker demands a range vector");
        };
        let range_vector = RangeVector::new(scope, range_plan, notes)?;
        check_extension(call, range_vector.extension())?;
        let mut scalars = Vec::new();
        for arg in args.iter().filter(|arg| !is_range(arg)) {
            scalars.push(node::evaluate(scope, arg, notes)?.into_scalar());
        }
        let argument_span = range_vector.selector.map_or(Span::new(0, 0), |_| range_plan.expr.span);
        Ok(Self { call, kernel, range_vector, scalars, argument_span })
    }

    /// The stored series it reads; none for a subquery.
    pub(super) fn stored(&self) -> &[SeriesId] {
        match &self.range_vector.source {
            Source::Stored(ids) => ids,
            Source::Inner(_) => &[],
        }
    }

    /// The output of one stored series, unless it is empty.
    pub(super) fn stored_column(
        &self,
        scope: &Scope<'_>,
        cache: &mut WindowCache,
        id: SeriesId,
        notes: &mut Annotations,
    ) -> Result<Option<Column>, EvalError> {
        let series = scope.store.series(id);
        let column =
            cache.visit(scope, &self.range_vector.rule, series, |series| self.column(scope, &series, notes));
        Ok(column.transpose()?.flatten())
    }

    fn column(
        &self,
        scope: &Scope<'_>,
        series: &RangeSeries<'_>,
        notes: &mut Annotations,
    ) -> Result<Option<Column>, EvalError> {
        let rule = &self.range_vector.rule;
        let input = RangeInput {
            times: series.times,
            values: series.values,
            histograms: series.histograms,
            start_times: series.start_times,
            windows: series.windows,
            steps: &scope.steps,
            offset_ms: rule.reference.offset_ms,
            fixed_end: rule.reference.at.map(|_| rule.reference.time(0)),
            extension: rule.extension,
            range_ms: rule.range_ms,
            range_seconds: self.range_vector.range.as_seconds(),
            scalars: &self.scalars,
            labels: series.labels,
            dialect: &scope.options.dialect,
            features: &scope.options.features,
            call: self.call,
            argument_span: self.argument_span,
        };
        let mut column = Column::absent(scope.steps.count);
        (self.kernel.run)(&input, &mut RangeOutput { column: &mut column, annotations: notes })?;
        Ok((!column.is_empty()).then_some(column))
    }
}

/// The functions that understand `anchored` and `smoothed`, as the error lists them.
const ANCHORED: &[&str] = &["changes", "delta", "increase", "rate", "resets"];
const SMOOTHED: &[&str] = &["delta", "increase", "rate"];

/// # Errors
/// Where the function does not understand the modifier of its range.
fn check_extension(call: &Call, extension: Option<RangeExtension>) -> Result<(), EvalError> {
    let (modifier, allowed) = match extension {
        None => return Ok(()),
        Some(RangeExtension::Anchored) => ("anchored", ANCHORED),
        Some(RangeExtension::Smoothed) => ("smoothed", SMOOTHED),
    };
    let name = call.function.name;
    if allowed.contains(&name) {
        return Ok(());
    }
    let allowed = allowed.join(", ");
    Err(EvalError::Execution(format!(
        "{modifier} modifier can only be used with: {allowed} - not with {name}"
    )))
}

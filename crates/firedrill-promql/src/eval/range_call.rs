//! Functions over range vectors.

use firedrill_model::Span;

use super::collision::{Collision, check};
use super::limits::column_load;
use super::node;
use super::plan::Plan;
use super::range_vector::{RangeVector, is_range};
use super::scope::Scope;
use super::windows::{RangeSeries, WindowCache};
use crate::annotations::Annotations;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::functions::kernel::{RangeExtension, RangeInput, RangeKernel, RangeOutput};
use crate::store::SeriesId;
use crate::syntax::ast::Call;

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
        self.range_vector.stored_ids()
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

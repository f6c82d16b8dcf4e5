//! `sort` and `sort_desc`: samples by value.

use super::function::Function;
use super::kernel::{CallContext, Kernel};
use super::ordering::sort_samples;
use crate::annotations::Level;
use crate::column::{Evaluated, VectorSeries};
use crate::error::EvalError;

pub(super) static SORT: Function =
    Function::of_vector("sort", "samples by value, smallest first, NaN last", Kernel::Vector(sort));
pub(super) static SORT_DESC: Function =
    Function::of_vector("sort_desc", "samples by value, largest first, NaN last", Kernel::Vector(sort_desc));

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn sort(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    Ok(by_value(context, arguments, |lhs, rhs| rhs.is_nan() || rhs > lhs))
}

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn sort_desc(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    Ok(by_value(context, arguments, |lhs, rhs| rhs.is_nan() || rhs < lhs))
}

/// `less` is that of Prometheus' heaps with its operands swapped, so two NaN change places.
fn by_value(
    context: &mut CallContext<'_>,
    arguments: Vec<Evaluated>,
    less: fn(f64, f64) -> bool,
) -> Evaluated {
    let mut vector = arguments.into_iter().next().map(Evaluated::into_vector).unwrap_or_default();
    for series in &mut vector.series {
        series.column.histograms = None;
    }
    if context.is_range_query {
        warn_ineffective(context);
        return Evaluated::Vector(vector);
    }
    let value = |series: &[VectorSeries], step: usize, idx: usize| series[idx].column.floats[step];
    Evaluated::Vector(sort_samples(vector, context.steps.count, |series, step, lhs, rhs| {
        less(value(series, step, lhs), value(series, step, rhs))
    }))
}

/// The results of a range query are always ordered by labels.
pub(super) fn warn_ineffective(context: &mut CallContext<'_>) {
    let text = "sort is ineffective for range queries since results are always ordered by labels";
    context.annotations.add(Level::Warning, text.to_owned(), context.span);
}

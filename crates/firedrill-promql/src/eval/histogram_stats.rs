//! Native histograms read without their buckets.

use std::sync::Arc;

use firedrill_model::FloatHistogram;
use firedrill_model::histogram::CounterResetHint;

use super::plan::Reference;
use super::scope::Scope;
use super::windows::HistogramSlots;
use crate::store::Series;

/// The samples of a series as `HistogramStatsIterator` (model/histogram in Prometheus) gives them to
/// an instant selector: schema, count, sum, and a hint that compares with the sample read before.
pub(super) fn of_instant_selector(
    scope: &Scope<'_>,
    series: &Series,
    samples: &HistogramSlots,
    reference: Reference,
) -> Vec<Option<Arc<FloatHistogram>>> {
    let mut fresh = Vec::new();
    let mut read_until: Option<i64> = None;
    for step in 0..scope.steps.count {
        let seen_from = reference.time(scope.steps.time(step));
        let oldest = seen_from.saturating_sub(scope.options.lookback_ms).saturating_add(1);
        if read_until.is_none_or(|read_until| oldest > read_until) {
            fresh.push(series.times().count_until(oldest.saturating_sub(1)));
        }
        let current = series.times().count_until(seen_from.saturating_sub(1));
        read_until = Some(series.times().at(current.min(series.times().len() - 1)));
    }
    stats(samples, &fresh)
}

/// The same for a range selector whose first window starts at `oldest`.
pub(super) fn of_range_selector(
    series: &Series,
    samples: &HistogramSlots,
    oldest: i64,
) -> Vec<Option<Arc<FloatHistogram>>> {
    stats(samples, &[series.times().count_until(oldest.saturating_sub(1))])
}

/// `fresh` lists the samples, ascending, before which nothing was read.
fn stats(samples: &HistogramSlots, fresh: &[usize]) -> Vec<Option<Arc<FloatHistogram>>> {
    let mut fresh = fresh.iter().copied().peekable();
    let mut previous: Option<&FloatHistogram> = None;
    let slots = samples.iter().enumerate().map(|(sample, slot)| {
        if fresh.next_if(|start| *start <= sample).is_some() {
            previous = None;
        }
        let current = slot.as_deref()?;
        let hint = match (current.counter_reset_hint, previous) {
            (CounterResetHint::Unknown, Some(previous)) if current.is_reset_after(previous) => {
                CounterResetHint::Reset
            }
            (CounterResetHint::Unknown, Some(_)) => CounterResetHint::NotReset,
            (hint, _) => hint,
        };
        previous = Some(current);
        Some(Arc::new(FloatHistogram {
            counter_reset_hint: hint,
            schema: current.schema,
            count: current.count,
            sum: current.sum,
            ..FloatHistogram::default()
        }))
    });
    slots.collect()
}

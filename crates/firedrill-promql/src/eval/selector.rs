//! Instant selectors.

use std::sync::Arc;

use firedrill_model::{FloatHistogram, stale_nan};

use super::histogram_stats::of_instant_selector;
use super::limits::column_load;
use super::plan::SelectorPlan;
use super::samples::{Run, for_each_run};
use super::scope::Scope;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::store::Series;

/// The selected series that have a value at some step, in storage order.
pub(super) fn evaluate(scope: &Scope<'_>, plan: &SelectorPlan<'_>) -> Result<Vector, EvalError> {
    let mut vector = Vector::default();
    let mut selected = 0;
    for id in scope.store.select(&plan.matchers) {
        scope.check_deadline()?;
        let series = scope.store.series(id);
        if let Some(column) = column(scope, plan, series) {
            if let Some(counter) = scope.counter {
                selected += column_load(&column);
                counter.check(selected)?;
            }
            let labels = series.labels().clone();
            vector.series.push(VectorSeries { labels, drop_name: false, column });
        }
    }
    Ok(vector)
}

/// The values of one series, unless no step has any.
pub(super) fn column(scope: &Scope<'_>, plan: &SelectorPlan<'_>, series: &Series) -> Option<Column> {
    let reference = scope.shifted(plan.reference);
    let stats = series
        .histograms()
        .filter(|_| plan.stats_only)
        .map(|samples| of_instant_selector(scope, series, samples, reference));
    let samples = stats.as_deref().or(series.histograms());
    let mut floats = Vec::new();
    let mut histograms: Option<Vec<Option<Arc<FloatHistogram>>>> = None;
    for_each_run(scope, series, reference, |run| {
        // Filled in order: steps without a sample in between are absent.
        floats.resize(run.steps.start, stale_nan());
        match samples {
            Some(samples) => {
                let histograms = histograms.get_or_insert_with(Vec::new);
                histograms.resize(run.steps.start, None);
                push_mixed(&run, series.values(), samples, &mut floats, histograms);
            }
            None => push_floats(&run, series.values(), &mut floats),
        }
    });
    if floats.is_empty() {
        return None;
    }
    floats.resize(scope.steps.count, stale_nan());
    if let Some(histograms) = &mut histograms {
        histograms.resize(scope.steps.count, None);
    }
    let histograms = histograms.filter(|column| column.iter().any(Option::is_some));
    let column = Column { floats, histograms };
    (!series.has_stale() || !column.is_empty()).then_some(column)
}

fn push_floats(run: &Run, values: &[f64], floats: &mut Vec<f64>) {
    let count = run.steps.len();
    match run.stride {
        0 => floats.resize(floats.len() + count, values[run.first_sample]),
        1 => floats.extend_from_slice(&values[run.first_sample..run.first_sample + count]),
        stride => floats.extend(values[run.first_sample..].iter().step_by(stride).take(count)),
    }
}

fn push_mixed(
    run: &Run,
    values: &[f64],
    samples: &[Option<Arc<FloatHistogram>>],
    floats: &mut Vec<f64>,
    histograms: &mut Vec<Option<Arc<FloatHistogram>>>,
) {
    for nth in 0..run.steps.len() {
        let sample = run.first_sample + run.stride * nth;
        let histogram = samples[sample].clone();
        floats.push(if histogram.is_some() { stale_nan() } else { values[sample] });
        histograms.push(histogram);
    }
}

//! `smoothed` on an instant selector: the value on the line between the samples around the moment.

use std::sync::Arc;

use firedrill_model::histogram::{CounterResetHint, HistogramSample, Note, Notes, interpolated};
use firedrill_model::{SampleTimes, Span, Value};

use super::plan::SelectorPlan;
use super::scope::Scope;
use super::windows::{RangeSeries, WindowCache, WindowRule};
use crate::annotations::Annotations;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::functions::kernel::RangeExtension;
use crate::histogram_notes;

/// The selected series that have a value at some step, in storage order.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    plan: &SelectorPlan<'_>,
    span: Span,
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    let reference = scope.shifted(plan.reference);
    let rule = WindowRule {
        reference,
        range_ms: 0,
        extension: Some(RangeExtension::Smoothed),
        lookback_ms: scope.options.lookback_ms,
        left_open: scope.options.dialect.left_open_windows,
        stats_only: plan.stats_only,
        sliding_from: None,
    };
    let mut cache = WindowCache::default();
    let mut vector = Vector::default();
    for id in scope.store.select(&plan.matchers) {
        scope.check_deadline()?;
        let column = cache.visit(scope, &rule, scope.store.series(id), |series| {
            let mut column = Column::absent(scope.steps.count);
            for step in 0..scope.steps.count {
                let at = reference.time(scope.steps.time(step));
                column.set(step, Around { series: &series, span }.value(series.windows[step], at, notes));
            }
            column
        });
        if let Some(column) = column.filter(|column| !column.is_empty()) {
            let labels = scope.store.series(id).labels().clone();
            vector.series.push(VectorSeries { labels, drop_name: false, column });
        }
    }
    Ok(vector)
}

/// The samples around one moment.
struct Around<'a, 's> {
    series: &'a RangeSeries<'s>,
    span: Span,
}

impl Around<'_, '_> {
    fn value(&self, window: (u32, u32), at: i64, notes: &mut Annotations) -> Option<Value> {
        let (start, end) = (window.0 as usize, window.1 as usize);
        let is_histogram =
            |sample: usize| self.series.histograms.is_some_and(|slots| slots[sample].is_some());
        let histograms = (start..end).filter(|sample| is_histogram(*sample)).count();
        if histograms > 0 && histograms < end - start {
            histogram_notes::annotate_mixed_types(notes, self.metric_name(), self.span);
            return None;
        }
        let count_before = self.series.times[start..end].partition_point(|time| *time <= at);
        let before = start + count_before.checked_sub(1)?;
        let after = (before + 1 < end).then_some(before + 1);
        if histograms > 0 {
            return self.histogram(before, after, at, notes);
        }
        let old = self.series.values[before];
        let Some(after) = after.filter(|_| self.series.times[before] != at) else {
            return Some(Value::Float(old));
        };
        let elapsed = (at - self.series.times[before]) as f64;
        let distance = (self.series.times[after] - self.series.times[before]) as f64;
        Some(Value::Float(old + (self.series.values[after] - old) * elapsed / distance))
    }

    fn histogram(
        &self,
        before: usize,
        after: Option<usize>,
        at: i64,
        notes: &mut Annotations,
    ) -> Option<Value> {
        let slots = self.series.histograms?;
        let old = slots[before].as_ref()?;
        if self.series.times[before] == at {
            return Some(Value::Histogram(Arc::clone(old)));
        }
        let Some(after) = after else {
            let mut last = Arc::clone(old);
            Arc::make_mut(&mut last).counter_reset_hint = CounterResetHint::Unknown;
            return Some(Value::Histogram(last));
        };
        let new = slots[after].as_ref()?;
        let is_gauge = |hint| hint == CounterResetHint::Gauge;
        let is_counter = !(is_gauge(old.counter_reset_hint) && is_gauge(new.counter_reset_hint));
        let sample = |idx: usize| SampleTimes {
            time_ms: self.series.times[idx],
            start_ms: self.series.start_times.map_or(0, |starts| starts[idx]),
        };
        let mut found = Notes::default();
        let result = interpolated(
            is_counter,
            HistogramSample { times: sample(before), histogram: old },
            HistogramSample { times: sample(after), histogram: new },
            at,
            &mut found,
        );
        if result.is_err() {
            found.add(Note::MixedSchemas);
        }
        histogram_notes::annotate(notes, found.iter(), self.metric_name(), self.span);
        result.ok().map(|histogram| Value::Histogram(Arc::new(histogram)))
    }

    fn metric_name(&self) -> &str {
        self.series.labels.metric_name().unwrap_or("")
    }
}

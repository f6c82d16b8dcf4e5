//! The samples of a range selector, and the window of each step.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use firedrill_model::{FloatHistogram, Labels, is_stale_nan};

use super::histogram_stats;
use super::plan::Reference;
use super::scope::Scope;
use crate::column::Steps;
use crate::functions::kernel::RangeExtension;
use crate::store::{Origin, Series, Times};

/// Histogram samples of a series, one slot per time.
pub(super) type HistogramSlots = [Option<Arc<FloatHistogram>>];

/// One series of a range vector: its samples (staleness markers left out) and per step the part of
/// them that lies in the window.
#[derive(Debug)]
pub(super) struct RangeSeries<'s> {
    pub(super) labels: &'s Labels,
    pub(super) drop_name: bool,
    pub(super) times: &'s [i64],
    pub(super) values: &'s [f64],
    pub(super) histograms: Option<&'s HistogramSlots>,
    /// Start timestamps in milliseconds, 0 where unknown.
    pub(super) start_times: Option<&'s [i64]>,
    pub(super) windows: &'s [(u32, u32)],
}

impl RangeSeries<'_> {
    /// Samples in the window that holds most; a native histogram counts by its size.
    pub(super) fn longest_window(&self) -> usize {
        let load = |sample: usize| {
            let histogram = self.histograms.and_then(|slots| slots[sample].as_ref());
            histogram.map_or(1, |histogram| histogram.sample_load())
        };
        let windows =
            self.windows.iter().map(|(start, end)| (*start as usize..*end as usize).map(load).sum());
        windows.max().unwrap_or(0)
    }
}

/// The window of a range at each step.
#[derive(Debug, Clone, Copy)]
pub(super) struct WindowRule {
    pub(super) reference: Reference,
    pub(super) range_ms: i64,
    pub(super) extension: Option<RangeExtension>,
    pub(super) lookback_ms: i64,
    /// Whether a sample exactly at the left edge is outside.
    pub(super) left_open: bool,
    /// Native histograms are read without their buckets.
    pub(super) stats_only: bool,
    /// 2.42: the window moves on with the steps despite `@`; the time of the first step.
    pub(super) sliding_from: Option<i64>,
}

impl WindowRule {
    /// Both edges at a step, widened for `anchored` and `smoothed`.
    fn edges(&self, step: i64) -> (i64, i64) {
        let mut end = self.reference.time(step);
        if let (Some(first), Some(_)) = (self.sliding_from, self.reference.at) {
            end = end.saturating_add(step - first);
        }
        let start = end.saturating_sub(self.range_ms);
        match self.extension {
            None => (start, end),
            Some(RangeExtension::Anchored) => (start.saturating_sub(self.lookback_ms), end),
            Some(RangeExtension::Smoothed) => {
                (start.saturating_sub(self.lookback_ms), end.saturating_add(self.lookback_ms))
            }
        }
    }

    /// Per step the half-open index range of the samples at `times` within the window and no later
    /// than `newest_visible` allows.
    pub(super) fn windows(
        &self,
        times: &Times,
        steps: &Steps,
        newest_visible: impl Fn(i64) -> i64,
    ) -> Vec<(u32, u32)> {
        let mut low = 0;
        let mut high = 0;
        (0..steps.count)
            .map(|step| {
                let step = steps.time(step);
                let (start, end) = self.edges(step);
                let mut before = if self.left_open { start } else { start.saturating_sub(1) };
                let mut end = end.min(newest_visible(step));
                if let Some(fetched) = self.reference.fetched {
                    before = before.max(fetched.after);
                    end = end.min(fetched.until);
                }
                low = super::samples::advance(times, low, before);
                high = super::samples::advance(times, high, end);
                (low.min(high) as u32, high as u32)
            })
            .collect()
    }
}

/// Times and windows of the last series, reused while the next one has the same grid.
#[derive(Debug, Default)]
pub(super) struct WindowCache {
    key: Option<(Times, Origin)>,
    times: Rc<[i64]>,
    windows: Rc<[(u32, u32)]>,
}

impl WindowCache {
    /// Hands the samples of a stored series to `visit`, unless no window holds any.
    pub(super) fn visit<T>(
        &mut self,
        scope: &Scope<'_>,
        rule: &WindowRule,
        series: &Series,
        visit: impl FnOnce(RangeSeries<'_>) -> T,
    ) -> Option<T> {
        let mut values = Cow::Borrowed(series.values());
        let mut histograms = series.histograms().map(|samples| {
            if rule.stats_only {
                let (oldest, _) = rule.edges(scope.steps.start);
                Cow::Owned(histogram_stats::of_range_selector(series, samples, oldest))
            } else {
                Cow::Borrowed(samples)
            }
        });
        let with_start_times = scope.options.features.start_timestamps;
        let mut start_times = series.start_times().filter(|_| with_start_times).map(Cow::Borrowed);
        if series.has_stale() {
            let keep = |index: &usize| !is_stale_nan(series.values()[*index]);
            let kept: Vec<usize> = (0..series.values().len()).filter(keep).collect();
            let times = kept.iter().map(|index| series.times().at(*index)).collect();
            values = Cow::Owned(kept.iter().map(|index| series.values()[*index]).collect());
            histograms =
                histograms.map(|slots| Cow::Owned(kept.iter().map(|index| slots[*index].clone()).collect()));
            start_times =
                start_times.map(|starts| Cow::Owned(kept.iter().map(|index| starts[*index]).collect()));
            self.fill(scope, rule, Times::Explicit(times), series.origin());
        } else if !self.holds(series.times(), series.origin()) {
            self.fill(scope, rule, series.times().clone(), series.origin());
        }
        if self.windows.iter().all(|(start, end)| start == end) {
            return None;
        }
        Some(visit(RangeSeries {
            labels: series.labels(),
            drop_name: false,
            times: &self.times,
            values: &values,
            histograms: histograms.as_deref(),
            start_times: start_times.as_deref(),
            windows: &self.windows,
        }))
    }

    fn holds(&self, times: &Times, origin: Origin) -> bool {
        self.key.as_ref().is_some_and(|(known, known_origin)| {
            // Comparing long lists costs as much as walking them.
            matches!(known, Times::Regular { .. }) && known == times && *known_origin == origin
        })
    }

    fn fill(&mut self, scope: &Scope<'_>, rule: &WindowRule, times: Times, origin: Origin) {
        let windows = rule.windows(&times, &scope.steps, |step| scope.newest_visible(origin, step));
        self.windows = windows.into();
        self.times = times.to_vec().into();
        self.key = Some((times, origin));
    }
}

//! Walking over the windows of one series.

use std::sync::Arc;

use firedrill_model::histogram::HistogramSample;
use firedrill_model::quote::quote;
use firedrill_model::{FloatHistogram, SampleTimes, Value};

use super::kernel::{RangeInput, RangeOutput};
use crate::annotations::Level;
use crate::histogram_notes;

/// The float samples of one window, never empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window<'a> {
    /// Times in milliseconds.
    pub(super) times: &'a [i64],
    /// Values.
    pub(super) values: &'a [f64],
}

/// Sets every step whose window holds floats to what `compute` makes of them. Only for series
/// without histograms, see [`floats_only`].
pub(super) fn each_window(
    input: &RangeInput<'_>,
    output: &mut RangeOutput<'_>,
    mut compute: impl FnMut(usize, Window<'_>) -> Option<f64>,
) {
    for (step, &(start, end)) in input.windows.iter().enumerate() {
        if start == end {
            continue;
        }
        let range = start as usize..end as usize;
        let window = Window { times: &input.times[range.clone()], values: &input.values[range] };
        if let Some(value) = compute(step, window) {
            output.column.floats[step] = value;
        }
    }
}

/// The samples of one type of a series, with their windows.
struct Part<T> {
    times: Vec<i64>,
    start_times: Vec<i64>,
    samples: Vec<T>,
    windows: Vec<(u32, u32)>,
}

impl<T> Part<T> {
    fn of(input: &RangeInput<'_>, select: impl Fn(usize) -> Option<T>) -> Self {
        let mut part =
            Self { times: Vec::new(), start_times: Vec::new(), samples: Vec::new(), windows: Vec::new() };
        // Per sample of the series: how many samples of this type come before it.
        let mut before = Vec::with_capacity(input.times.len() + 1);
        for idx in 0..input.times.len() {
            before.push(part.samples.len() as u32);
            if let Some(sample) = select(idx) {
                let SampleTimes { time_ms, start_ms } = input.sample_times(idx);
                part.times.push(time_ms);
                part.start_times.push(start_ms);
                part.samples.push(sample);
            }
        }
        before.push(part.samples.len() as u32);
        part.windows = input
            .windows
            .iter()
            .map(|&(start, end)| (before[start as usize], before[end as usize]))
            .collect();
        part
    }
}

/// A range function over floats; what a [`super::kernel::RangeKernel`] does for a series that has
/// no histograms.
pub(super) type FloatKernel = fn(&RangeInput<'_>, &mut RangeOutput<'_>);

/// The histograms of a window, never empty, with their times.
pub(super) struct HistogramWindow<'a> {
    times: &'a [i64],
    start_times: &'a [i64],
    /// The histograms.
    pub(super) histograms: &'a [Arc<FloatHistogram>],
}

impl<'a> HistogramWindow<'a> {
    /// The histograms with their times.
    pub(super) fn samples(&self) -> impl Iterator<Item = HistogramSample<'a>> {
        let times = self.times.iter().zip(self.start_times);
        times.zip(self.histograms).map(|((&time_ms, &start_ms), histogram)| HistogramSample {
            times: SampleTimes { time_ms, start_ms },
            histogram,
        })
    }
}

/// For functions that ignore histograms: runs `kernel` on the floats, and says so where a window
/// holds both.
pub(super) fn floats_only(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, kernel: FloatKernel) {
    let Some(histograms) = input.histograms else {
        return kernel(input, output);
    };
    let floats = Part::of(input, |idx| histograms[idx].is_none().then(|| input.values[idx]));
    run_on_floats(input, output, &floats, kernel);
    let is_mixed = |(all, floats): (&(u32, u32), &(u32, u32))| {
        floats.0 < floats.1 && floats.1 - floats.0 < all.1 - all.0
    };
    if input.windows.iter().zip(&floats.windows).any(is_mixed) {
        let text = format!(
            "ignored histograms in a range containing both floats and histograms for metric name {}",
            metric_name(input)
        );
        output.annotations.add(Level::Info, text, input.first_argument_span());
    }
}

/// For functions that work on floats and on histograms but not on both: a window of both has no
/// result, and a warning says so.
pub(super) fn floats_or_histograms(
    input: &RangeInput<'_>,
    output: &mut RangeOutput<'_>,
    kernel: FloatKernel,
    mut compute: impl FnMut(usize, HistogramWindow<'_>, &mut RangeOutput<'_>) -> Option<Value>,
) {
    let Some(all) = input.histograms else {
        return kernel(input, output);
    };
    let floats = Part::of(input, |idx| all[idx].is_none().then(|| input.values[idx]));
    let histograms = Part::of(input, |idx| all[idx].clone());
    run_on_floats(input, output, &floats, kernel);
    let mut is_mixed = false;
    for (step, &(start, end)) in histograms.windows.iter().enumerate() {
        if start == end {
            continue;
        }
        if floats.windows[step].0 < floats.windows[step].1 {
            is_mixed = true;
            output.column.set(step, None);
            continue;
        }
        let range = start as usize..end as usize;
        let window = HistogramWindow {
            times: &histograms.times[range.clone()],
            start_times: &histograms.start_times[range.clone()],
            histograms: &histograms.samples[range],
        };
        if let Some(value) = compute(step, window, output) {
            output.column.set(step, Some(value));
        }
    }
    if is_mixed {
        warn_mixed(input, output);
    }
}

fn run_on_floats(
    input: &RangeInput<'_>,
    output: &mut RangeOutput<'_>,
    floats: &Part<f64>,
    kernel: FloatKernel,
) {
    let input = RangeInput {
        times: &floats.times,
        start_times: input.start_times.map(|_| floats.start_times.as_slice()),
        values: &floats.samples,
        histograms: None,
        windows: &floats.windows,
        ..*input
    };
    kernel(&input, output);
}

/// Warns that floats and histograms met in one window.
pub(super) fn warn_mixed(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let metric = input.labels.metric_name().unwrap_or("");
    histogram_notes::annotate_mixed_types(output.annotations, metric, input.argument_span);
}

/// The quoted metric name, empty where the series has none.
pub(super) fn metric_name(input: &RangeInput<'_>) -> String {
    quote(input.labels.metric_name().unwrap_or(""))
}

/// The value of the sample at `idx`, of either type.
pub(super) fn value_at(input: &RangeInput<'_>, idx: usize) -> Value {
    match input.histograms.and_then(|histograms| histograms[idx].as_ref()) {
        Some(histogram) => Value::Histogram(Arc::clone(histogram)),
        None => Value::Float(input.values[idx]),
    }
}

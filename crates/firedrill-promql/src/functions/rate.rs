//! `rate`, `increase`, `delta`: the difference over a window, extrapolated to its edges.

use std::sync::Arc;

use firedrill_model::histogram::{self, HistogramSample, RangeFunction, extended_rate, extrapolated_rate};
use firedrill_model::quote::quote;
use firedrill_model::{Value, is_stale_nan};

use super::extended_range::extended_differences;
use super::extrapolation::{Extrapolation, Placement};
use super::function::Function;
use super::kernel::{Kernel, RangeExtension, RangeInput, RangeOutput};
use super::native_notes::annotate;
use super::pair_events::PairEvents;
use super::windows::{FloatKernel, HistogramWindow, floats_or_histograms, metric_name};
use crate::annotations::Level;

pub(super) static RATE: Function = Function::of_range(
    "rate",
    "increase of a counter per second, extrapolated over the window",
    Kernel::range(|input, output| {
        compute(input, output, RangeFunction::Rate, |input, output| {
            float_differences(input, output, RangeFunction::Rate);
        });
        Ok(())
    }),
);
pub(super) static INCREASE: Function = Function::of_range(
    "increase",
    "increase of a counter, extrapolated over the window",
    Kernel::range(|input, output| {
        compute(input, output, RangeFunction::Increase, |input, output| {
            float_differences(input, output, RangeFunction::Increase);
        });
        Ok(())
    }),
);
pub(super) static DELTA: Function = Function::of_range(
    "delta",
    "difference of a gauge, extrapolated over the window",
    Kernel::range(|input, output| {
        compute(input, output, RangeFunction::Delta, |input, output| {
            float_differences(input, output, RangeFunction::Delta);
        });
        Ok(())
    }),
);

fn compute(
    input: &RangeInput<'_>,
    output: &mut RangeOutput<'_>,
    function: RangeFunction,
    kernel: FloatKernel,
) {
    floats_or_histograms(input, output, kernel, |step, window, output| {
        histogram_difference(input, step, &window, function, output)
    });
    if function.is_counter() {
        warn_overlaps(input, output);
    }
    if function.is_counter() && output.column.floats.iter().any(|float| !is_stale_nan(*float)) {
        doubt_counter(input, output);
    }
}

fn histogram_difference(
    input: &RangeInput<'_>,
    step: usize,
    window: &HistogramWindow<'_>,
    function: RangeFunction,
    output: &mut RangeOutput<'_>,
) -> Option<Value> {
    let samples: Vec<HistogramSample<'_>> = window.samples().collect();
    let window = histogram::Window {
        start_ms: input.range_start(step),
        end_ms: input.range_end(step),
        seconds: input.range_seconds,
    };
    let (difference, notes) = match input.extension {
        None => extrapolated_rate(function, &window, &samples),
        Some(RangeExtension::Anchored) => {
            extended_rate(function, histogram::Edges::Anchored, &window, &samples)
        }
        Some(RangeExtension::Smoothed) => {
            extended_rate(function, histogram::Edges::Smoothed, &window, &samples)
        }
    };
    annotate(input, output, &notes);
    difference.map(|difference| Value::Histogram(Arc::new(difference)))
}

fn float_differences(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, function: RangeFunction) {
    if let Some(extension) = input.extension {
        return extended_differences(input, output, function, extension);
    }
    let mut resets = PairEvents::new(|idx| {
        input.values[idx] < input.values[idx - 1]
            || input.sample_times(idx).starts_after(input.sample_times(idx - 1))
    });
    let divisor = (function == RangeFunction::Rate).then_some(input.range_seconds);
    let mut known: Option<Extrapolation> = None;
    for (step, &(start, end)) in input.windows.iter().enumerate() {
        if start == end {
            continue;
        }
        let (first, last) = (start as usize, end as usize - 1);
        let times = input.sample_times(first);
        let starts_within = function.is_counter() && times.starts_within(input.range_start(step));
        if first == last && !starts_within {
            continue;
        }
        let mut result = input.values[last] - if starts_within { 0.0 } else { input.values[first] };
        if function.is_counter() {
            for &reset in resets.within((start, end)) {
                result += input.values[reset as usize - 1];
            }
        }
        let placement = Placement {
            before_ms: input.times[first] - input.range_start(step),
            sampled_ms: input.times[last] - input.times[first],
            after_ms: input.range_end(step) - input.times[last],
            intervals: end - start - 1,
            since_start_ms: starts_within.then(|| input.times[last] - times.start_ms),
        };
        known.take_if(|known| !known.fits(&placement));
        let extrapolation = known.get_or_insert_with(|| {
            Extrapolation::new(placement, input.dialect.zero_point_after_threshold, divisor)
        });
        let factor = if function.is_counter() {
            extrapolation.counter_factor(input.values[first], result)
        } else {
            extrapolation.gauge_factor()
        };
        output.column.floats[step] = result * factor;
    }
}

/// Warns where a sample in a window counts from a new start before the previous sample, and counts
/// such windows.
fn warn_overlaps(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    if input.start_times.is_none() {
        return;
    }
    let mut overlaps = PairEvents::new(|idx| input.sample_times(idx).overlaps(input.sample_times(idx - 1)));
    let windows = input.windows.iter().filter(|window| !overlaps.within(**window).is_empty()).count();
    if windows > 0 {
        let text = format!(
            "sample has start time that overlaps with previous sample timestamp for metric {}",
            metric_name(input)
        );
        output.annotations.count(Level::Warning, text, input.argument_span, windows);
    }
}

/// Says that the metric's name or type does not look like a counter's.
fn doubt_counter(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let Some(name) = input.labels.metric_name() else {
        return;
    };
    let text = if input.features.type_and_unit_labels {
        let metric_type = input.labels.get("__type__").unwrap_or("");
        if matches!(metric_type, "counter" | "histogram") {
            return;
        }
        format!(
            "metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\", \
             got {}: {}",
            quote(metric_type),
            quote(name)
        )
    } else {
        if ["_total", "_sum", "_count", "_bucket"].iter().any(|suffix| name.ends_with(suffix)) {
            return;
        }
        format!(
            "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: {}",
            quote(name)
        )
    };
    output.annotations.add(Level::Info, text, input.argument_span);
}

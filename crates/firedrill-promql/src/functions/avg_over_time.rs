//! `avg_over_time`.

use std::sync::Arc;

use firedrill_model::Value;
use firedrill_model::histogram::HistogramMean;

use super::function::Function;
use super::integer_sums::IntegerSums;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::native_notes::{annotate, annotate_mixed_schemas};
use super::window_fold::{WindowFold, fold_windows};
use super::windows::{HistogramWindow, each_window, floats_or_histograms};
use crate::statistics::Mean;

pub(super) static AVG_OVER_TIME: Function = Function::of_range(
    "avg_over_time",
    "mean of the values in the window",
    Kernel::range(|input, output| {
        floats_or_histograms(input, output, float_means, |_, window, output| {
            histogram_mean(input, &window, output)
        });
        Ok(())
    }),
);

fn float_means(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    if !input.dialect.compensated_aggregation {
        each_window(input, output, |_, window| Some(Mean::incremental_of(window.values)));
        return;
    }
    if let Some(sums) = IntegerSums::if_worthwhile(input) {
        sums.each_window(input, output, |sum, count| sum / count, mean);
        return;
    }
    fold_windows(input, output, 1, &MeanFold { values: input.values });
}

struct MeanFold<'a> {
    values: &'a [f64],
}

impl WindowFold for MeanFold<'_> {
    type State = Mean;

    fn start(&self, _: usize, idx: usize) -> Mean {
        Mean::starting_at(self.values[idx])
    }

    #[inline]
    fn add(&self, mean: &mut Mean, idx: usize) {
        mean.add(self.values[idx]);
    }

    fn finish(&self, _: usize, mean: Mean, _: usize) -> f64 {
        mean.value()
    }
}

fn mean(values: &[f64]) -> f64 {
    let mut mean = Mean::starting_at(values[0]);
    for &value in &values[1..] {
        mean.add(value);
    }
    mean.value()
}

fn histogram_mean(
    input: &RangeInput<'_>,
    window: &HistogramWindow<'_>,
    output: &mut RangeOutput<'_>,
) -> Option<Value> {
    let mut mean = HistogramMean::new(&window.histograms[0]);
    for histogram in &window.histograms[1..] {
        if mean.add(histogram).is_err() {
            annotate_mixed_schemas(input, output);
            return None;
        }
    }
    let (mean, notes) = mean.finish();
    annotate(input, output, &notes);
    Some(Value::Histogram(Arc::new(mean)))
}

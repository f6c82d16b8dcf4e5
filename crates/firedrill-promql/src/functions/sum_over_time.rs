//! `sum_over_time`.

use std::sync::Arc;

use firedrill_model::Value;
use firedrill_model::histogram::HistogramSum;

use super::function::Function;
use super::integer_sums::IntegerSums;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::native_notes::{annotate, annotate_mixed_schemas};
use super::window_fold::{WindowFold, fold_windows};
use super::windows::{HistogramWindow, floats_or_histograms};
use crate::statistics::CompensatedSum;

pub(super) static SUM_OVER_TIME: Function = Function::of_range(
    "sum_over_time",
    "sum of the values in the window",
    Kernel::range(|input, output| {
        floats_or_histograms(input, output, float_sums, |_, window, output| {
            histogram_sum(input, &window, output)
        });
        Ok(())
    }),
);

fn float_sums(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let guarded = input.dialect.guarded_compensation;
    if let Some(sums) = IntegerSums::if_worthwhile(input) {
        sums.each_window(input, output, |sum, _| sum, |values| compensated_sum(values, guarded));
        return;
    }
    fold_windows(input, output, 1, &SumFold { values: input.values, guarded });
}

struct SumFold<'a> {
    values: &'a [f64],
    guarded: bool,
}

impl WindowFold for SumFold<'_> {
    type State = CompensatedSum;

    fn start(&self, _: usize, idx: usize) -> CompensatedSum {
        let mut sum = CompensatedSum::default();
        self.add(&mut sum, idx);
        sum
    }

    #[inline]
    fn add(&self, sum: &mut CompensatedSum, idx: usize) {
        sum.add(self.values[idx], self.guarded);
    }

    fn finish(&self, _: usize, sum: CompensatedSum, _: usize) -> f64 {
        sum.finite_total()
    }
}

fn compensated_sum(values: &[f64], guarded: bool) -> f64 {
    let mut sum = CompensatedSum::default();
    for &value in values {
        sum.add(value, guarded);
    }
    sum.finite_total()
}

fn histogram_sum(
    input: &RangeInput<'_>,
    window: &HistogramWindow<'_>,
    output: &mut RangeOutput<'_>,
) -> Option<Value> {
    let mut sum = HistogramSum::new(&window.histograms[0]);
    for histogram in &window.histograms[1..] {
        if sum.add(histogram).is_err() {
            annotate_mixed_schemas(input, output);
            return None;
        }
    }
    let (sum, notes) = sum.finish();
    annotate(input, output, &notes);
    Some(Value::Histogram(Arc::new(sum)))
}

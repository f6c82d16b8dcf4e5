//! Sums of windows from prefix sums, where that gives the same bits.

use super::kernel::{RangeInput, RangeOutput};
use super::windows::each_window;

/// Integers up to here, and sums of them, are exact in a double.
const EXACT: f64 = 9007199254740992.0;
/// Below this many additions per sample, prefix sums cost more than they save.
const WORTHWHILE: usize = 4;

/// Prefix sums of a series whose values are integers that a double holds exactly.
///
/// While every partial sum of a window is exact, a compensated sum has nothing to compensate and
/// the difference of two prefix sums is the same number.
pub(super) struct IntegerSums {
    /// Sums of the samples before each position, from the first sample of the first window on.
    before: Vec<i64>,
    /// Position of the first window's first sample.
    first: usize,
    /// Windows up to this length have exact partial sums.
    longest: usize,
}

impl IntegerSums {
    /// The prefix sums, if the values allow them and the windows overlap enough to profit.
    pub(super) fn if_worthwhile(input: &RangeInput<'_>) -> Option<Self> {
        let (first, end) = (input.windows.first()?.0 as usize, input.windows.last()?.1 as usize);
        let values = input.values.get(first..end)?;
        let additions: usize = input.windows.iter().map(|(start, end)| (end - start) as usize).sum();
        if additions < values.len() * WORTHWHILE {
            return None;
        }
        let mut before = Vec::with_capacity(values.len() + 1);
        let mut sum = 0_i64;
        let mut largest = 0.0_f64;
        before.push(sum);
        for &value in values {
            let integer = value as i64;
            if integer as f64 != value || value.abs() > EXACT {
                return None;
            }
            largest = largest.max(value.abs());
            sum = sum.wrapping_add(integer);
            before.push(sum);
        }
        let longest = if largest == 0.0 { usize::MAX } else { (EXACT / largest) as usize };
        Some(Self { before, first, longest })
    }

    /// Sets every step whose window holds samples to `exact(sum, count)`, or to `otherwise` of the
    /// values where the sum might have been rounded.
    pub(super) fn each_window(
        &self,
        input: &RangeInput<'_>,
        output: &mut RangeOutput<'_>,
        exact: impl Fn(f64, f64) -> f64,
        otherwise: impl Fn(&[f64]) -> f64,
    ) {
        each_window(input, output, |step, window| {
            let count = window.values.len();
            if count > self.longest {
                return Some(otherwise(window.values));
            }
            let (start, end) = input.windows[step];
            let (start, end) = (start as usize - self.first, end as usize - self.first);
            let sum = self.before[end].wrapping_sub(self.before[start]);
            Some(exact(sum as f64, count as f64))
        });
    }
}

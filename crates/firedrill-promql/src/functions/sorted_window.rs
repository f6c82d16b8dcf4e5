//! The values of a sliding window in ascending order.

use super::kernel::RangeInput;
use crate::statistics::{go_sort_by, nan_first};

/// Follows the windows of a series, which only move forward, and keeps their values sorted: cheaper
/// than sorting each window while neighbouring windows share most samples.
pub(super) struct SortedWindow<'a> {
    values: &'a [f64],
    /// The window that `sorted` holds.
    window: (u32, u32),
    sorted: Vec<f64>,
    /// Where zeros of both signs tie, their order is that of Go's sort of the whole window.
    has_negative_zero: bool,
}

impl<'a> SortedWindow<'a> {
    /// Starts with an empty window.
    pub(super) fn new(input: &RangeInput<'a>) -> Self {
        let has_negative_zero = input.values.iter().any(|value| *value == 0.0 && value.is_sign_negative());
        Self { values: input.values, window: (0, 0), sorted: Vec::new(), has_negative_zero }
    }

    /// The values of `window`, sorted with NaN first.
    pub(super) fn at(&mut self, window: (u32, u32)) -> &[f64] {
        let (start, end) = window;
        let shared = self.window.1.saturating_sub(start);
        if self.has_negative_zero || start < self.window.0 || end < self.window.1 || shared * 2 < end - start
        {
            self.sorted.clear();
            self.sorted.extend_from_slice(&self.values[start as usize..end as usize]);
            if self.has_negative_zero {
                go_sort_by(&mut self.sorted, |lhs, rhs| nan_first(*lhs, *rhs).is_lt());
            } else {
                self.sorted.sort_unstable_by(|lhs, rhs| nan_first(*lhs, *rhs));
            }
        } else {
            for value in &self.values[self.window.0 as usize..start as usize] {
                let position = self.sorted.partition_point(|other| nan_first(*other, *value).is_lt());
                self.sorted.remove(position);
            }
            for value in &self.values[self.window.1 as usize..end as usize] {
                let position = self.sorted.partition_point(|other| nan_first(*other, *value).is_lt());
                self.sorted.insert(position, *value);
            }
        }
        self.window = window;
        &self.sorted
    }
}

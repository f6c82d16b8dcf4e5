//! State per step.

use firedrill_model::{is_stale_nan, stale_nan};

use crate::column::Column;

/// One state for each step of a group.
#[derive(Debug)]
pub(super) struct Cells<T>(Vec<T>);

impl<T: Clone> Cells<T> {
    /// Every cell holds `empty`.
    pub(super) fn new(steps: usize, empty: T) -> Self {
        Self(vec![empty; steps])
    }

    /// The cells by step.
    pub(super) fn by_step(&mut self) -> &mut [T] {
        &mut self.0
    }

    /// What `value` makes of each cell.
    pub(super) fn column(&self, value: impl Fn(&T) -> Option<f64>) -> Column {
        let floats = self.0.iter().map(|cell| value(cell).unwrap_or_else(stale_nan));
        Column::from_floats(floats.collect())
    }

    /// Calls `take` with each float of `column` and the cell of its step.
    pub(super) fn take_floats(&mut self, column: &Column, mut take: impl FnMut(&mut T, f64)) {
        for (cell, &float) in self.0.iter_mut().zip(&column.floats) {
            if !is_stale_nan(float) {
                take(cell, float);
            }
        }
    }
}

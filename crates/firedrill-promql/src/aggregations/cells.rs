//! State per group and step.

use firedrill_model::{is_stale_nan, stale_nan};

use super::Shape;
use crate::column::Column;

/// One state for each step of each group.
#[derive(Debug)]
pub(super) struct Cells<T> {
    shape: Shape,
    cells: Vec<T>,
}

impl<T: Clone> Cells<T> {
    /// Every cell holds `empty`.
    pub(super) fn new(shape: Shape, empty: T) -> Self {
        Self { shape, cells: vec![empty; shape.groups * shape.steps] }
    }

    /// The cells of one group, by step.
    pub(super) fn group(&mut self, group: usize) -> &mut [T] {
        let steps = self.shape.steps;
        &mut self.cells[group * steps..(group + 1) * steps]
    }

    /// One column per group from what `value` makes of each cell.
    pub(super) fn columns(&self, value: impl Fn(&T) -> Option<f64>) -> Vec<Column> {
        let float = |cell: &T| value(cell).unwrap_or_else(stale_nan);
        let groups = self.cells.chunks(self.shape.steps);
        groups.map(|cells| Column::from_floats(cells.iter().map(float).collect())).collect()
    }
}

impl<T: Clone> Cells<T> {
    /// Calls `take` with each float of `column` and the cell of its step.
    pub(super) fn take_floats(&mut self, group: usize, column: &Column, mut take: impl FnMut(&mut T, f64)) {
        for (cell, &float) in self.group(group).iter_mut().zip(&column.floats) {
            if !is_stale_nan(float) {
                take(cell, float);
            }
        }
    }
}

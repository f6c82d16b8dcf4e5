//! Putting the samples of an instant vector into an order.

use crate::column::{StepOrder, Vector, VectorSeries};
use crate::statistics::go_sort_by;

/// Sorts the samples of every step as Go would with `less(series, step, lhs, rhs)`, where the last
/// two are positions in `series`. A single step reorders the series themselves.
pub(super) fn sort_samples(
    vector: Vector,
    steps: usize,
    mut less: impl FnMut(&[VectorSeries], usize, usize, usize) -> bool,
) -> Vector {
    let Vector { series, order } = vector;
    let mut orders: Vec<Vec<u32>> = match order {
        Some(order) => order.steps,
        None => (0..steps).map(|step| present_at(&series, step)).collect(),
    };
    for (step, order) in orders.iter_mut().enumerate() {
        order.retain(|&idx| series[idx as usize].column.is_present(step));
        go_sort_by(order, |&lhs, &rhs| less(&series, step, lhs as usize, rhs as usize));
    }
    if let [order] = orders.as_slice() {
        let mut slots: Vec<Option<VectorSeries>> = series.into_iter().map(Some).collect();
        return Vector::new(order.iter().filter_map(|&idx| slots[idx as usize].take()).collect());
    }
    Vector { series, order: Some(StepOrder { steps: orders }) }
}

fn present_at(series: &[VectorSeries], step: usize) -> Vec<u32> {
    (0..series.len() as u32).filter(|&idx| series[idx as usize].column.is_present(step)).collect()
}

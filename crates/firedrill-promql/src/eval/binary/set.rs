//! `and`, `or`, `unless`.

use firedrill_model::stale_nan;

use super::super::collision::{Collision, check};
use super::join_plan::MatchKeys;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::syntax::BinaryOp;
use crate::syntax::ast::VectorMatching;

/// Samples pass unchanged; which ones, their match groups decide step by step.
pub(super) fn evaluate(
    op: BinaryOp,
    matching: &VectorMatching,
    mut lhs: Vector,
    rhs: Vector,
) -> Result<Vector, EvalError> {
    if lhs.series.is_empty() || rhs.series.is_empty() {
        let result = match op {
            BinaryOp::And => Vector::default(),
            BinaryOp::Or if lhs.series.is_empty() => rhs,
            _ => lhs,
        };
        check(&result, Collision::SameStep)?;
        return Ok(result);
    }
    let keys = MatchKeys::new(matching, &lhs, &rhs);
    if op == BinaryOp::Or {
        let on_left = Presence::new(keys.count, &keys.lhs, &lhs.series);
        for (mut series, key) in rhs.series.into_iter().zip(keys.rhs) {
            on_left.mask(key, &mut series.column, false);
            lhs.series.push(series);
        }
    } else {
        let on_right = Presence::new(keys.count, &keys.rhs, &rhs.series);
        for (series, key) in lhs.series.iter_mut().zip(keys.lhs) {
            on_right.mask(key, &mut series.column, op == BinaryOp::And);
        }
    }
    lhs.retain_present();
    check(&lhs, Collision::SameStep)?;
    Ok(lhs)
}

/// At which steps a match group has a sample. Groups without a series take no memory.
#[derive(Debug)]
struct Presence {
    of_key: Vec<Option<Vec<bool>>>,
}

impl Presence {
    fn new(key_count: usize, keys: &[u32], side: &[VectorSeries]) -> Self {
        let mut of_key: Vec<Option<Vec<bool>>> = vec![None; key_count];
        for (series, key) in side.iter().zip(keys) {
            let steps = series.column.floats.len();
            let present = of_key[*key as usize].get_or_insert_with(|| vec![false; steps]);
            for (step, present) in present.iter_mut().enumerate() {
                *present |= series.column.is_present(step);
            }
        }
        Self { of_key }
    }

    /// Keeps the values of steps where the group's presence is `wanted`.
    fn mask(&self, key: u32, column: &mut Column, wanted: bool) {
        let Some(present) = &self.of_key[key as usize] else {
            if wanted {
                *column = Column::absent(column.floats.len());
            }
            return;
        };
        for (step, present) in present.iter().enumerate() {
            if *present != wanted {
                column.floats[step] = stale_nan();
                if let Some(histograms) = &mut column.histograms {
                    histograms[step] = None;
                }
            }
        }
    }
}

//! Aggregations that fold each group into one value.

use std::fmt::Debug;

use firedrill_model::{Labels, Span};

use super::average::average;
use super::count::Count;
use super::extreme::Extreme;
use super::quantile::Quantile;
use super::sum::sum;
use super::variance::Spread;
use crate::annotations::Annotations;
use crate::column::Column;
use crate::dialect::Dialect;
use crate::syntax::AggregateOp;

/// The size of an aggregation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Number of groups.
    pub groups: usize,
    /// Number of steps.
    pub steps: usize,
}

/// The state of an aggregation that folds each group into one value per step (`sum`, `avg`, `min`,
/// `max`, `count`, `group`, `stddev`, `stdvar`, `quantile`), for all groups and steps at once.
pub trait Accumulator: Debug {
    /// Takes in the next series of `group` (counted from 0). Series of one group arrive in input
    /// order; absent steps leave the state as it is. The labels are for annotations.
    fn add(&mut self, group: usize, labels: &Labels, column: &Column);

    /// One column per group; a step without a result is absent.
    fn finish(self: Box<Self>, notes: &mut AggregationNotes<'_>) -> Vec<Column>;
}

/// Where an aggregation leaves its annotations.
#[derive(Debug)]
pub struct AggregationNotes<'a> {
    /// Warnings and infos.
    pub annotations: &'a mut Annotations,
    /// The aggregated expression.
    pub operand: Span,
    /// The parameter; the operand where there is none.
    pub param: Span,
    /// The whole aggregation.
    pub aggregation: Span,
}

/// The accumulator of an operator that folds; `param` holds one quantile per step.
pub fn accumulator(
    op: AggregateOp,
    shape: Shape,
    param: Option<&[f64]>,
    dialect: &Dialect,
) -> Box<dyn Accumulator> {
    match op {
        AggregateOp::Sum => sum(shape, dialect),
        AggregateOp::Avg => average(shape, dialect),
        AggregateOp::Min => Box::new(Extreme::smallest(shape)),
        AggregateOp::Max => Box::new(Extreme::largest(shape)),
        AggregateOp::Count => Box::new(Count::of_samples(shape)),
        AggregateOp::Group => Box::new(Count::presence(shape)),
        AggregateOp::Stddev => Box::new(Spread::deviation(shape, dialect)),
        AggregateOp::Stdvar => Box::new(Spread::variance(shape, dialect)),
        AggregateOp::Quantile => Box::new(Quantile::new(shape, param.unwrap_or_default())),
        AggregateOp::Topk
        | AggregateOp::Bottomk
        | AggregateOp::CountValues
        | AggregateOp::Limitk
        | AggregateOp::LimitRatio => unreachable!("{} folds no group into one value", op.text()),
    }
}

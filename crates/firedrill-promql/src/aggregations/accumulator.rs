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

/// The state of an aggregation that folds a group into one value per step (`sum`, `avg`, `min`,
/// `max`, `count`, `group`, `stddev`, `stdvar`, `quantile`), for one group and all steps at once.
pub trait Accumulator: Debug {
    /// Takes in the next series of the group. Series arrive in input order; absent steps leave the
    /// state as it is. The labels are for annotations.
    fn add(&mut self, labels: &Labels, column: &Column);

    /// One value per step; a step without a result is absent.
    fn finish(self: Box<Self>, notes: &mut AggregationNotes<'_>) -> Column;
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

/// The accumulator of an operator that folds, for one group and `steps` steps; `param` holds one
/// quantile per step.
pub fn accumulator(
    op: AggregateOp,
    steps: usize,
    param: Option<&[f64]>,
    dialect: &Dialect,
) -> Box<dyn Accumulator> {
    match op {
        AggregateOp::Sum => sum(steps, dialect),
        AggregateOp::Avg => average(steps, dialect),
        AggregateOp::Min => Box::new(Extreme::smallest(steps)),
        AggregateOp::Max => Box::new(Extreme::largest(steps)),
        AggregateOp::Count => Box::new(Count::of_samples(steps)),
        AggregateOp::Group => Box::new(Count::presence(steps)),
        AggregateOp::Stddev => Box::new(Spread::deviation(steps, dialect)),
        AggregateOp::Stdvar => Box::new(Spread::variance(steps, dialect)),
        AggregateOp::Quantile => Box::new(Quantile::new(param.unwrap_or_default())),
        AggregateOp::Topk
        | AggregateOp::Bottomk
        | AggregateOp::CountValues
        | AggregateOp::Limitk
        | AggregateOp::LimitRatio => unreachable!("{} folds no group into one value", op.text()),
    }
}

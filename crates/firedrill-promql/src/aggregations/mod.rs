//! What aggregation operators compute.
//!
//! The engine owns grouping: it assigns each input series to a group once for all
//! steps, names the groups, and feeds whole columns to an [`Accumulator`], series after series in
//! input order. The numeric kernels live here and know no labels.

use firedrill_model::Span;

use crate::annotations::Annotations;
use crate::column::Column;

/// The state of an aggregation that folds each group into one value per step (`sum`, `avg`, `min`,
/// `max`, `count`, `group`, `stddev`, `stdvar`, `quantile`), for all groups and steps at once.
pub trait Accumulator: std::fmt::Debug {
    /// Takes in the next series of `group` (counted from 0). Series of one group arrive in input
    /// order; absent steps leave the state as it is.
    fn add(&mut self, group: usize, column: &Column);

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

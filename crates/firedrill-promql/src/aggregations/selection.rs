//! Aggregations that keep some samples of each group as they are.

use std::fmt::Debug;

use firedrill_model::Labels;

use super::AggregationNotes;
use super::limit::{Limit, LimitRatio};
use super::topk::TopK;
use crate::dialect::Dialect;
use crate::error::EvalError;
use crate::syntax::AggregateOp;

/// A sample among which `topk`, `bottomk`, `limitk` and `limit_ratio` choose.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Labels of the series.
    pub labels: &'a Labels,
    /// The float; meaningless for a histogram.
    pub float: f64,
    /// Whether the sample is a histogram.
    pub is_histogram: bool,
}

/// An aggregation that keeps some samples of each group as they are.
pub trait Selection: Debug {
    /// Appends the indices of the kept samples of one group at `step`, in the order in which an
    /// instant query lists them. `candidates` stand in input order.
    fn select(
        &mut self,
        step: usize,
        candidates: &[Candidate<'_>],
        kept: &mut Vec<u32>,
        notes: &mut AggregationNotes<'_>,
    );
}

/// The selection of an operator that keeps samples; `param` holds one value per step.
///
/// # Errors
/// Where a parameter is no number that the operator takes.
pub fn selection(
    op: AggregateOp,
    param: &[f64],
    dialect: &Dialect,
    notes: &mut AggregationNotes<'_>,
) -> Result<Box<dyn Selection>, EvalError> {
    match op {
        AggregateOp::Topk => Ok(Box::new(TopK::largest(param, dialect)?)),
        AggregateOp::Bottomk => Ok(Box::new(TopK::smallest(param, dialect)?)),
        AggregateOp::Limitk => Ok(Box::new(Limit::new(param, dialect)?)),
        AggregateOp::LimitRatio => Ok(Box::new(LimitRatio::new(param, notes)?)),
        _ => unreachable!("{} keeps no samples", op.text()),
    }
}

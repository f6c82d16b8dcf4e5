//! What aggregation operators compute.
//!
//! The engine owns grouping: it assigns each input series to a group once for all
//! steps, names the groups, and feeds whole columns to an [`Accumulator`], series after series in
//! input order. Aggregations that keep whole samples ([`Selection`]) get the samples of one group at
//! one step. The numeric kernels live here.
//!
//! The engine calls `accumulator(op, shape, param, &dialect) -> Box<dyn Accumulator>`,
//! `selection(op, param, &dialect, &mut notes) -> Result<Box<dyn Selection>, EvalError>` and
//! `count_values_text(&Value) -> String`.

use firedrill_model::{Labels, Span};

use crate::annotations::Annotations;
use crate::column::Column;

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
pub trait Accumulator: std::fmt::Debug {
    /// Takes in the next series of `group` (counted from 0). Series of one group arrive in input
    /// order; absent steps leave the state as it is. The labels are for annotations.
    fn add(&mut self, group: usize, labels: &Labels, column: &Column);

    /// One column per group; a step without a result is absent.
    fn finish(self: Box<Self>, notes: &mut AggregationNotes<'_>) -> Vec<Column>;
}

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
pub trait Selection: std::fmt::Debug {
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

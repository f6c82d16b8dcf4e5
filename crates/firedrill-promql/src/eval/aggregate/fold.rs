//! `sum`, `avg` and the other aggregations that fold a group into one value.

use firedrill_model::Labels;

use super::super::scope::{Mode, Scope};
use super::super::source::Source;
use super::evaluate::Inputs;
use super::grouping::{Grouping, OrderTracker};
use crate::aggregations::{Accumulator, accumulator};
use crate::annotations::Annotations;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::syntax::AggregateOp;

/// Folds every group of `vector`, which stands in the order of its series.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    inputs: &Inputs<'_>,
    param: Option<&[f64]>,
    vector: &Vector,
    notes: &mut Annotations,
) -> Vector {
    let grouping = Grouping::new(inputs.aggregate, vector);
    let mut groups = Groups::new(scope, inputs, param, &grouping);
    for (series, group) in vector.series.iter().zip(&grouping.of_series) {
        groups.add(*group as usize, &series.labels, &series.column);
    }
    let columns = groups.finish(notes);
    let order = match scope.mode {
        Mode::Instant => grouping.step_order(vector, scope.steps.count),
        Mode::Range => None,
    };
    let series = grouping.groups.into_iter().zip(columns);
    let with_labels = |((labels, drop_name), column): ((Labels, bool), Option<Column>)| {
        let column = column.unwrap_or_else(|| Column::absent(scope.steps.count));
        VectorSeries { labels, drop_name, column }
    };
    let mut result = Vector { series: series.map(with_labels).collect(), order };
    result.retain_present();
    result
}

/// The groups of one aggregation. Each is finished with its last series, so that those that are not
/// interleaved never hold their state at the same time.
struct Groups<'g> {
    scope: &'g Scope<'g>,
    inputs: &'g Inputs<'g>,
    param: Option<&'g [f64]>,
    /// Per group the series still to come.
    missing: Vec<u32>,
    states: Vec<Option<Box<dyn Accumulator>>>,
    columns: Vec<Option<Column>>,
    notes: Annotations,
}

impl<'g> Groups<'g> {
    fn new(
        scope: &'g Scope<'g>,
        inputs: &'g Inputs<'g>,
        param: Option<&'g [f64]>,
        grouping: &Grouping,
    ) -> Self {
        let count = grouping.groups.len();
        let mut missing = vec![0; count];
        for group in &grouping.of_series {
            missing[*group as usize] += 1;
        }
        Self {
            scope,
            inputs,
            param,
            missing,
            states: (0..count).map(|_| None).collect(),
            columns: vec![None; count],
            notes: Annotations::default(),
        }
    }

    fn start(&self) -> Box<dyn Accumulator> {
        let Self { scope, inputs, .. } = self;
        accumulator(inputs.aggregate.op, scope.steps.count, self.param, &scope.options.dialect)
    }

    fn add(&mut self, group: usize, labels: &Labels, column: &Column) {
        let mut state = self.states[group].take().unwrap_or_else(|| self.start());
        state.add(labels, column);
        self.missing[group] -= 1;
        if self.missing[group] == 0 {
            self.columns[group] = Some(state.finish(&mut self.inputs.notes(&mut self.notes)));
        } else {
            self.states[group] = Some(state);
        }
    }

    /// One column per group that got a series.
    fn finish(mut self, notes: &mut Annotations) -> Vec<Option<Column>> {
        if self.columns.iter().all(Option::is_none) && self.states.iter().all(Option::is_none) {
            // What is to be said of the parameter does not depend on the data.
            self.start().finish(&mut self.inputs.notes(notes));
            return self.columns;
        }
        for (column, state) in self.columns.iter_mut().zip(self.states) {
            if let Some(state) = state {
                *column = Some(state.finish(&mut self.inputs.notes(&mut self.notes)));
            }
        }
        notes.merge(self.notes);
        self.columns
    }
}

/// Whether the operator folds a group into one value.
pub(in crate::eval) fn is_fold(op: AggregateOp) -> bool {
    !matches!(
        op,
        AggregateOp::Topk
            | AggregateOp::Bottomk
            | AggregateOp::Limitk
            | AggregateOp::LimitRatio
            | AggregateOp::CountValues
    )
}

/// Folds series as they are computed. `None` where the order of the groups depends on the step, so
/// that the whole vector is needed.
pub(super) fn of_source(
    scope: &Scope<'_>,
    inputs: &Inputs<'_>,
    param: Option<&[f64]>,
    source: &Source<'_>,
    notes: &mut Annotations,
) -> Result<Option<Vector>, EvalError> {
    let stored = source.ids().iter().map(|id| scope.store.series(*id).labels());
    let grouping = Grouping::of_labels(inputs.aggregate, stored, |name| source.drops(scope, name));
    let mut groups = Groups::new(scope, inputs, param, &grouping);
    let mut tracker = OrderTracker::new(grouping.groups.len(), scope.steps.count);
    let is_ordered = scope.mode == Mode::Instant;
    source.for_each(scope, notes, |idx, labels, column| {
        let group = grouping.of_series[idx] as usize;
        // Only annotations about histograms look at the labels.
        if column.histograms.is_some() {
            groups.add(group, &source.labels(scope, labels), &column);
        } else {
            groups.add(group, labels, &column);
        }
        tracker.add(group, &column, is_ordered);
    })?;
    if is_ordered && !tracker.is_plain() {
        return Ok(None);
    }
    let mut columns = groups.finish(notes);
    let mut result = Vector::default();
    for group in tracker.in_order() {
        let (labels, drop_name) = grouping.groups[group].clone();
        let column = columns[group].take().filter(|column| !column.is_empty());
        result.series.extend(column.map(|column| VectorSeries { labels, drop_name, column }));
    }
    Ok(Some(result))
}

//! Recording rules.

use firedrill_model::{Labels, METRIC_NAME};
use firedrill_promql::column::{Column, VectorSeries};
use firedrill_promql::store::Store;
use indexmap::IndexMap;

use super::plan::RulePlan;
use super::run::{Failed, StepFailure};
use super::writer::{SeriesWriter, WriteContext, first_present};

/// The series that a recording rule has written so far.
#[derive(Debug, Default)]
pub(super) struct Recording {
    series: IndexMap<Labels, SeriesWriter, foldhash::fast::FixedState>,
}

impl Recording {
    /// Records the rule's result over some steps.
    ///
    /// # Errors
    /// The first step that fails; what comes before it is written.
    pub(super) fn record(
        &mut self,
        rule: &RulePlan,
        result: Vec<VectorSeries>,
        store: &mut Store,
        context: &WriteContext,
    ) -> Result<(), StepFailure> {
        let mut columns: IndexMap<Labels, Column, foldhash::fast::FixedState> = IndexMap::default();
        let mut collision = None;
        for series in result {
            match columns.entry(relabelled(rule, &series.labels)) {
                indexmap::map::Entry::Vacant(entry) => drop(entry.insert(series.column)),
                indexmap::map::Entry::Occupied(mut entry) => {
                    let at = merge(entry.get_mut(), &series.column);
                    collision = earliest(collision, at);
                }
            }
        }
        let failure = self.first_failure(rule, &columns, collision, context);
        let valid = failure.as_ref().map_or(context.steps.count, |failure| failure.step);
        self.write(columns, valid, store, context)?;
        failure.map_or(Ok(()), Err)
    }

    /// The first step with two series of one label set or more series than allowed.
    fn first_failure(
        &self,
        rule: &RulePlan,
        columns: &IndexMap<Labels, Column, foldhash::fast::FixedState>,
        collision: Option<usize>,
        context: &WriteContext,
    ) -> Option<StepFailure> {
        const COLLISION: &str = "vector contains metrics with the same labelset after applying rule labels";
        let collision = collision.map(|step| StepFailure::refused(step, COLLISION.to_owned()));
        if rule.limit == 0 || columns.len() <= rule.limit {
            return collision;
        }
        let until = collision.as_ref().map_or(context.steps.count, |failure| failure.step);
        let exceeded = (0..until).find_map(|step| {
            let count = columns.values().filter(|column| column.is_present(step)).count();
            (count > rule.limit).then_some((step, count))
        });
        match exceeded {
            Some((step, count)) => {
                let text = format!("exceeded limit of {} with {count} series", rule.limit);
                Some(StepFailure::refused(step, text))
            }
            None => collision,
        }
    }

    /// Writes the first `valid` steps, series in the order in which a server would create them.
    fn write(
        &mut self,
        columns: IndexMap<Labels, Column, foldhash::fast::FixedState>,
        valid: usize,
        store: &mut Store,
        context: &WriteContext,
    ) -> Result<(), StepFailure> {
        if valid == 0 {
            return Ok(());
        }
        let mut context = *context;
        context.steps.count = valid;
        let mut refused = None;
        let absent = Column::absent(valid);
        for (labels, writer) in &mut self.series {
            if !columns.contains_key(labels) {
                refused = refused.or(writer.write(store, &context, labels, &absent).err());
            }
        }
        let mut columns: Vec<_> = columns.into_iter().collect();
        columns.sort_by_key(|(_, column)| first_present(column));
        for (labels, mut column) in columns {
            column.floats.truncate(valid);
            if let Some(histograms) = &mut column.histograms {
                histograms.truncate(valid);
            }
            let writer = self.series.entry(labels.clone()).or_default();
            refused = refused.or(writer.write(store, &context, &labels, &column).err());
        }
        match refused {
            None => Ok(()),
            Some(Failed::Collision) => Err(StepFailure { step: 0, failed: Failed::Collision }),
            Some(failed) => Err(StepFailure { step: 0, failed }),
        }
    }
}

/// The labels of the recorded series.
fn relabelled(rule: &RulePlan, labels: &Labels) -> Labels {
    let mut builder = labels.to_builder();
    builder.set(METRIC_NAME, &rule.name);
    for (name, value) in &rule.labels {
        builder.set(name, value);
    }
    builder.build()
}

/// Fills the gaps of `into` from `column`; the first step at which both have a value.
fn merge(into: &mut Column, column: &Column) -> Option<usize> {
    let mut collision = None;
    for step in 0..column.floats.len() {
        if !column.is_present(step) {
            continue;
        }
        if into.is_present(step) {
            collision = collision.or(Some(step));
        } else {
            into.set(step, column.value(step));
        }
    }
    collision
}

pub(super) fn earliest(lhs: Option<usize>, rhs: Option<usize>) -> Option<usize> {
    match (lhs, rhs) {
        (Some(lhs), Some(rhs)) => Some(lhs.min(rhs)),
        (lhs, rhs) => lhs.or(rhs),
    }
}

//! Recording rules.

use firedrill_model::{Labels, METRIC_NAME};
use firedrill_promql::column::{Column, Vector};
use firedrill_promql::store::Store;
use indexmap::IndexMap;
use indexmap::map::Entry;

use super::failure::StepFailure;
use super::plan::RulePlan;
use super::writer::{SeriesWriter, WriteContext, first_present};

/// The series that a recording rule has written so far.
#[derive(Debug, Default)]
pub(super) struct Recording {
    pub(super) series: IndexMap<Labels, SeriesWriter, foldhash::fast::FixedState>,
}

/// What a rule records over some steps, by labels.
type Columns = IndexMap<Labels, Recorded, foldhash::fast::FixedState>;

/// One series of [`Columns`].
#[derive(Debug)]
struct Recorded {
    /// The first step with a sample, and its place among the samples of that step.
    birth: (usize, usize),
    column: Column,
}

impl Recording {
    /// Records the rule's result over some steps.
    ///
    /// # Errors
    /// The first step that fails; what comes before it is written.
    pub(super) fn record(
        &mut self,
        rule: &RulePlan,
        result: Vector,
        store: &mut Store,
        context: &WriteContext,
    ) -> Result<(), StepFailure> {
        let mut columns: Columns = IndexMap::default();
        let mut collision = None;
        let order = result.order.unwrap_or_default();
        for (index, series) in result.series.into_iter().enumerate() {
            let first = first_present(&series.column);
            let listed =
                order.steps.get(first).and_then(|step| step.iter().position(|it| *it == index as u32));
            let birth = (first, listed.unwrap_or(index));
            match columns.entry(relabelled(rule, &series.labels)) {
                Entry::Vacant(entry) => drop(entry.insert(Recorded { birth, column: series.column })),
                Entry::Occupied(mut entry) => {
                    let recorded = entry.get_mut();
                    recorded.birth = recorded.birth.min(birth);
                    collision = earliest(collision, merge(&mut recorded.column, &series.column));
                }
            }
        }
        let failure = first_failure(rule, &columns, collision, context);
        let valid = failure.as_ref().map_or(context.steps.count, |failure| failure.step);
        self.write(columns, valid, store, context)?;
        failure.map_or(Ok(()), Err)
    }

    /// Writes the first `valid` steps, series in the order in which a server would create them.
    fn write(
        &mut self,
        columns: Columns,
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
        for (labels, writer) in &mut self.series {
            if !columns.contains_key(labels) {
                writer.end(store, &context);
            }
        }
        let mut columns: Vec<_> = columns.into_iter().collect();
        columns.sort_by_key(|(_, recorded)| recorded.birth);
        for (labels, Recorded { mut column, .. }) in columns {
            column.floats.truncate(valid);
            if let Some(histograms) = &mut column.histograms {
                histograms.truncate(valid);
            }
            let writer = self.series.entry(labels.clone()).or_default();
            refused = refused.or(writer.write(store, &context, &labels, column).err());
        }
        // Only evaluations of a single step are refused samples.
        refused.map_or(Ok(()), |failed| Err(StepFailure { step: 0, failed }))
    }
}

/// The first step with two series of one label set or more series than allowed.
fn first_failure(
    rule: &RulePlan,
    columns: &Columns,
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
        let count = columns.values().filter(|recorded| recorded.column.is_present(step)).count();
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

/// The labels of the recorded series.
fn relabelled(rule: &RulePlan, labels: &Labels) -> Labels {
    let mut builder = labels.to_builder();
    builder.set(METRIC_NAME, &rule.name);
    for label in &rule.labels {
        builder.set(&label.name, &label.text);
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

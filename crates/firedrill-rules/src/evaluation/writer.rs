//! Series that rules write.

use firedrill_model::{Labels, Value, is_stale_nan, stale_nan};
use firedrill_promql::column::{Column, Steps};
use firedrill_promql::store::{Origin, Reader, SeriesId, Store, Times};

use super::failure::Failed;

/// How a run writes into the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Discipline {
    /// Whole columns; every series must belong to one writer alone.
    Columns,
    /// Sample by sample with all refusals of a real server.
    Samples,
}

impl Discipline {
    /// Which samples the rule at a position among all rules sees.
    pub(super) fn reader(self, rule: usize) -> Reader {
        match self {
            Self::Columns => Reader { order: rule as u32 + 1, ahead_ms: 0 },
            // What is in the store was there before.
            Self::Samples => Reader::LAST,
        }
    }

    /// Where the samples of the rule at a position come from, which a query sees so much later.
    pub(super) fn origin(self, rule: usize, delay_ms: i64) -> Origin {
        let order = match self {
            Self::Columns => rule as u32 + 1,
            Self::Samples => 0,
        };
        Origin { order, delay_ms }
    }
}

/// One series of a rule.
#[derive(Debug, Default)]
pub(super) struct SeriesWriter {
    id: Option<SeriesId>,
    /// Whether the last step written so far had a sample.
    was_present: bool,
}

/// What a [`SeriesWriter`] needs to know of its rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct WriteContext {
    pub(super) discipline: Discipline,
    pub(super) origin: Origin,
    /// Times of the samples.
    pub(super) steps: Steps,
}

impl SeriesWriter {
    /// Writes `column`, one value per step, with a staleness marker where the series vanishes.
    ///
    /// # Errors
    /// [`Failed::Collision`] where another writer has the series, under [`Discipline::Columns`]; else
    /// what the store refuses.
    pub(super) fn write(
        &mut self,
        store: &mut Store,
        context: &WriteContext,
        labels: &Labels,
        column: Column,
    ) -> Result<(), Failed> {
        let steps = column.floats.len();
        let Some(last) = (0..steps).rev().find(|step| column.is_present(*step)) else {
            self.end(store, context);
            return Ok(());
        };
        let first = if self.was_present {
            0
        } else {
            (0..=last).find(|step| column.is_present(*step)).unwrap_or(last)
        };
        // One marker after the last sample is enough; markers in between may repeat.
        let end = (last + 2).min(steps);
        self.was_present = last + 1 == steps;
        let is_new = self.id.is_none();
        if is_new && context.discipline == Discipline::Columns && store.find(labels).is_some() {
            return Err(Failed::Collision);
        }
        if is_new && column.histograms.is_none() && context.discipline == Discipline::Columns {
            let times = Times::regular(context.steps.time(first), context.steps.interval, end - first);
            let mut values = column.floats;
            values.truncate(end);
            values.drain(..first);
            let id = store.append_column(labels, context.origin, times, values);
            self.id = Some(id.map_err(|error| Failed::Refused(error.to_string()))?);
            return Ok(());
        }
        let id = store.series_id(labels, context.origin);
        self.id = Some(id);
        for step in first..end {
            let time = context.steps.time(step);
            match column.value(step) {
                Some(value) => {
                    let appended = store.append(id, time, value);
                    appended.map_err(|error| Failed::Refused(error.to_string()))?;
                }
                None => append_marker(store, id, time),
            }
        }
        Ok(())
    }

    /// Forgets that the series had a sample, as a server does that starts again.
    pub(super) fn forget(&mut self) {
        self.was_present = false;
    }

    /// Hands over the series that had a sample at the last step, to be ended by someone else.
    pub(super) fn abandon(&mut self) -> Option<SeriesId> {
        std::mem::take(&mut self.was_present).then_some(self.id).flatten()
    }

    /// Ends the series at the first step.
    pub(super) fn end(&mut self, store: &mut Store, context: &WriteContext) {
        if let (true, Some(id)) = (self.was_present, self.id) {
            append_marker(store, id, context.steps.time(0));
        }
        self.was_present = false;
    }
}

/// Appends a staleness marker; one that is refused is forgotten, as upstream does.
pub(super) fn append_marker(store: &mut Store, id: SeriesId, time: i64) {
    let _ = store.append(id, time, Value::Float(stale_nan()));
}

/// The first step at which `column` has a value; the number of steps where it has none.
pub(super) fn first_present(column: &Column) -> usize {
    if column.histograms.is_none() {
        return column.floats.iter().position(|value| !is_stale_nan(*value)).unwrap_or(column.floats.len());
    }
    (0..column.floats.len()).find(|step| column.is_present(*step)).unwrap_or(column.floats.len())
}

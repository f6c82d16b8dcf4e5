//! What every node of one evaluation shares.

use firedrill_model::{Labels, METRIC_NAME};

use super::limits::SampleCounter;
use super::options::QueryOptions;
use super::plan::Reference;
use crate::column::Steps;
use crate::error::EvalError;
use crate::store::{Origin, Reader, Store};

/// The kind of evaluation, where nodes behave differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Every step is an instant query of its own (an instant query is the one-step case).
    Instant,
    /// The steps are one range query.
    Range,
}

/// Where and how nodes are evaluated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) store: &'a Store,
    pub(super) options: &'a QueryOptions<'a>,
    pub(super) steps: Steps,
    pub(super) mode: Mode,
    /// The end of the evaluation, which need not lie on the grid of `steps`.
    pub(super) end: i64,
    /// Limits what each step sees; `None` sees everything.
    pub(super) reader: Option<Reader>,
    /// Inside the subquery of a one-step evaluation: the moment of that step, which decides what
    /// every inner step sees.
    pub(super) moment: Option<i64>,
    /// Counts samples, where there could be too many.
    pub(super) counter: Option<&'a SampleCounter>,
    /// Start and end of the query, for the functions of these names.
    pub(super) query: QueryBounds,
    /// By how much `@` misses what it names, in milliseconds: inside a subquery whose first step is
    /// the first step around it, its offset counts once more, upstream too.
    pub(super) at_shift_ms: i64,
}

/// The bounds of a query as its user gave them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QueryBounds {
    /// Milliseconds.
    pub(super) start: i64,
    /// Milliseconds; not necessarily on the grid.
    pub(super) end: i64,
    /// Milliseconds; 0 for an instant query.
    pub(super) step: i64,
}

impl<'a> Scope<'a> {
    /// The evaluation of a query that sees the whole store, over the grid of `steps` up to `end`.
    pub(super) fn of_query(
        store: &'a Store,
        options: &'a QueryOptions<'a>,
        (steps, mode, end): (Steps, Mode, i64),
        query: QueryBounds,
    ) -> Self {
        Self {
            store,
            options,
            steps,
            mode,
            end,
            reader: None,
            moment: None,
            counter: None,
            query,
            at_shift_ms: 0,
        }
    }

    /// The same evaluation at one moment.
    pub(super) fn at(&self, time: i64) -> Scope<'a> {
        Scope { steps: Steps::instant(time), mode: Mode::Instant, end: time, ..*self }
    }

    /// Whether the result is that of one range query whose end differs from its start.
    pub(super) fn is_range_query(&self) -> bool {
        self.mode == Mode::Range && self.end != self.steps.start
    }

    /// Where `reference` looks in this evaluation.
    pub(super) fn shifted(&self, reference: Reference) -> Reference {
        Reference { at: reference.at.map(|at| at.saturating_add(self.at_shift_ms)), ..reference }
    }

    /// The newest sample time of a series from `origin` that the evaluation at `step` sees.
    pub(super) fn newest_visible(&self, origin: Origin, step: i64) -> i64 {
        self.reader.map_or(i64::MAX, |reader| reader.newest_visible(origin, self.moment.unwrap_or(step)))
    }

    /// Whether `name` is one of the labels that go when the metric name is dropped.
    pub(super) fn is_name_label(&self, name: &str) -> bool {
        name == METRIC_NAME
            || (self.options.dialect.type_unit_are_name_labels && matches!(name, "__type__" | "__unit__"))
    }

    /// `labels` without the metric name, or marked for that with delayed name removal.
    pub(super) fn drop_name(&self, labels: &Labels) -> (Labels, bool) {
        if self.options.features.delayed_name_removal {
            return (labels.clone(), true);
        }
        (self.without_name(labels), false)
    }

    /// `labels` without the metric name.
    pub(super) fn without_name(&self, labels: &Labels) -> Labels {
        if labels.iter().any(|(name, _)| self.is_name_label(name)) {
            labels.filtered(|name| !self.is_name_label(name))
        } else {
            labels.clone()
        }
    }

    /// # Errors
    /// Where the caller's deadline has passed.
    pub(super) fn check_deadline(&self) -> Result<(), EvalError> {
        match self.options.out_of_time {
            Some(out_of_time) if out_of_time() => Err(EvalError::TimedOut("expression evaluation")),
            _ => Ok(()),
        }
    }
}

//! Alerting rules.

use firedrill_model::{Labels, LabelsBuilder, METRIC_NAME, Timestamp, Value};
use firedrill_promql::column::{Column, VectorSeries};
use firedrill_promql::store::Store;
use indexmap::IndexMap;

use super::alert_state::AlertState;
use super::failure::{Failed, StepFailure};
use super::plan::{ALERTNAME, ALERTS, ALERTS_FOR_STATE, ALERTSTATE, RulePlan};
use super::presence::{Held, Presence};
use super::writer::{SeriesWriter, WriteContext};

/// The alerts of one rule so far.
#[derive(Debug, Default)]
pub(super) struct Alerting {
    pub(super) alerts: IndexMap<Labels, Alert, foldhash::fast::FixedState>,
    /// The alert that each sample of the expression stands for, where its labels alone decide.
    pub(super) by_sample: IndexMap<Labels, usize, foldhash::fast::FixedState>,
}

/// One alert.
#[derive(Debug, Default)]
pub(super) struct Alert {
    pub(super) state: AlertState,
    /// The sample that last kept the alert alive.
    pub(super) seen: Option<Seen>,
    pub(super) written: Written,
}

/// The series of one alert.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) pending: SeriesWriter,
    pub(super) firing: SeriesWriter,
    pub(super) for_state: SeriesWriter,
}

/// A sample of an alert's expression.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) labels: Labels,
    pub(super) value: Value,
    /// Time of the step.
    pub(super) at: Timestamp,
}

/// An alert at a step that was asked for.
#[derive(Debug, Clone)]
pub(super) struct Observed {
    pub(super) labels: Labels,
    pub(super) state: AlertState,
    /// The sample from which its annotations are made.
    pub(super) seen: Option<Seen>,
}

/// A step of a slice after which an alert is no longer what it was.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// Counted from the first step of the slice.
    pub(super) step: usize,
    pub(super) labels: Labels,
    pub(super) from: AlertState,
    pub(super) to: AlertState,
    /// The sample that keeps the alert alive.
    pub(super) seen: Option<Seen>,
}

/// What a slice came to.
#[derive(Debug)]
pub(super) struct Advanced {
    /// The alerts at each of the observed steps.
    pub(super) observed: Vec<Vec<Observed>>,
    /// Alert by alert, then by step.
    pub(super) changes: Vec<Change>,
    /// The first step that fails; what comes before it is done.
    pub(super) done: Result<(), StepFailure>,
    /// Whether it fails because there are more alerts than allowed.
    pub(super) exceeded: bool,
}

/// Which changes of alerts a slice is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Watch {
    /// None.
    Nothing,
    /// Those between inactive, pending, firing and resolved.
    States,
    /// Those, and while the alert fires changes of the value.
    Values,
    /// Those, and every step at which the alert fires.
    Everything,
}

/// Some steps of a rule's evaluation.
pub(super) struct Slice<'a> {
    /// Writes at the times of these steps.
    pub(super) write: WriteContext,
    /// Times of the steps themselves.
    pub(super) times: &'a dyn Fn(usize) -> Timestamp,
    /// Whether `ALERTS` and `ALERTS_FOR_STATE` are written.
    pub(super) writes_series: bool,
    /// Steps of the slice at which alerts are asked for, ascending.
    pub(super) observed: &'a [usize],
    /// Which changes are asked for.
    pub(super) watch: Watch,
}

impl Alerting {
    /// Advances all alerts over the steps of `result`, whose samples make alerts as `held` says, and
    /// gives the alerts at the observed steps.
    pub(super) fn advance(
        &mut self,
        rule: &RulePlan,
        result: &[VectorSeries],
        held: Held,
        store: &mut Store,
        slice: &Slice<'_>,
    ) -> Advanced {
        let Held { presences, mut failure } = held;
        let mut valid = failure.as_ref().map_or(slice.write.steps.count, |failure| failure.step);
        let mut active = vec![0; if rule.limit > 0 { valid } else { 0 }];
        let mut observed = vec![Vec::new(); slice.observed.len()];
        let mut states = Vec::new();
        let mut histories = Vec::new();
        let mut changes = Vec::new();
        for (presence, (labels, alert)) in presences.iter().zip(&mut self.alerts) {
            let before = alert.state;
            alert.advance(rule, presence, slice, valid, &mut states);
            for (count, state) in active.iter_mut().zip(&states) {
                *count += usize::from(state.active_since().is_some());
            }
            for (position, step) in slice.observed.iter().enumerate().filter(|(_, step)| **step < valid) {
                let state = states[*step];
                if state.active_since().is_some() {
                    let seen = alert.seen_at(presence, result, *step, slice);
                    observed[position].push(Observed { labels: labels.clone(), state, seen });
                }
            }
            if slice.watch != Watch::Nothing {
                let seen_at = |step| alert.seen_at(presence, result, step, slice);
                let mut watched = Watched { labels, watch: slice.watch, last: alert.seen.clone() };
                changes.extend(watched.changes(before, &states, &seen_at));
            }
            alert.remember(presence, result, valid, slice);
            if slice.writes_series {
                histories.push(states.clone());
            }
        }
        let exceeded = active.iter().position(|count| *count > rule.limit);
        if let Some(step) = exceeded {
            let text = format!("exceeded limit of {} with {} alerts", rule.limit, active[step]);
            failure = Some(StepFailure::refused(step, text));
            valid = step;
        }
        let written = self.write(rule, &histories, valid, store, slice);
        changes.retain(|change| change.step < valid);
        let done = written.and_then(|()| failure.map_or(Ok(()), Err));
        Advanced { observed, changes, done, exceeded: exceeded.is_some() }
    }

    /// Writes the series of all alerts over the first `valid` steps.
    fn write(
        &mut self,
        rule: &RulePlan,
        histories: &[Vec<AlertState>],
        valid: usize,
        store: &mut Store,
        slice: &Slice<'_>,
    ) -> Result<(), StepFailure> {
        let mut context = slice.write;
        context.steps.count = valid;
        let mut refused = None;
        if valid > 0 {
            // Upstream's order is random; by labels, it does not depend on how the horizon is cut.
            let mut alerts: Vec<_> = self.alerts.iter_mut().zip(histories).collect();
            alerts.sort_unstable_by_key(|((labels, _), _)| (*labels).clone());
            for ((labels, alert), history) in alerts {
                let written = alert.written.write(rule, labels, &history[..valid], store, &context);
                refused = refused.or(written.err());
            }
        }
        refused.map_or(Ok(()), |failed| Err(StepFailure { step: 0, failed }))
    }
}

/// One alert whose changes are asked for.
struct Watched<'a> {
    labels: &'a Labels,
    watch: Watch,
    /// The sample that kept it alive at the step before.
    last: Option<Seen>,
}

impl Watched<'_> {
    fn changes(
        &mut self,
        mut from: AlertState,
        states: &[AlertState],
        seen_at: &dyn Fn(usize) -> Option<Seen>,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        for (step, to) in states.iter().copied().enumerate() {
            let is_same_kind = std::mem::discriminant(&from) == std::mem::discriminant(&to);
            let is_looked_at = self.watch != Watch::States && to.is_firing();
            if !is_same_kind || is_looked_at {
                let seen = seen_at(step);
                let value = |seen: &Option<Seen>| seen.as_ref().map(|seen| seen.value.clone());
                let is_new = self.watch == Watch::Everything || value(&seen) != value(&self.last);
                self.last.clone_from(&seen);
                if !is_same_kind || is_new {
                    changes.push(Change { step, labels: self.labels.clone(), from, to, seen });
                }
            }
            from = to;
        }
        changes
    }
}

impl Alert {
    /// Fills `states` with the state after each of the first `valid` steps.
    fn advance(
        &mut self,
        rule: &RulePlan,
        presence: &Presence,
        slice: &Slice<'_>,
        valid: usize,
        states: &mut Vec<AlertState>,
    ) {
        states.clear();
        if *presence == Presence::Never && self.state == AlertState::Inactive {
            states.resize(valid, AlertState::Inactive);
            return;
        }
        for step in 0..valid {
            self.state = self.state.next(presence.holds(step), (slice.times)(step), rule.timing);
            states.push(self.state);
        }
    }

    /// The sample from which annotations are made at `step`: the last one so far.
    fn seen_at(
        &self,
        presence: &Presence,
        result: &[VectorSeries],
        step: usize,
        slice: &Slice<'_>,
    ) -> Option<Seen> {
        let last = (0..=step).rev().find_map(|step| Some((step, presence.series(step)?)));
        let Some((step, series)) = last else { return self.seen.clone() };
        let series = &result[series];
        let value = series.column.value(step)?;
        Some(Seen { labels: series.labels.clone(), value, at: (slice.times)(step) })
    }

    /// Keeps the last sample for later slices.
    fn remember(&mut self, presence: &Presence, result: &[VectorSeries], valid: usize, slice: &Slice<'_>) {
        if let Some(last) = valid.checked_sub(1)
            && let Some(seen) = self.seen_at(presence, result, last, slice)
        {
            self.seen = Some(seen);
        }
    }
}

impl Written {
    fn write(
        &mut self,
        rule: &RulePlan,
        labels: &Labels,
        history: &[AlertState],
        store: &mut Store,
        context: &WriteContext,
    ) -> Result<(), Failed> {
        let column = |pick: &dyn Fn(AlertState) -> Option<f64>| {
            let mut column = Column::absent(history.len());
            for (value, state) in column.floats.iter_mut().zip(history) {
                if let Some(picked) = pick(*state) {
                    *value = picked;
                }
            }
            column
        };
        let is_pending = |state| matches!(state, AlertState::Pending { .. });
        let pending = column(&|state| is_pending(state).then_some(1.0));
        let firing = column(&|state| state.is_firing().then_some(1.0));
        let for_state = column(&|state| Some(state.active_since()?.as_ms().div_euclid(1000) as f64));
        let mut refused = None;
        let series = [
            (&mut self.pending, ALERTS, Some("pending"), pending),
            (&mut self.firing, ALERTS, Some("firing"), firing),
            (&mut self.for_state, ALERTS_FOR_STATE, None, for_state),
        ];
        for (writer, metric, state, column) in series {
            let labels = series_labels(rule, labels, metric, state);
            refused = refused.or(writer.write(store, context, &labels, column).err());
        }
        refused.map_or(Ok(()), Err)
    }
}

/// Upstream starts from the rule's labels as written, so that the text of a template which came out
/// empty stays.
pub(super) fn series_labels(rule: &RulePlan, labels: &Labels, metric: &str, state: Option<&str>) -> Labels {
    let mut builder = LabelsBuilder::default();
    for label in &rule.labels {
        builder.set(&label.name, &label.text);
    }
    for (name, value) in labels {
        builder.set(name, value);
    }
    builder.set(METRIC_NAME, metric).set(ALERTNAME, &rule.name);
    if let Some(state) = state {
        builder.set(ALERTSTATE, state);
    }
    builder.build()
}

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
    state: AlertState,
    /// The sample that last kept the alert alive.
    seen: Option<Seen>,
    written: Written,
}

/// The series of one alert.
#[derive(Debug, Default)]
struct Written {
    pending: SeriesWriter,
    firing: SeriesWriter,
    for_state: SeriesWriter,
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
}

impl Alerting {
    /// Advances all alerts over the steps of `result`, whose samples make alerts as `held` says, and
    /// gives the alerts at the observed steps.
    ///
    /// # Errors
    /// The first step that fails; what comes before it is done.
    pub(super) fn advance(
        &mut self,
        rule: &RulePlan,
        result: &[VectorSeries],
        held: Held,
        store: &mut Store,
        slice: &Slice<'_>,
    ) -> (Vec<Vec<Observed>>, Result<(), StepFailure>) {
        let Held { presences, mut failure } = held;
        let mut valid = failure.as_ref().map_or(slice.write.steps.count, |failure| failure.step);
        let mut active = vec![0; if rule.limit > 0 { valid } else { 0 }];
        let mut observed = vec![Vec::new(); slice.observed.len()];
        let mut states = Vec::new();
        let mut histories = Vec::new();
        for (presence, (labels, alert)) in presences.iter().zip(&mut self.alerts) {
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
            alert.remember(presence, result, valid, slice);
            if slice.writes_series {
                histories.push(states.clone());
            }
        }
        if let Some(step) = active.iter().position(|count| *count > rule.limit) {
            let text = format!("exceeded limit of {} with {} alerts", rule.limit, active[step]);
            failure = Some(StepFailure::refused(step, text));
            valid = step;
        }
        let written = self.write(rule, &histories, valid, store, slice);
        (observed, written.and_then(|()| failure.map_or(Ok(()), Err)))
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
            refused = refused.or(writer.write(store, context, &labels, &column).err());
        }
        refused.map_or(Ok(()), Err)
    }
}

/// Upstream starts from the rule's labels as written, so that the text of a template which came out
/// empty stays.
fn series_labels(rule: &RulePlan, labels: &Labels, metric: &str, state: Option<&str>) -> Labels {
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

//! Evaluations of one rule.

use std::ops::Range;

use firedrill_model::{Labels, Timestamp};
use firedrill_promql::column::{Steps, Vector};
use firedrill_promql::store::{Origin, Reader};

use super::super::alerting::{Advanced, Slice, Watch};
use super::super::expand::{Expander, Sample};
use super::super::failure::{Failed, StepFailure};
use super::super::plan::RulePlan;
use super::super::templated::Templated;
use super::super::writer::WriteContext;
use super::Begin;
use super::outcome::{AlertChange, Cause};
use super::pieces::{between, slice};
use super::rule::RuleState;
use super::serve::Server;

/// `for` is restored after this many evaluations, and only then `ALERTS` is written again.
const EVALUATIONS_BEFORE_RESTORE: usize = 2;

impl Server<'_> {
    /// Evaluates a rule at some of its steps; `false` where it shares a series with another writer.
    pub(super) fn advance(&mut self, rule: usize, range: Range<usize>) -> bool {
        if self.current.begin != Begin::Restart {
            return self.evaluate(rule, range, true);
        }
        let restores_at = EVALUATIONS_BEFORE_RESTORE.clamp(range.start, range.end);
        if !self.evaluate(rule, range.start..restores_at, false) {
            return false;
        }
        if range.start < restores_at && restores_at == EVALUATIONS_BEFORE_RESTORE {
            let now = Timestamp(self.current.schedule.steps[rule].time(restores_at - 1));
            if let RuleState::Alerting(alerting) = &mut self.states[rule] {
                alerting.restore(&self.current.rules.rules[rule], &self.store, now, self.options);
            }
        }
        self.evaluate(rule, restores_at..range.end, true)
    }

    fn evaluate(&mut self, rule: usize, range: Range<usize>, writes_alert_series: bool) -> bool {
        if range.is_empty() {
            return true;
        }
        let plan = &self.current.rules.rules[rule];
        let schedule = self.current.schedule.steps[rule];
        let prepared = match &self.current.prepared[rule] {
            Ok(prepared) => prepared,
            Err(text) => {
                let text = (*text).to_owned();
                range.for_each(|step| self.fail(rule, schedule.time(step), text.clone()));
                return true;
            }
        };
        let offset = plan.query_offset_ms;
        let start = schedule.time(range.start) - offset;
        let steps = Steps { start, interval: schedule.interval, count: range.len() };
        let reader = Reader { ahead_ms: offset, ..self.reader(rule) };
        let outcome = prepared.evaluate(&self.store, steps, reader, &self.options.evaluation.query);
        for annotation in outcome.annotations.iter() {
            self.note(rule, annotation);
        }
        let failed: Vec<usize> = outcome.errors.iter().map(|error| error.step).collect();
        for error in outcome.errors {
            self.fail(rule, schedule.time(range.start + error.step), error.error.to_string());
        }
        let mut pieces = between(range.len(), failed);
        if plan.is_alerting && plan.limit > 0 {
            pieces = pieces.into_iter().flatten().map(|step| step..step + 1).collect();
        }
        pieces
            .into_iter()
            .all(|piece| self.apply(rule, &outcome.vector, range.start, piece, writes_alert_series))
    }

    /// Hands on the results of a stretch of steps, whatever step of it is refused.
    fn apply(
        &mut self,
        rule: usize,
        result: &Vector,
        first: usize,
        piece: Range<usize>,
        writes_alert_series: bool,
    ) -> bool {
        let end = piece.end;
        let mut next = piece;
        while !next.is_empty() {
            let part = slice(result, next.clone());
            let steps = first + next.start..first + next.end;
            let Err(failure) = self.hand_on(rule, part, steps.clone(), writes_alert_series) else {
                next = next.end..end.max(next.end);
                // After a failure the rest goes step by step.
                next.end = next.end.min(next.start + 1);
                continue;
            };
            let Failed::Refused(text) = failure.failed else { return false };
            let failed = next.start + failure.step;
            self.fail(rule, self.current.schedule.steps[rule].time(first + failed), text);
            next = failed + 1..(failed + 2).min(end);
        }
        true
    }

    fn hand_on(
        &mut self,
        rule: usize,
        result: Vector,
        range: Range<usize>,
        writes_alert_series: bool,
    ) -> Result<(), StepFailure> {
        let plan = &self.current.rules.rules[rule];
        let schedule = self.current.schedule.steps[rule];
        let start = schedule.time(range.start) - plan.query_offset_ms;
        let steps = Steps { start, interval: schedule.interval, count: range.len() };
        let write = WriteContext { discipline: self.discipline, origin: self.origin(rule), steps };
        match &mut self.states[rule] {
            RuleState::Recording(recording) => recording.record(plan, result, &mut self.store, &write),
            RuleState::Alerting(_) => self.alerts(rule, &result, write, range.start, writes_alert_series),
        }
    }

    fn alerts(
        &mut self,
        rule: usize,
        result: &Vector,
        write: WriteContext,
        first: usize,
        writes_series: bool,
    ) -> Result<(), StepFailure> {
        let plan = &self.current.rules.rules[rule];
        let schedule = self.current.schedule.steps[rule];
        let times = |step: usize| Timestamp(schedule.time(first + step));
        let slice = Slice { write, times: &times, writes_series, observed: &[], watch: watch(plan) };
        let reader = self.reader(rule);
        let RuleState::Alerting(alerting) = &mut self.states[rule] else { return Ok(()) };
        let before: Vec<_> = match plan.limit {
            0 => Vec::new(),
            _ => alerting.alerts.iter().map(|(labels, alert)| (labels.clone(), alert.state)).collect(),
        };
        let options = &self.options.evaluation;
        let expander = Expander { rule: plan, store: &self.store, reader, options };
        let held = alerting.held(plan, &result.series, &mut |series, step| {
            let value = series.column.value(step).expect("the series has a sample at this step");
            expander.labels(&Sample { labels: &series.labels, value: &value, at: times(step) })
        });
        let Advanced { changes, done, exceeded, .. } =
            alerting.advance(plan, &result.series, held, &mut self.store, &slice);
        if exceeded {
            alerting.drop_all();
            let position = self.current.position;
            for (labels, from) in before.iter().filter(|(_, from)| from.active_since().is_some()) {
                self.lost(position, rule, labels, *from, times(0), Cause::Dropped);
            }
        }
        self.waiting.extend(changes.into_iter().map(|change| (rule, times(change.step), change)));
        done
    }

    /// Makes the annotations of the changes seen so far.
    pub(super) fn annotate(&mut self) {
        for (rule, at, change) in std::mem::take(&mut self.waiting) {
            let plan = &self.current.rules.rules[rule];
            let options = &self.options.evaluation;
            let expander = Expander { rule: plan, store: &self.store, reader: self.reader(rule), options };
            let annotations = change.seen.as_ref().map_or_else(Labels::empty, |seen| {
                expander.annotations(&Sample { labels: &seen.labels, value: &seen.value, at: seen.at })
            });
            self.changes.push(AlertChange {
                at,
                segment: self.current.position,
                rule,
                labels: change.labels,
                from: change.from,
                to: change.to,
                value: change.seen.map(|seen| seen.value),
                annotations,
                cause: Cause::Evaluation,
            });
        }
    }

    fn reader(&self, rule: usize) -> Reader {
        self.discipline.reader(rule)
    }

    fn origin(&self, rule: usize) -> Origin {
        self.discipline.origin(rule, self.current.rules.rules[rule].query_offset_ms)
    }
}

/// At which steps annotations may be new.
fn watch(rule: &RulePlan) -> Watch {
    if rule.annotations.iter().all(Templated::is_decided_by_labels) {
        Watch::States
    } else if rule.annotations.iter().any(Templated::depends_on_time) {
        Watch::Everything
    } else {
        Watch::Values
    }
}

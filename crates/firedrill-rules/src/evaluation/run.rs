//! The run of a rule set over a horizon.

use std::collections::BTreeMap;
use std::ops::Range;

use firedrill_model::{Labels, Timestamp};
use firedrill_promql::column::Steps;
use firedrill_promql::store::{Listing, Origin, Reader, Store};

use super::alerting::{Advanced, Alerting, Observed, Slice, Watch};
use super::dependency::{Reads, Stage};
use super::expand::{Expander, Sample};
use super::failure::{Failed, StepFailure};
use super::outcome::{
    Evaluation, EvaluationOptions, InputSeries, Mode, ObservedAlert, ObservedAlerts, RuleFailure, Wanted,
};
use super::plan::{ALERTS, ALERTS_FOR_STATE, RulePlan, RuleSet};
use super::prepared::PreparedRules;
use super::recording::Recording;
use super::relevance::relevant_rules;
use super::writer::{Discipline, WriteContext};

/// Evaluates `rules` at all `steps` over `input`.
pub fn evaluate(
    rules: &PreparedRules<'_>,
    input: &dyn InputSeries,
    steps: Steps,
    wanted: &Wanted<'_>,
    options: &EvaluationOptions<'_>,
) -> Evaluation {
    if options.mode == Mode::WholeHorizon {
        let mut store = Store::default();
        input.load(&mut store, None, steps.last());
        let mut run = Run::new(rules, store, steps, wanted, options, Discipline::Columns);
        if run.whole_horizon() {
            return run.finish();
        }
    }
    let mut run = Run::new(rules, Store::default(), steps, wanted, options, Discipline::Samples);
    run.writes_alert_series.fill(true);
    run.stepwise(input);
    run.finish()
}

/// What a rule carries from step to step.
#[derive(Debug)]
enum RuleState {
    Recording(Recording),
    Alerting(Alerting),
}

struct Run<'r> {
    rules: &'r RuleSet,
    prepared: &'r PreparedRules<'r>,
    store: Store,
    steps: Steps,
    wanted: &'r Wanted<'r>,
    options: &'r EvaluationOptions<'r>,
    discipline: Discipline,
    states: Vec<RuleState>,
    writes_alert_series: Vec<bool>,
    /// Rules without influence on any answer are left out where whole horizons are evaluated.
    is_relevant: Vec<bool>,
    /// One past the last step to evaluate: the step of the first failure counts.
    until: usize,
    failures: Vec<(usize, RuleFailure)>,
    /// Alerts whose annotations are not made yet, with rule and step.
    waiting: Vec<(usize, usize, Vec<Observed>)>,
    observed: Vec<ObservedAlerts>,
}

impl<'r> Run<'r> {
    fn new(
        prepared: &'r PreparedRules<'r>,
        mut store: Store,
        steps: Steps,
        wanted: &'r Wanted<'r>,
        options: &'r EvaluationOptions<'r>,
        discipline: Discipline,
    ) -> Self {
        store.set_listing(Listing::FirstWrite);
        let state = |rule: &RulePlan| {
            if rule.is_alerting {
                RuleState::Alerting(Alerting::default())
            } else {
                RuleState::Recording(Recording::default())
            }
        };
        let rules = prepared.set;
        let is_relevant = relevant_rules(prepared, &store, wanted, &options.query, steps.interval);
        Self {
            is_relevant,
            rules,
            prepared,
            writes_alert_series: writes_alert_series(rules, &store, wanted, options),
            store,
            steps,
            wanted,
            options,
            discipline,
            states: rules.rules.iter().map(state).collect(),
            until: steps.count,
            failures: Vec::new(),
            waiting: Vec::new(),
            observed: Vec::new(),
        }
    }

    /// `false` where two writers share a series.
    fn whole_horizon(&mut self) -> bool {
        for stage in &self.rules.stages {
            let good = match stage {
                Stage::Whole(rule) if !self.is_relevant[*rule] => true,
                Stage::Whole(rule) => self.advance(*rule, 0..self.until),
                Stage::Sliced(members) => (0..self.until).all(|step| {
                    step >= self.until || members.iter().all(|rule| self.advance(*rule, step..step + 1))
                }),
            };
            if !good {
                return false;
            }
        }
        self.annotate();
        true
    }

    fn stepwise(&mut self, input: &dyn InputSeries) {
        let mut step = 0;
        let mut loaded = None;
        while step < self.until {
            let now = self.steps.time(step);
            input.load(&mut self.store, loaded, now);
            loaded = Some(now);
            for rule in 0..self.rules.rules.len() {
                self.advance(rule, step..step + 1);
                // Queries in annotations must not see what later rules write at this step.
                self.annotate();
            }
            step += 1;
        }
    }

    /// Evaluates a rule over some steps; `false` where it shares a series with another writer.
    fn advance(&mut self, rule: usize, range: Range<usize>) -> bool {
        let Err(failure) = self.try_advance(rule, range.clone()) else { return true };
        let text = match failure.failed {
            Failed::Collision => return false,
            Failed::Refused(text) => text,
        };
        let step = range.start + failure.step;
        let RulePlan { group, name, .. } = &self.rules.rules[rule];
        let failure = RuleFailure { step, group: group.clone(), rule: name.clone(), text };
        self.failures.push((rule, failure));
        self.until = self.until.min(step + 1);
        true
    }

    fn try_advance(&mut self, rule: usize, range: Range<usize>) -> Result<(), StepFailure> {
        let plan = &self.rules.rules[rule];
        let prepared = self.prepared.expressions[rule]
            .as_ref()
            .map_err(|text| StepFailure::refused(0, (*text).to_owned()))?;
        let offset = plan.query_offset_ms;
        let start = self.steps.time(range.start) - offset;
        let mut steps = Steps { start, interval: self.steps.interval, count: range.len() };
        let reader = Reader { ahead_ms: offset, ..self.reader(rule) };
        let outcome = prepared.evaluate(&self.store, steps, reader, &self.options.query);
        let mut result = outcome.vector;
        let failed = outcome.errors.into_iter().next();
        if let Some(failed) = &failed {
            steps.count = failed.step;
            for series in &mut result.series {
                series.column.floats.truncate(failed.step);
                series.column.histograms.iter_mut().for_each(|column| column.truncate(failed.step));
            }
        }
        if steps.count > 0 {
            let context = WriteContext { discipline: self.discipline, origin: self.origin(rule), steps };
            match &mut self.states[rule] {
                RuleState::Recording(recording) => {
                    recording.record(plan, result, &mut self.store, &context)?;
                }
                RuleState::Alerting(_) => self.alerts(rule, &result.series, context, range.start)?,
            }
        }
        failed.map_or(Ok(()), |failed| Err(StepFailure::refused(failed.step, failed.error.to_string())))
    }

    fn alerts(
        &mut self,
        rule: usize,
        result: &[firedrill_promql::column::VectorSeries],
        write: WriteContext,
        first: usize,
    ) -> Result<(), StepFailure> {
        let plan = &self.rules.rules[rule];
        let steps = self.steps;
        let times = |step: usize| Timestamp(steps.time(first + step));
        let wanted = self.wanted.alerts.get(&plan.name).map_or(&[][..], Vec::as_slice);
        let in_slice = wanted.iter().filter_map(|step| step.checked_sub(first));
        let observed: Vec<usize> = in_slice.filter(|step| *step < write.steps.count).collect();
        let slice = Slice {
            write,
            times: &times,
            writes_series: self.writes_alert_series[rule],
            observed: &observed,
            watch: Watch::Nothing,
        };
        let reader = self.reader(rule);
        let RuleState::Alerting(alerting) = &mut self.states[rule] else { return Ok(()) };
        let expander = Expander { rule: plan, store: &self.store, reader, options: self.options };
        let held = alerting.held(plan, result, &mut |series, step| {
            let value = series.column.value(step).expect("the series has a sample at this step");
            expander.labels(&Sample { labels: &series.labels, value: &value, at: times(step) })
        });
        let Advanced { observed: found, done, .. } =
            alerting.advance(plan, result, held, &mut self.store, &slice);
        let valid = done.as_ref().err().map_or(write.steps.count, |failure| failure.step);
        for (step, alerts) in observed.iter().zip(found).filter(|(step, _)| **step < valid) {
            self.waiting.push((rule, first + step, alerts));
        }
        done
    }

    /// Makes the annotations of the alerts observed so far.
    fn annotate(&mut self) {
        for (rule, step, alerts) in std::mem::take(&mut self.waiting) {
            let plan = &self.rules.rules[rule];
            let expander =
                Expander { rule: plan, store: &self.store, reader: self.reader(rule), options: self.options };
            let alert = |observed: Observed| ObservedAlert {
                annotations: observed.seen.map_or_else(Labels::empty, |seen| {
                    expander.annotations(&Sample { labels: &seen.labels, value: &seen.value, at: seen.at })
                }),
                labels: observed.labels,
                state: observed.state,
            };
            let alerts = alerts.into_iter().map(alert).collect();
            let alertname = plan.name.clone();
            self.observed.push(ObservedAlerts { step, alertname, alerts, timing: plan.timing, order: rule });
        }
    }

    fn reader(&self, rule: usize) -> Reader {
        self.discipline.reader(rule)
    }

    fn origin(&self, rule: usize) -> Origin {
        self.discipline.origin(rule, self.rules.rules[rule].query_offset_ms)
    }

    fn finish(mut self) -> Evaluation {
        let step = self.failures.iter().map(|(_, failure)| failure.step).min();
        self.failures.retain(|(_, failure)| Some(failure.step) == step);
        self.failures.sort_by_key(|(rule, _)| *rule);
        self.observed.retain(|observed| step.is_none_or(|step| observed.step < step));
        self.observed.sort_by_key(|observed| (observed.step, observed.order));
        Evaluation {
            store: self.store,
            failures: self.failures.into_iter().map(|(_, failure)| failure).collect(),
            observed: self.observed,
        }
    }
}

/// Which alerting rules must write `ALERTS` and `ALERTS_FOR_STATE`: those that something may read, or
/// whose series another writer may have too.
fn writes_alert_series(
    rules: &RuleSet,
    store: &Store,
    wanted: &Wanted<'_>,
    options: &EvaluationOptions<'_>,
) -> Vec<bool> {
    let dialect = &options.query.dialect;
    let asked: Vec<Reads> = wanted.expressions.iter().map(|expr| Reads::of(expr, dialect)).collect();
    let is_alert_metric = |name: &str| name == ALERTS || name == ALERTS_FOR_STATE;
    let all = wanted.all_alert_series
        || rules.rules.iter().any(|rule| rule.has_queries() || is_alert_metric(&rule.name))
        || store.iter().any(|series| series.labels().metric_name().is_some_and(is_alert_metric));
    let mut alerts: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in rules.rules.iter().filter(|rule| rule.is_alerting) {
        *alerts.entry(&rule.name).or_default() += 1;
    }
    let readers: Vec<&Reads> = rules
        .rules
        .iter()
        .map(|rule| &rule.reads)
        .chain(&asked)
        .filter(|reads| reads.may_include_metric(&[ALERTS, ALERTS_FOR_STATE]))
        .collect();
    let is_read = |rule: &RulePlan| {
        rule.writes.iter().any(|writes| readers.iter().any(|reads| reads.may_include(writes)))
    };
    rules
        .rules
        .iter()
        .map(|rule| rule.is_alerting && (all || alerts[rule.name.as_str()] > 1 || is_read(rule)))
        .collect()
}

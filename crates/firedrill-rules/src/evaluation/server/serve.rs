//! The run of a server.

use firedrill_model::{Duration, Timestamp};
use firedrill_promql::annotations::Annotation;
use firedrill_promql::eval::PreparedRule;
use firedrill_promql::store::{Listing, SeriesId, Store};

use super::super::alerting::Change;
use super::super::dependency::Stage;
use super::super::writer::{Discipline, append_marker};
use super::super::{AlertState, InputSeries, Mode, RuleSet};
use super::handover::{Heir, hand_over};
use super::outcome::{AlertChange, Cause, Served, ServedFailure};
use super::rule::RuleState;
use super::schedule::Schedule;
use super::{Begin, Segment, ServerOptions};

/// Evaluates the rules of all `segments`, which ascend and do not overlap, over `input`.
pub fn serve(input: &dyn InputSeries, segments: &[Segment<'_>], options: &ServerOptions<'_>) -> Served {
    if segments.is_empty() {
        return Served::default();
    }
    let is_reloaded = segments.iter().any(|segment| segment.begin == Begin::Reload);
    if options.evaluation.mode == Mode::WholeHorizon && !is_reloaded {
        let mut server = Server::new(segments, options, Discipline::Columns);
        if server.run(input) {
            return server.finish();
        }
    }
    let mut server = Server::new(segments, options, Discipline::Samples);
    server.run(input);
    server.finish()
}

pub(super) struct Server<'r> {
    segments: &'r [Segment<'r>],
    pub(super) options: &'r ServerOptions<'r>,
    pub(super) discipline: Discipline,
    pub(super) store: Store,
    pub(super) states: Vec<RuleState>,
    pub(super) current: Current<'r>,
    /// Changes whose annotations are not made yet, with their rule.
    pub(super) waiting: Vec<(usize, Timestamp, Change)>,
    pub(super) changes: Vec<AlertChange>,
    failures: Vec<ServedFailure>,
    notes: Vec<(usize, usize, Annotation)>,
    /// Series of rules that are no more, and when they end.
    orphans: Vec<(i64, Vec<SeriesId>)>,
}

/// The segment that runs.
pub(super) struct Current<'r> {
    pub(super) position: usize,
    pub(super) begin: Begin,
    pub(super) rules: &'r RuleSet,
    pub(super) schedule: Schedule,
    /// Per rule its expression, or why the engine refuses it.
    pub(super) prepared: Vec<Result<PreparedRule<'r>, &'r str>>,
}

impl<'r> Current<'r> {
    fn new(position: usize, segments: &'r [Segment<'r>], options: &'r ServerOptions<'r>) -> Self {
        let segment = &segments[position];
        let origin = segments[0].start.as_ms();
        let prepared = segment.rules.rules.iter().map(|rule| match &rule.expr {
            Ok(expr) => Ok(PreparedRule::new(expr, &options.evaluation.query)),
            Err(text) => Err(text.as_str()),
        });
        Self {
            position,
            begin: segment.begin,
            rules: segment.rules,
            schedule: Schedule::new(segment, origin, options),
            prepared: prepared.collect(),
        }
    }
}

impl<'r> Server<'r> {
    fn new(segments: &'r [Segment<'r>], options: &'r ServerOptions<'r>, discipline: Discipline) -> Self {
        let mut store = Store::default();
        store.set_listing(Listing::FirstWrite);
        Self {
            segments,
            options,
            discipline,
            store,
            states: Vec::new(),
            current: Current::new(0, segments, options),
            waiting: Vec::new(),
            changes: Vec::new(),
            failures: Vec::new(),
            notes: Vec::new(),
            orphans: Vec::new(),
        }
    }

    /// `false` where two writers share a series, which only [`Discipline::Samples`] gets right.
    fn run(&mut self, input: &dyn InputSeries) -> bool {
        for position in 0..self.segments.len() {
            self.begin(position);
            let segment = self.segments[position];
            let mut loaded = (position > 0).then(|| segment.start.as_ms() - 1);
            let last = segment.end.as_ms() - 1;
            let done = match self.discipline {
                Discipline::Columns => {
                    input.load(&mut self.store, loaded, last);
                    self.stages()
                }
                Discipline::Samples => {
                    self.moments(input, &mut loaded);
                    input.load(&mut self.store, loaded, last);
                    self.end_orphans(last);
                    true
                }
            };
            if !done {
                return false;
            }
        }
        true
    }

    /// Makes rules and states of a segment current.
    fn begin(&mut self, position: usize) {
        let segment = self.segments[position];
        let previous = self.current.rules;
        self.current = Current::new(position, self.segments, self.options);
        let fresh = || segment.rules.rules.iter().map(RuleState::new).collect();
        match segment.begin {
            Begin::Fresh => self.states = fresh(),
            _ if position == 0 => self.states = fresh(),
            Begin::Restart => {
                let stopped_at = self.segments[position - 1].end;
                let states = std::mem::take(&mut self.states);
                for (rule, state) in states.iter().enumerate() {
                    self.lose(position - 1, rule, state, stopped_at, Cause::Stop);
                }
                let handover = hand_over(previous, states, segment.rules);
                self.states = handover.states;
                self.states.iter_mut().for_each(RuleState::forget);
                self.orphans.clear();
            }
            Begin::Reload => self.reload(position, previous),
        }
    }

    fn reload(&mut self, position: usize, previous: &RuleSet) {
        let segment = self.segments[position];
        let handover = hand_over(previous, std::mem::take(&mut self.states), segment.rules);
        self.states = handover.states;
        for (rule, state) in &handover.dropped {
            self.lose(position - 1, *rule, state, segment.start, Cause::Dropped);
        }
        for (heir, series) in handover.orphans {
            let ends_at = match heir {
                Heir::Nobody(interval) => segment.start + twice(interval.unwrap_or(self.options.interval)),
                Heir::Group(group) => {
                    let rule = segment.rules.rules.iter().position(|rule| rule.group_index == group);
                    rule.map_or(segment.start, |rule| Timestamp(self.current.schedule.steps[rule].start))
                }
            };
            self.orphans.push((ends_at.as_ms(), series));
        }
        self.orphans.sort_by_key(|(ends_at, _)| *ends_at);
    }

    /// Notes that the alerts of a rule are lost.
    fn lose(&mut self, segment: usize, rule: usize, state: &RuleState, at: Timestamp, cause: Cause) {
        let RuleState::Alerting(alerting) = state else { return };
        for (labels, alert) in alerting.alerts.iter().filter(|(_, alert)| alert.state != AlertState::Inactive)
        {
            self.lost(segment, rule, labels, alert.state, at, cause);
        }
    }

    pub(super) fn lost(
        &mut self,
        segment: usize,
        rule: usize,
        labels: &firedrill_model::Labels,
        from: AlertState,
        at: Timestamp,
        cause: Cause,
    ) {
        self.changes.push(AlertChange {
            at,
            segment,
            rule,
            labels: labels.clone(),
            from,
            to: AlertState::Inactive,
            value: None,
            annotations: firedrill_model::Labels::empty(),
            cause,
        });
    }

    /// Goes rule by rule, each over all its evaluations, where that is possible.
    fn stages(&mut self) -> bool {
        let rules = self.current.rules;
        for stage in &rules.stages {
            let good = match stage {
                Stage::Whole(rule) => self.advance(*rule, 0..self.current.schedule.steps[*rule].count),
                Stage::Sliced(members) => {
                    let moments = self.current.schedule.moments(members);
                    moments.into_iter().all(|moment| self.advance(moment.rule, moment.step..moment.step + 1))
                }
            };
            if !good {
                return false;
            }
        }
        self.annotate();
        true
    }

    /// Goes from one evaluation to the next, as a server does.
    fn moments(&mut self, input: &dyn InputSeries, loaded: &mut Option<i64>) {
        let rules: Vec<_> = (0..self.current.rules.len()).collect();
        for moment in self.current.schedule.moments(&rules) {
            if loaded.is_none_or(|loaded| loaded < moment.at) {
                input.load(&mut self.store, *loaded, moment.at);
                *loaded = Some(moment.at);
            }
            self.end_orphans(moment.at - 1);
            self.advance(moment.rule, moment.step..moment.step + 1);
            // Queries in annotations must not see what later rules write at this step.
            self.annotate();
        }
    }

    fn end_orphans(&mut self, until: i64) {
        let due = self.orphans.partition_point(|(ends_at, _)| *ends_at <= until);
        for (ends_at, series) in self.orphans.drain(..due) {
            for id in series {
                append_marker(&mut self.store, id, ends_at);
            }
        }
    }

    pub(super) fn fail(&mut self, rule: usize, at: i64, text: String) {
        let segment = self.current.position;
        self.failures.push(ServedFailure { at: Timestamp(at), segment, rule, text });
    }

    pub(super) fn note(&mut self, rule: usize, annotation: &Annotation) {
        let note = (self.current.position, rule, annotation.clone());
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn finish(mut self) -> Served {
        self.failures.sort_by_key(|failure| (failure.at, failure.segment, failure.rule));
        self.notes.sort_by_key(|(segment, rule, _)| (*segment, *rule));
        Served {
            store: self.store,
            changes: super::outcome::ordered(self.changes),
            failures: self.failures,
            notes: self.notes,
        }
    }
}

fn twice(interval: Duration) -> Duration {
    Duration::from_ms(interval.as_ms().saturating_mul(2))
}

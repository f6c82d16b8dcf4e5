//! At which steps an alert's expression holds, and through which sample.

use firedrill_model::Labels;
use firedrill_promql::column::VectorSeries;

use super::alerting::Alerting;
use super::failure::StepFailure;
use super::plan::RulePlan;
use super::templated::Templated;

/// The samples of one alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Presence {
    /// There is none.
    Never,
    /// Those of one series; the flags say at which steps it has a value.
    Series(usize, Vec<bool>),
    /// Those of changing series, by step.
    PerStep(Vec<Option<usize>>),
}

impl Presence {
    /// Whether the expression holds at `step`.
    pub(super) fn holds(&self, step: usize) -> bool {
        match self {
            Self::Never => false,
            Self::Series(_, present) => present[step],
            Self::PerStep(series) => series[step].is_some(),
        }
    }

    /// The series whose sample makes the alert at `step`.
    pub(super) fn series(&self, step: usize) -> Option<usize> {
        match self {
            Self::Never => None,
            Self::Series(series, present) => present[step].then_some(*series),
            Self::PerStep(series) => series[step],
        }
    }

    /// Adds the sample of `series` at `step`; whether there was one already.
    fn add(&mut self, series: usize, step: usize, steps: usize) -> bool {
        let mut per_step = match std::mem::replace(self, Self::Never) {
            Self::Never => vec![None; steps],
            Self::Series(series, present) => {
                present.into_iter().map(|present| present.then_some(series)).collect()
            }
            Self::PerStep(per_step) => per_step,
        };
        let occupied = per_step[step].is_some();
        per_step[step].get_or_insert(series);
        *self = Self::PerStep(per_step);
        occupied
    }
}

/// The samples that make alerts, over some steps.
#[derive(Debug)]
pub(super) struct Held {
    /// One per alert, in the order of [`Alerting::alerts`].
    pub(super) presences: Vec<Presence>,
    /// The first step at which two samples make the same alert.
    pub(super) failure: Option<StepFailure>,
}

const COLLISION: &str = "vector contains metrics with the same labelset after applying alert labels";

impl Alerting {
    /// Finds the alerts that the samples of `result` make; new ones are added.
    ///
    /// `expand` gives an alert's labels for the sample of a series at a step.
    pub(super) fn held(
        &mut self,
        rule: &RulePlan,
        result: &[VectorSeries],
        expand: &mut dyn FnMut(&VectorSeries, usize) -> Labels,
    ) -> Held {
        let per_step = !rule.labels.iter().all(Templated::is_decided_by_labels);
        let mut presences = vec![Presence::Never; self.alerts.len()];
        let mut collision: Option<usize> = None;
        let mut add = |presences: &mut Vec<Presence>, alert: usize, series, step, steps| {
            if presences[alert].add(series, step, steps) {
                collision = Some(collision.map_or(step, |earlier| earlier.min(step)));
            }
        };
        for (index, series) in result.iter().enumerate() {
            let steps = series.column.floats.len();
            let present: Vec<bool> = (0..steps).map(|step| series.column.is_present(step)).collect();
            let Some(first) = present.iter().position(|present| *present) else { continue };
            if per_step {
                for step in (first..steps).filter(|step| present[*step]) {
                    let alert = self.alert(expand(series, step));
                    presences.resize(self.alerts.len(), Presence::Never);
                    add(&mut presences, alert, index, step, steps);
                }
                continue;
            }
            let alert = self.alert_of_sample(series, first, expand);
            presences.resize(self.alerts.len(), Presence::Never);
            if presences[alert] == Presence::Never {
                presences[alert] = Presence::Series(index, present);
                continue;
            }
            for step in (first..steps).filter(|step| present[*step]) {
                add(&mut presences, alert, index, step, steps);
            }
        }
        let failure = collision.map(|step| StepFailure::refused(step, COLLISION.to_owned()));
        Held { presences, failure }
    }

    /// The alert with these labels, added where it is missing.
    fn alert(&mut self, labels: Labels) -> usize {
        let entry = self.alerts.entry(labels);
        let index = entry.index();
        entry.or_default();
        index
    }

    /// The alert that `series` stands for at all steps.
    fn alert_of_sample(
        &mut self,
        series: &VectorSeries,
        first: usize,
        expand: &mut dyn FnMut(&VectorSeries, usize) -> Labels,
    ) -> usize {
        if let Some(index) = self.by_sample.get(&series.labels) {
            return *index;
        }
        let index = self.alert(expand(series, first));
        self.by_sample.insert(series.labels.clone(), index);
        index
    }
}

//! What a rule carries from evaluation to evaluation.

use firedrill_promql::store::SeriesId;

use super::super::alerting::Alerting;
use super::super::plan::RulePlan;
use super::super::recording::Recording;
use super::super::writer::SeriesWriter;

/// The state of one rule.
#[derive(Debug)]
pub(super) enum RuleState {
    Recording(Recording),
    Alerting(Alerting),
}

impl RuleState {
    /// That of a rule that was not evaluated yet.
    pub(super) fn new(rule: &RulePlan) -> Self {
        if rule.is_alerting {
            Self::Alerting(Alerting::default())
        } else {
            Self::Recording(Recording::default())
        }
    }

    /// Forgets what a process that stops forgets.
    pub(super) fn forget(&mut self) {
        match self {
            Self::Recording(recording) => recording.series.values_mut().for_each(SeriesWriter::forget),
            Self::Alerting(alerting) => alerting.forget(),
        }
    }

    /// Hands over the series that are to be ended by someone else.
    pub(super) fn abandon(&mut self) -> Vec<SeriesId> {
        match self {
            Self::Recording(recording) => {
                recording.series.values_mut().filter_map(SeriesWriter::abandon).collect()
            }
            Self::Alerting(alerting) => {
                alerting.alerts.values_mut().flat_map(super::super::alerting::Alert::abandon).collect()
            }
        }
    }
}

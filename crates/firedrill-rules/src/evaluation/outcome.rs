//! What an evaluation is asked and what it answers.

use std::collections::BTreeMap;

use firedrill_model::Labels;
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::store::Store;
use firedrill_promql::syntax::Expr;

use super::alert_state::{AlertState, AlertTiming};

/// What a server configures once.
#[derive(Debug, Clone)]
pub struct EvaluationOptions<'a> {
    /// Settings of the query engine.
    pub query: QueryOptions<'a>,
    /// Labels that templates see.
    pub external_labels: Labels,
    /// URL that templates see as `$externalURL`.
    pub external_url: String,
    /// URL behind the functions `externalURL` and `pathPrefix`; they fail where there is none, as in
    /// promtool.
    pub url_of_functions: Option<String>,
    /// How to go over the horizon.
    pub mode: Mode,
}

/// How to go over the horizon. Results do not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Rule by rule, each over all steps, where that is possible.
    #[default]
    WholeHorizon,
    /// Step by step, as a server does.
    Stepwise,
}

/// What of the evaluation is of interest.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'e> {
    /// Steps, ascending, at which the alerts of a name are asked for.
    pub alerts: BTreeMap<String, Vec<usize>>,
    /// Expressions that the store will be asked afterwards.
    pub expressions: Vec<&'e Expr>,
    /// Whether all rules are evaluated, also those that cannot change any answer.
    pub all_rules: bool,
    /// Whether the store must hold `ALERTS` and `ALERTS_FOR_STATE` of all alerts in any case.
    pub all_alert_series: bool,
}

/// What an evaluation came to.
#[derive(Debug)]
pub struct Evaluation {
    /// Input and recorded series.
    pub store: Store,
    /// The rules that failed, all at the same step, in the order of their evaluation; nothing was
    /// evaluated after that step.
    pub failures: Vec<RuleFailure>,
    /// The alerts asked for, up to the step before a failure, by step and rule.
    pub observed: Vec<ObservedAlerts>,
}

/// A rule that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFailure {
    /// The step.
    pub step: usize,
    /// The rule's group.
    pub group: String,
    /// The alert or the recorded metric.
    pub rule: String,
    /// Prometheus' text.
    pub text: String,
}

/// The pending and firing alerts of a rule after a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedAlerts {
    /// The step.
    pub step: usize,
    /// The alert's name.
    pub alertname: String,
    /// The alerts.
    pub alerts: Vec<ObservedAlert>,
    /// `for` and `keep_firing_for` of the rule.
    pub timing: AlertTiming,
    pub(super) order: usize,
}

/// One pending or firing alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedAlert {
    /// Its labels, `alertname` included.
    pub labels: Labels,
    /// Its annotations.
    pub annotations: Labels,
    /// Its state.
    pub state: AlertState,
}

/// Series that are there before any rule runs.
pub trait InputSeries {
    /// Adds the samples after `after` (all, where that is absent) and up to `until` to `store`.
    fn load(&self, store: &mut Store, after: Option<i64>, until: i64);
}

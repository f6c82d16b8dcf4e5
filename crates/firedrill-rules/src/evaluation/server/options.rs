//! What a server is told.

use firedrill_model::{Duration, Timestamp};

use super::super::{EvaluationOptions, RuleSet};

/// Settings of a server.
#[derive(Debug, Clone)]
pub struct ServerOptions<'a> {
    /// Settings of engine and templates.
    pub evaluation: EvaluationOptions<'a>,
    /// `global.evaluation_interval`: that of groups without one of their own.
    pub interval: Duration,
    /// `--rules.alert.for-outage-tolerance`: how old the last sample of `ALERTS_FOR_STATE` may be for
    /// `for` to be restored.
    pub outage_tolerance: Duration,
    /// `--rules.alert.for-grace-period`: alerts whose `for` is shorter are not restored, others wait at
    /// least this long after a restart.
    pub grace_period: Duration,
}

impl ServerOptions<'_> {
    /// Prometheus' default of `global.evaluation_interval`.
    pub const INTERVAL: Duration = Duration::from_seconds(60);
    /// Prometheus' default of `--rules.alert.for-outage-tolerance`.
    pub const OUTAGE_TOLERANCE: Duration = Duration::from_seconds(60 * 60);
    /// Prometheus' default of `--rules.alert.for-grace-period`.
    pub const GRACE_PERIOD: Duration = Duration::from_seconds(10 * 60);
}

/// A stretch of time in which the same rules run without interruption. The time between two segments
/// is downtime: no rule is evaluated and no input sample is stored.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'r> {
    /// How it begins.
    pub begin: Begin,
    /// From when on.
    pub start: Timestamp,
    /// The first moment that no longer belongs to it.
    pub end: Timestamp,
    /// The rules.
    pub rules: &'r RuleSet,
}

/// How a [`Segment`] begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// With nothing remembered, and nothing to restore.
    Fresh,
    /// The process starts again: what it stored is there, states of alerts are lost, and `for` is
    /// restored from `ALERTS_FOR_STATE` after the second evaluation of a group.
    Restart,
    /// Rule files are read anew: groups that did not change go on, rules of others keep their state
    /// where name and labels are the same.
    Reload,
}

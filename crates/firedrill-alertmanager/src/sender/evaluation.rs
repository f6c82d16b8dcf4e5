//! What goes in and what comes out.

use firedrill_model::{Duration, Labels, Timestamp};

use crate::alert::PostedAlert;

/// A pending or firing alert after an evaluation of its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveAlert {
    /// Its labels, `alertname` included.
    pub labels: Labels,
    /// Its annotations as of this evaluation.
    pub annotations: Labels,
    /// When it began to fire; `None` while it is pending. Another instant than before means another
    /// alert with the same labels.
    pub fired_at: Option<Timestamp>,
}

/// One evaluation of one alerting rule.
///
/// An evaluation that failed is not reported at all: Prometheus sends nothing then and keeps what it
/// knows.
#[derive(Debug, Clone, Copy)]
pub struct RuleEvaluation<'a> {
    /// Any number that tells the rule from the others of the server. Alerts of different rules are kept
    /// apart even where their labels are equal.
    pub rule: usize,
    /// The rule's expression as Prometheus prints it, for `generatorURL`.
    pub expression: &'a str,
    /// The evaluation interval of the rule's group.
    pub interval: Duration,
    /// The time stamp of the evaluation.
    pub at: Timestamp,
    /// The pending and firing alerts, all of them, each label set once. A firing alert that is missing
    /// here was resolved by this evaluation.
    pub active: &'a [ActiveAlert],
}

/// One request to `POST /api/v2/alerts`. It goes to every Alertmanager; one that does not answer loses
/// it, and hears of the alerts again after the resend delay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// When it is sent: at the evaluation.
    pub at: Timestamp,
    /// The body.
    pub alerts: Vec<PostedAlert>,
}

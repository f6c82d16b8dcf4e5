//! What can be seen.

use std::cmp::Ordering;

use firedrill_model::Timestamp;
use serde::{Deserialize, Serialize};

use super::serialised::timestamp;
use super::{AlertChange, Muted, Notification, RuleReference};

/// When something was seen. A simulated driver knows the instant (`earliest == latest`); a live one
/// knows bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// The first instant at which it may have happened.
    #[serde(with = "timestamp")]
    pub earliest: Timestamp,
    /// The last instant at which it may have happened.
    #[serde(with = "timestamp")]
    pub latest: Timestamp,
}

/// Something that was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// When.
    pub seen: Window,
    /// What.
    pub event: Event,
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// An alert went from one state to another.
    Alert(AlertChange),
    /// A receiver was sent a notification, or should have been.
    Notification(Notification),
    /// An alert was kept out of a notification.
    Muted(Muted),
    /// A rule could not be evaluated.
    RuleFailure(RuleFailure),
    /// PromQL had something to say about a rule's expression.
    Note(Note),
}

/// A rule that could not be evaluated; once per evaluation that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFailure {
    /// The rule.
    pub rule: RuleReference,
    /// Why, in Prometheus' words.
    pub text: String,
}

/// A PromQL annotation; when it was seen first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The rule whose expression is annotated.
    pub rule: RuleReference,
    /// How serious it is.
    pub severity: Severity,
    /// Prometheus' text.
    pub text: String,
}

/// How serious a PromQL annotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// An information.
    Info,
    /// A warning.
    Warning,
}

impl Window {
    /// Exactly `at`.
    pub const fn at(at: Timestamp) -> Self {
        Self { earliest: at, latest: at }
    }
}

impl Observation {
    /// `event`, seen exactly at `at`.
    pub const fn at(at: Timestamp, event: Event) -> Self {
        Self { seen: Window::at(at), event }
    }

    /// The order of a timeline's observations: time, kind, content.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        self.seen.cmp(&other.seen).then_with(|| self.event.order(&other.event))
    }
}

impl Event {
    /// Causes before effects: rules that fail, then alerts, then what is muted or sent.
    const fn rank(&self) -> u8 {
        match self {
            Self::RuleFailure(_) => 0,
            Self::Note(_) => 1,
            Self::Alert(_) => 2,
            Self::Muted(_) => 3,
            Self::Notification(_) => 4,
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Alert(lhs), Self::Alert(rhs)) => {
                (&lhs.rule, &lhs.labels, lhs.to).cmp(&(&rhs.rule, &rhs.labels, rhs.to))
            }
            (Self::Notification(lhs), Self::Notification(rhs)) => lhs.key().cmp(&rhs.key()),
            (Self::Muted(lhs), Self::Muted(rhs)) => lhs.cmp(rhs),
            (Self::RuleFailure(lhs), Self::RuleFailure(rhs)) => {
                (&lhs.rule, &lhs.text).cmp(&(&rhs.rule, &rhs.text))
            }
            (Self::Note(lhs), Self::Note(rhs)) => {
                (&lhs.rule, lhs.severity, &lhs.text).cmp(&(&rhs.rule, rhs.severity, &rhs.text))
            }
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

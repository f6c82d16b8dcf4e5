//! What a judgement says.

use firedrill_model::{Labels, Span, Timestamp};
use serde::Serialize;

use crate::expectation::Selector;
use crate::moment::Range;
use crate::scenario::{Place, serialize_span};
use crate::timeline::{RuleReference, Window};

/// A scenario held against one timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    /// One per expectation, in the order of the file.
    pub verdicts: Vec<Verdict>,
    /// What was seen and no expectation names.
    pub unnamed: Vec<Failure>,
}

/// Whether an expectation held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// The expectation.
    pub place: Place,
    /// What it is about, such as `ApiErrors{severity="critical"}` or `page pagerduty`.
    pub about: String,
    /// When what fulfils it was seen.
    pub seen: Vec<Window>,
    /// Why it did not hold.
    pub failure: Option<Failure>,
}

/// Something that was seen and should not have been, or the other way round, in the parts of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What is not fulfilled: the expectation, or the part of it.
    pub place: Place,
    /// One line: `MeshRebalanceDrainStuck{severity="critical"} never fired`.
    pub title: String,
    /// What was expected, with instants.
    pub expected: String,
    /// What was seen instead: the nearest miss.
    pub got: String,
    /// What the driver knows about the cause.
    pub explanation: Explanation,
}

/// What a driver knows about the cause of a failure. Empty where it knows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Explanation {
    /// One sentence fragment: `up{job="api"} vanished at 1h4m30s: its target was down for 3m`.
    pub because: Option<String>,
    /// The part of a rule that decided it.
    pub rule: Option<RuleExcerpt>,
    /// What the author could try.
    pub attempt: Option<String>,
}

/// A part of a rule's expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleExcerpt {
    /// `rules/mesh-rebalance/alerts.yml:41:15`.
    pub place: String,
    /// One line of the expression.
    pub text: String,
    /// The bytes of [`Self::text`] that decided it.
    #[serde(serialize_with = "serialize_span")]
    pub marked: Span,
    /// What is said about them, such as `no sample in the window`.
    pub note: String,
}

/// What a failure leaves open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Question<'a> {
    /// Why no such alert fired in time.
    NotFiring {
        /// Which alerts.
        alerts: &'a Selector,
        /// The labels of the nearest one, where there was one.
        nearest: Option<&'a Labels>,
        /// When one should have begun to fire.
        range: Range,
    },
    /// Why an alert fired.
    Firing {
        /// Its labels.
        labels: &'a Labels,
        /// Its rule.
        rule: &'a RuleReference,
        /// When it began to fire.
        at: Timestamp,
    },
    /// Why an alert was not resolved in time, or was.
    NotResolved {
        /// Its labels.
        labels: &'a Labels,
        /// Its rule.
        rule: &'a RuleReference,
        /// When it should have been resolved.
        range: Range,
    },
    /// Why a receiver was not sent a page.
    NotPaged {
        /// The receiver.
        receiver: &'a str,
        /// The alerts the page should have had.
        alerts: Option<&'a Selector>,
        /// When.
        range: Range,
    },
    /// Why a receiver was sent a page.
    Paged {
        /// The receiver.
        receiver: &'a str,
        /// Labels of an alert of the page.
        labels: Option<&'a Labels>,
        /// When.
        at: Timestamp,
    },
    /// Why an expression gave this.
    Value {
        /// The expression.
        expression: &'a str,
        /// When.
        at: Timestamp,
    },
}

/// Knows why things happened: a driver that keeps what it played.
pub trait Explain {
    /// What is known about the cause; [`Explanation::default`] where nothing is.
    fn explain(&self, question: &Question<'_>) -> Explanation;
}

/// Knows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unexplained;

impl Explain for Unexplained {
    fn explain(&self, _: &Question<'_>) -> Explanation {
        Explanation::default()
    }
}

impl Judgement {
    /// Whether everything was as expected.
    pub fn holds(&self) -> bool {
        self.failures().next().is_none()
    }

    /// Everything that was not, in the order of the file, unnamed things last.
    pub fn failures(&self) -> impl Iterator<Item = &Failure> {
        self.verdicts.iter().filter_map(|verdict| verdict.failure.as_ref()).chain(&self.unnamed)
    }
}

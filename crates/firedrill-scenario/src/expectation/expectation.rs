//! The kinds of expectations, as written.

use firedrill_model::Duration;

use super::{Selector, TextTest};
use crate::moment::{Moment, When};
use crate::scenario::Placed;
use crate::timeline::AlertState;

/// Something that must be seen, or must not.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// `alert:` what an alert does.
    Alert(AlertExpectation),
    /// `page:` or `resolve:` what a receiver is sent.
    Page(PageExpectation),
    /// `no page:` what a receiver is not sent.
    NoPage(NoPageExpectation),
    /// `pages:` how many pages a receiver gets at most.
    Cap(Cap),
    /// `value:` what an expression gives.
    Value(ValueExpectation),
    /// `warning:` or `no warnings:` what PromQL has to say about the rules.
    Warning(WarningExpectation),
    /// `rule fails:` a rule that cannot be evaluated.
    RuleFailure(RuleFailureExpectation),
}

/// What alerts of a selector do. Each alert that fires is counted from pending to resolved, as one firing.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertExpectation {
    /// Which alerts.
    pub selector: Placed<Selector>,
    /// `fires:` when they begin to fire.
    pub fires: Option<Placed<When>>,
    /// `resolves:` when those that fire are resolved.
    pub resolves: Option<Placed<When>>,
    /// `pending:` when they begin to be pending.
    pub pending: Option<Placed<When>>,
    /// `quiet:` when none of them fires.
    pub quiet: Option<Placed<When>>,
    /// `times:` how many firings this is about; one where absent.
    pub times: Option<Placed<Count>>,
    /// `flaps:` how often, at most, one alert fires again after it resolved; these firings are named too.
    pub flaps: Option<Placed<u32>>,
    /// `states:` the state at instants.
    pub states: Vec<(Placed<Moment>, Placed<AlertState>)>,
    /// `annotations:` what annotations are like when it fires.
    pub annotations: Vec<(Placed<String>, TextTest)>,
    /// `value:` what the expression gives when it fires.
    pub value: Option<Placed<ValueTest>>,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// At least this often.
    pub least: u32,
    /// At most this often; any number where absent.
    pub most: Option<u32>,
}

/// Notifications that a receiver is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct PageExpectation {
    /// Whether pages or resolves are meant.
    pub kind: PageKind,
    /// The receiver.
    pub receiver: Placed<String>,
    /// `for:` at least one of the notification's alerts is one of these; any where absent.
    pub alerts: Option<Placed<Selector>>,
    /// `at:`, `within:` or `until:` when they are sent; any time where absent.
    pub when: Option<Placed<When>>,
    /// `times:` how many; one where absent.
    pub times: Option<Placed<Count>>,
    /// `duplicates:` how many notifications, at most, tell of an outage what an earlier one told already.
    pub duplicates: Option<Placed<u32>>,
    /// `group:` labels of the notification's group.
    pub group: Vec<(Placed<String>, TextTest)>,
    /// `summary:` and `fields:` what the receiver is shown; names of the integration's own fields.
    pub fields: Vec<(Placed<String>, TextTest)>,
}

/// The kind of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// Something in it fires.
    Page,
    /// All of it is resolved.
    Resolve,
}

/// Pages that a receiver is not sent.
#[derive(Debug, Clone, PartialEq)]
pub struct NoPageExpectation {
    /// The receiver.
    pub receiver: Placed<String>,
    /// `for:` pages with one of these alerts; all where absent.
    pub alerts: Option<Placed<Selector>>,
    /// `at:`, `within:` or `until:` when none is sent; the whole run where absent.
    pub when: Option<Placed<When>>,
    /// `because:` what keeps them from being sent, at least once.
    pub because: Option<Placed<Suppression>>,
}

/// What keeps a page from being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suppression {
    /// `silenced by CHG-881`: a silence whose comment has these words.
    Silenced(String),
    /// `inhibited by ClusterDown{cluster="eu-1"}`: an alert.
    InhibitedBy(Selector),
    /// `inhibited by rule cluster-down`: an inhibit rule, by name or position.
    InhibitedByRule(String),
    /// `muted by weekends`: a time interval, muting or not active.
    Muted(String),
}

/// How many pages a receiver gets at most.
#[derive(Debug, Clone, PartialEq)]
pub struct Cap {
    /// The receiver.
    pub receiver: Placed<String>,
    /// `for:` pages with one of these alerts; all where absent.
    pub alerts: Option<Placed<Selector>>,
    /// `at most:` how many.
    pub most: Placed<u32>,
    /// In how long a time, wherever that begins; in the whole run where absent.
    pub per: Option<Period>,
}

/// A length of time in which pages are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// `per hour`.
    Hour,
    /// `per day`.
    Day,
}

/// What an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueExpectation {
    /// The expression; each of the series it gives is held against the test.
    pub expression: Placed<String>,
    /// `at:`, `within:` or `until:`: at every evaluation in this window.
    pub when: Placed<When>,
    /// `is:` or `between:`.
    pub test: Placed<ValueTest>,
}

/// What a value must be like.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueTest {
    /// Between two numbers, both included; infinite where one is left out.
    Between {
        /// The smallest.
        least: f64,
        /// The largest.
        most: f64,
        /// As it is written.
        text: String,
    },
    /// There is none.
    Absent,
}

/// What PromQL has to say about the rules' expressions.
#[derive(Debug, Clone, PartialEq)]
pub enum WarningExpectation {
    /// `warning:` this is said.
    Said(Placed<TextTest>),
    /// `no warnings:` nothing is said about these rules; about any where absent.
    Nothing(Placed<Option<String>>),
}

/// A rule that cannot be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFailureExpectation {
    /// The alert or the recorded metric.
    pub rule: Placed<String>,
    /// `text:` what Prometheus says.
    pub text: Option<Placed<TextTest>>,
    /// `at:`, `within:` or `until:` when; any time where absent.
    pub when: Option<Placed<When>>,
}

impl Count {
    /// Exactly one.
    pub const ONE: Self = Self { least: 1, most: Some(1) };
}

impl Period {
    /// How long it is.
    pub const fn length(self) -> Duration {
        match self {
            Self::Hour => Duration::from_seconds(60 * 60),
            Self::Day => Duration::from_seconds(24 * 60 * 60),
        }
    }
}

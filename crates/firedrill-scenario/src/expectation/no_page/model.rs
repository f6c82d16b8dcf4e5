//! What receivers are not sent.

use crate::expectation::Selector;
use crate::moment::When;
use crate::scenario::Placed;

/// Pages that a receiver is not sent.
#[derive(Debug, Clone, PartialEq, Default)]
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

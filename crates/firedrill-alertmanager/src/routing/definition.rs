//! Routes as they are written.

use firedrill_model::{Duration, Span};

use crate::Matchers;

/// The labels that alerts are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupBy {
    /// These labels, sorted.
    Labels(Vec<String>),
    /// All labels: `...`.
    All,
}

/// A node of `route`, with what it sets itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RouteDefinition {
    /// The receiver; the parent's where absent.
    pub receiver: Option<String>,
    /// What to group by; the parent's where absent.
    pub group_by: Option<GroupBy>,
    /// `match`, `match_re` and `matchers` together, sorted.
    pub matchers: Matchers,
    /// Whether siblings after a match are tried as well.
    pub continues: bool,
    /// How long a new group waits.
    pub group_wait: Option<Duration>,
    /// Time between flushes.
    pub group_interval: Option<Duration>,
    /// Time after which an unchanged group is notified again.
    pub repeat_interval: Option<Duration>,
    /// Names of intervals during which the route is muted; not inherited.
    pub mute_time_intervals: Vec<String>,
    /// Names of intervals outside of which the route is muted; not inherited.
    pub active_time_intervals: Vec<String>,
    /// Labels for templates, merged with the parent's.
    pub labels: Vec<(String, String)>,
    /// The children, in order.
    pub routes: Vec<RouteDefinition>,
    /// Where the route stands.
    pub span: Span,
}

//! A configuration that was accepted.

use firedrill_model::Duration;

use crate::inhibition::InhibitRule;
use crate::interval::TimeIntervals;
use crate::notify::Receiver;
use crate::routing::RouteDefinition;

/// What a server runs with.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// How long an alert without an end fires.
    pub resolve_timeout: Duration,
    /// The root route.
    pub route: RouteDefinition,
    /// The receivers.
    pub receivers: Vec<Receiver>,
    /// The inhibit rules, in order.
    pub inhibit_rules: Vec<InhibitRule>,
    /// `time_intervals` and `mute_time_intervals`.
    pub time_intervals: TimeIntervals,
    /// Globs of template files.
    pub templates: Vec<String>,
}

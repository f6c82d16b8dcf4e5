//! Receivers and their integrations.

use std::sync::Arc;

use firedrill_model::Span;

use super::IntegrationKind;
use crate::settings::Settings;

/// One way of a receiver to be reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Integration {
    /// The kind.
    pub kind: IntegrationKind,
    /// Position among the receiver's integrations of the same kind.
    pub index: usize,
    /// Whether resolved alerts are sent.
    pub send_resolved: bool,
    /// At most so many alerts in a notification; all where 0.
    pub max_alerts: usize,
    /// What the configuration says, that of `global` included where it applies.
    pub settings: Settings,
    /// Where it stands in the file.
    pub span: Span,
}

/// An entry of `receivers`. Without integrations it takes everything and sends nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Receiver {
    /// The name routes refer to.
    pub name: Arc<str>,
    /// The integrations.
    pub integrations: Vec<Integration>,
    /// Where the receiver stands in the file.
    pub span: Span,
}

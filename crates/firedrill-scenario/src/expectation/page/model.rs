//! What receivers are sent.

use crate::expectation::{Count, Selector, TextTest};
use crate::moment::When;
use crate::scenario::Placed;

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

impl PageExpectation {
    /// The key that stands for the headline, whatever the integration calls it.
    pub const SUMMARY: &'static str = "summary";

    /// An expectation on any one notification of this kind.
    pub fn of(kind: PageKind) -> Self {
        Self {
            kind,
            receiver: Placed::default(),
            alerts: None,
            when: None,
            times: None,
            duplicates: None,
            group: Vec::new(),
            fields: Vec::new(),
        }
    }
}

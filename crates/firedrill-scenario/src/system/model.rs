//! What a modelled system is to the rest of a scenario.

use firedrill_model::{Duration, Timestamp};

use crate::action::SystemAction;
use crate::scrape::Target;
use crate::timeline::Mark;

/// A system that can be played: it exposes series, and things happen to it.
///
/// A model draws random numbers only from streams named after its own parts
/// ([`crate::random::Random`]), so that the same seed gives the same series.
pub trait SystemModel {
    /// Plans that `action` happens `at` this long after the start.
    ///
    /// # Errors
    /// Where the system has no such part, or the part cannot do that.
    fn plan(&mut self, at: Duration, action: &SystemAction) -> Result<(), ActionRefused>;

    /// Plays the system for `length` from `start`.
    fn play(&self, start: Timestamp, length: Duration, seed: u64) -> Exposure;
}

/// What a system shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exposure {
    /// What can be scraped, in the order of the scenario.
    pub targets: Vec<Target>,
    /// What happened, ascending.
    pub marks: Vec<Mark>,
}

/// A line of the timeline that a system cannot follow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActionRefused {
    /// No part of that name.
    #[error("the system has no {subject:?}{}", nearest(.suggestion.as_deref()))]
    UnknownSubject {
        /// What the line names.
        subject: String,
        /// A part with a similar name.
        suggestion: Option<String>,
    },
    /// The part exists, but does no such thing.
    #[error("{subject} cannot {predicate:?}; it can: {}", .possible.join(", "))]
    UnknownPredicate {
        /// The part.
        subject: String,
        /// What the line says of it.
        predicate: String,
        /// What could be said.
        possible: Vec<String>,
    },
}

fn nearest(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!(", did you mean {name:?}?")).unwrap_or_default()
}

//! The parts of the moment language.

use firedrill_model::Duration;

/// An instant, counted from the start or from a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What [`Self::offset`] counts from.
    pub anchor: Anchor,
    /// How much later.
    pub offset: Duration,
}

/// What an offset counts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// The start of the scenario.
    Start,
    /// A mark of the timeline.
    Mark {
        /// Its name, such as `p-1042 stalls`.
        name: String,
        /// Which of the marks of that name, from 1.
        ordinal: u32,
    },
}

/// When something must be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// As it is written.
    pub text: String,
    /// What that means.
    pub bounds: Bounds,
}

/// The meaning of a [`When`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounds {
    /// Not once in the whole run.
    Never,
    /// At an instant between two, both included.
    Between {
        /// The first instant.
        from: Moment,
        /// The last instant.
        to: Moment,
    },
}

impl Moment {
    /// The start of the scenario.
    pub const START: Self = Self { anchor: Anchor::Start, offset: Duration::ZERO };
}

//! The parts of the moment language.

use std::fmt;

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
        /// Its name, such as `p-1042 stalls`, words parted by one blank.
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
        /// The last instant; the end of the run where absent.
        to: Option<Moment>,
    },
}

impl Moment {
    /// The start of the scenario.
    pub const START: Self = Self { anchor: Anchor::Start, offset: Duration::ZERO };

    /// The moment `offset` later.
    #[must_use]
    pub fn later(&self, offset: Duration) -> Self {
        let sum = self.offset.as_ms().saturating_add(offset.as_ms());
        Self { anchor: self.anchor.clone(), offset: Duration::from_ms(sum) }
    }

    /// The offset, where it counts from the start.
    pub fn from_start(&self) -> Option<Duration> {
        matches!(self.anchor, Anchor::Start).then_some(self.offset)
    }
}

impl When {
    /// The last instant, where it counts from the start.
    pub fn last_from_start(&self) -> Option<Duration> {
        match &self.bounds {
            Bounds::Between { to: Some(to), .. } => to.from_start(),
            Bounds::Between { from, to: None } => from.from_start(),
            Bounds::Never => None,
        }
    }

    /// Whether every duration in it counts from the start.
    pub fn counts_from_start(&self) -> bool {
        let is_plain = !self.text.split_whitespace().any(|word| word == "after");
        is_plain && self.moments().all(|moment| moment.from_start().is_some())
    }

    /// The moments it names.
    pub fn moments(&self) -> impl Iterator<Item = &Moment> {
        let (from, to) = match &self.bounds {
            Bounds::Never => (None, None),
            Bounds::Between { from, to } => (Some(from), to.as_ref()),
        };
        from.into_iter().chain(to)
    }

    /// Whether it says `never`.
    pub fn is_never(&self) -> bool {
        self.bounds == Bounds::Never
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => formatter.write_str("the start"),
            Self::Mark { name, ordinal: 1 } => formatter.write_str(name),
            Self::Mark { name, ordinal } => write!(formatter, "{}{} {name}", ordinal, suffix(*ordinal)),
        }
    }
}

/// What follows the digits of an ordinal number: `1st`, `12th`, `23rd`.
fn suffix(ordinal: u32) -> &'static str {
    match (ordinal % 10, ordinal % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

//! What a scenario file says.

use serde::{Serialize, Serializer};

use firedrill_model::{Duration, Labels, LineColumn, Span, Timestamp};

use crate::action::Line;
use crate::expectation::Expectation;
use crate::moment::Moment;
use crate::scrape::ScrapeModel;
use crate::series::SeriesTemplate;
use crate::system::System;

/// A scenario with everything it extends and includes already in place.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// The files it was read from; the scenario's own is the first.
    pub sources: Vec<Source>,
    /// The whole of its own file.
    pub place: Place,
    /// One sentence that says what is shown.
    pub name: Placed<String>,
    /// Rule files, folders and globs, relative to the folder of the file that names them.
    pub rules: Vec<Placed<String>>,
    /// The Alertmanager configuration, relative like [`Self::rules`]; without one nothing is notified.
    pub alertmanager: Option<Placed<String>>,
    /// How many servers of each kind run.
    pub replicas: Replicas,
    /// The instant that all durations count from; the Unix epoch where absent.
    pub start: Timestamp,
    /// The IANA zone that `start` names, for reports.
    pub zone: Option<String>,
    /// When the run ends, counted from the start; where absent it follows from the rest, see
    /// the reference.
    pub end: Option<Placed<Duration>>,
    /// How often groups without an interval of their own are evaluated.
    pub evaluation_interval: Duration,
    /// Labels that Prometheus adds to everything it sends; templates see them too.
    pub external_labels: Labels,
    /// How Prometheus scrapes.
    pub scrape: ScrapeModel,
    /// The system that is modelled, if one is.
    pub system: Option<System>,
    /// Series that are described one by one.
    pub series: Vec<Placed<SeriesTemplate>>,
    /// What happens, in the order of the file.
    pub timeline: Vec<TimelineEntry>,
    /// How many seeds the scenario is played with.
    pub seeds: u32,
    /// Whether a firing alert, a failing rule or a page that no expectation names is a failure.
    pub is_closed_world: bool,
    /// What must be seen.
    pub expectations: Vec<Placed<Expectation>>,
}

/// How many servers run with the same configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replicas {
    /// Prometheus servers; each evaluates the rules and sends its alerts to every Alertmanager.
    pub prometheus: u32,
    /// Members of the Alertmanager cluster.
    pub alertmanager: u32,
}

impl Replicas {
    /// As many as are played at most.
    pub const MOST: u32 = 9;
}

impl Default for Replicas {
    fn default() -> Self {
        Self { prometheus: 1, alertmanager: 1 }
    }
}

/// One line of `timeline:`.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineEntry {
    /// When.
    pub at: Placed<Moment>,
    /// What, and the marks it leaves.
    pub line: Placed<Line>,
    /// The line as it is written.
    pub text: String,
}

/// A file that a scenario was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path, as the user gave it or joined to the folder of the file that names it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Bytes of one of [`Scenario::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Place {
    /// Position in [`Scenario::sources`].
    pub source: usize,
    /// The bytes.
    #[serde(serialize_with = "serialize_span")]
    pub span: Span,
}

/// First byte and one past the last.
pub(crate) fn serialize_span<S: Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
    (span.start, span.end).serialize(serializer)
}

/// A value and where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

impl<T> Placed<T> {
    /// `value`, written at `place`.
    pub const fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

impl Scenario {
    /// Evaluation interval where neither the scenario nor the group says another, as in Prometheus.
    pub const DEFAULT_EVALUATION_INTERVAL: Duration = Duration::from_seconds(60);

    /// Path and position of `place`, for messages: `stuck-drain.yml`, `19:5`.
    pub fn locate(&self, place: Place) -> (&str, LineColumn) {
        let source = &self.sources[place.source];
        (&source.path, place.span.line_column(&source.text))
    }

    /// The instant `offset` after the start.
    pub fn instant(&self, offset: Duration) -> Timestamp {
        self.start + offset
    }
}

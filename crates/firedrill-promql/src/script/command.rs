//! A script as data.

use firedrill_model::goregexp::Regexp;
use firedrill_model::{Duration, Labels, Span, Timestamp};

use crate::syntax::series::SeriesValue;

/// A PromQL test script.
#[derive(Debug, Clone)]
pub struct Script {
    /// What to do, in order.
    pub commands: Vec<Command>,
}

/// One command with its place.
#[derive(Debug, Clone)]
pub struct Command {
    /// Line of the script, from 1.
    pub line: usize,
    /// What to do.
    pub action: Action,
}

/// The commands of the language.
#[derive(Debug, Clone)]
pub enum Action {
    /// `load`, `load_with_nhcb`.
    Load(Load),
    /// `clear`: forget all samples.
    Clear,
    /// `eval`.
    Evaluate(Box<Evaluation>),
}

/// Samples to store.
#[derive(Debug, Clone)]
pub struct Load {
    /// Time between neighbouring values; the first is at the epoch.
    pub interval: Duration,
    /// Also store classic histograms as native ones with custom buckets.
    pub with_nhcb: bool,
    /// The series in source order.
    pub series: Vec<LoadedSeries>,
}

/// One series to store.
#[derive(Debug, Clone)]
pub struct LoadedSeries {
    /// Line of the script, from 1.
    pub line: usize,
    /// Labels, name included.
    pub labels: Labels,
    /// Values, one per interval.
    pub values: Vec<SeriesValue>,
    /// Start timestamps relative to the samples' times (`@st` line), one per interval.
    pub start_times: Vec<Option<Duration>>,
}

/// A query and what is expected of it.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The query.
    pub expr: String,
    /// Bytes of the query in the script.
    pub span: Span,
    /// When it is evaluated.
    pub when: When,
    /// Series must come in the order of the script.
    pub ordered: bool,
    /// The query must fail, with each of these texts.
    pub fail: Option<Vec<TextPattern>>,
    /// What is said about warnings.
    pub warnings: AnnotationExpectation,
    /// What is said about infos.
    pub infos: AnnotationExpectation,
    /// The result.
    pub result: ExpectedResult,
}

/// The time of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// An instant query.
    Instant(Timestamp),
    /// A range query.
    Range(Grid),
}

/// Steps in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// First step.
    pub start: Timestamp,
    /// The last step is not after it.
    pub end: Timestamp,
    /// Distance of the steps.
    pub step: Duration,
}

/// A text an error or annotation must have.
#[derive(Debug, Clone)]
pub enum TextPattern {
    /// `msg:`: exactly this.
    Exact(String),
    /// `regex:`: a match anywhere.
    Regexp(Box<Regexp>),
}

impl TextPattern {
    /// Whether `text` satisfies the pattern.
    pub fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Exact(want) => text == want,
            Self::Regexp(pattern) => pattern.is_match(text),
        }
    }
}

/// What a script says about the annotations of one level.
#[derive(Debug, Clone, Default)]
pub enum AnnotationExpectation {
    /// Nothing.
    #[default]
    Unspecified,
    /// There must be none.
    Absent,
    /// There must be at least one; with patterns, each annotation must match one of them and each
    /// pattern an annotation.
    Present(Vec<TextPattern>),
}

/// What a query must answer.
#[derive(Debug, Clone)]
pub enum ExpectedResult {
    /// Series, one value per step each.
    Series(Vec<ExpectedSeries>),
    /// A scalar.
    Scalar(f64),
    /// A string.
    String(String),
    /// The range vector of an instant query, its values on a grid.
    RangeVector(Grid, Vec<ExpectedSeries>),
}

/// One expected series.
#[derive(Debug, Clone)]
pub struct ExpectedSeries {
    /// Line of the script, from 1.
    pub line: usize,
    /// Labels.
    pub labels: Labels,
    /// One value per step, possibly fewer than steps.
    pub values: Vec<SeriesValue>,
}

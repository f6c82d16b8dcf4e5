//! What a test group came to.

use firedrill_model::{Duration, Labels, Span, Timestamp};

use super::Trap;

/// What a test group came to.
#[derive(Debug, Clone, PartialEq)]
pub struct TestGroupResult {
    /// The group's name; empty where it has none.
    pub name: String,
    /// Its place in the file, from 0.
    pub index: usize,
    /// The bytes of the group in the test file.
    pub span: Span,
    /// What failed, in promtool's order; empty where the group passes.
    pub failures: Vec<Failure>,
    /// What promtool passes over in silence.
    pub traps: Vec<Trap>,
    /// How many evaluation steps were run.
    pub steps: usize,
}

/// One thing that failed. Spans lie in the test file.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The input series do not parse or cannot be stored.
    Input {
        /// Prometheus' text.
        text: String,
        /// The series, or the whole group.
        span: Span,
    },
    /// A rule file is invalid; nothing was run.
    RuleFile {
        /// Its path as the caller gave it.
        path: String,
        /// One error, as promtool prints it after the path.
        text: String,
    },
    /// A check of alerts names no alert; nothing was run.
    AlertnameMissing {
        /// The group's name; empty where it has none.
        group: String,
        /// The check's time.
        eval_time: Duration,
        /// The check.
        span: Span,
    },
    /// A rule could not be evaluated; the group ends there.
    Rule {
        /// The rule's group.
        group: String,
        /// The alert or the recorded metric.
        rule: String,
        /// The step.
        time: Timestamp,
        /// Prometheus' text.
        text: String,
    },
    /// Other alerts fire than expected.
    Alerts(AlertFailure),
    /// An expression yields other samples than expected.
    Samples(SampleFailure),
    /// An expression or an expectation is invalid.
    Expression {
        /// The expression.
        expr: String,
        /// The check's time.
        eval_time: Duration,
        /// Prometheus' text.
        text: String,
        /// The expression or the labels concerned.
        span: Span,
    },
}

/// Other alerts fire than expected.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertFailure {
    /// The test group's name; empty where it has none.
    pub group: String,
    /// Which alert.
    pub alertname: String,
    /// The check's time.
    pub eval_time: Duration,
    /// The step whose state was judged.
    pub judged_at: Timestamp,
    /// What should fire, sorted.
    pub expected: Vec<AlertInstance>,
    /// Where each of [`Self::expected`] stands.
    pub expected_spans: Vec<Span>,
    /// What fires, sorted.
    pub got: Vec<AlertInstance>,
    /// Alerts of that name that are pending at that step.
    pub pending: Vec<PendingAlert>,
    /// The check.
    pub span: Span,
}

/// A firing alert.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AlertInstance {
    /// Its labels, `alertname` included.
    pub labels: Labels,
    /// Its annotations.
    pub annotations: Labels,
}

/// An alert whose expression holds, but not for long enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingAlert {
    /// Its labels, `alertname` included.
    pub labels: Labels,
    /// Since when it is pending.
    pub since: Timestamp,
    /// When it would fire.
    pub fires_at: Timestamp,
}

/// An expression yields other samples than expected.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleFailure {
    /// The test group's name; empty where it has none.
    pub group: String,
    /// The expression.
    pub expr: String,
    /// The check's time.
    pub eval_time: Duration,
    /// What it should yield, sorted.
    pub expected: Vec<SampleInstance>,
    /// Where each of [`Self::expected`] stands.
    pub expected_spans: Vec<Span>,
    /// What it yields, sorted.
    pub got: Vec<SampleInstance>,
    /// The check.
    pub span: Span,
}

/// A sample of an instant vector.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleInstance {
    /// Its labels, the metric name included.
    pub labels: Labels,
    /// Its value; 0 for a histogram.
    pub value: f64,
    /// The histogram in series notation, where it is one.
    pub histogram: Option<String>,
}

impl TestGroupResult {
    /// Whether nothing failed.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

//! What a test file says.

use firedrill_model::{Duration, Span, Timestamp};

use crate::text::{Entry, Text};

/// A test file.
#[derive(Debug, Clone, Default)]
pub struct TestFile {
    /// Paths and glob patterns of rule files, relative to the test file's folder.
    pub rule_files: Vec<Text>,
    /// How often rules are evaluated; a minute where absent or zero.
    pub evaluation_interval: Duration,
    /// The order in which groups are evaluated, by name.
    pub group_eval_order: Vec<Text>,
    /// Whether sample values may differ by one unit in the last place.
    pub fuzzy_compare: bool,
    /// The test groups.
    pub tests: Vec<TestGroup>,
}

/// A test group: input series, and what the rules should make of them.
#[derive(Debug, Clone, Default)]
pub struct TestGroup {
    /// Its name; empty where absent.
    pub name: String,
    /// The bytes of the whole group.
    pub span: Span,
    /// Distance of input samples; the evaluation interval where absent or zero.
    pub interval: Duration,
    /// Time of the first evaluation and the first input sample.
    pub start: Timestamp,
    /// Labels for templates only (`$externalLabels`).
    pub external_labels: Vec<Entry>,
    /// URL for templates only (`$externalURL`).
    pub external_url: String,
    /// The input.
    pub input_series: Vec<InputSeries>,
    /// Checks of firing alerts.
    pub alert_tests: Vec<AlertTest>,
    /// Checks of expressions.
    pub expr_tests: Vec<ExprTest>,
}

/// An input series in series notation.
#[derive(Debug, Clone)]
pub struct InputSeries {
    /// Metric and labels.
    pub series: Option<Text>,
    /// Values.
    pub values: Option<Text>,
    /// The bytes of both.
    pub span: Span,
}

/// Which alerts of a name should fire at a time.
#[derive(Debug, Clone)]
pub struct AlertTest {
    /// When, counted from the start.
    pub eval_time: Duration,
    /// Which alert.
    pub alertname: String,
    /// The alerts that should fire, all of them.
    pub expected: Vec<ExpectedAlert>,
    /// The bytes of the check.
    pub span: Span,
    /// The bytes of the alert's name, or of the check where it is missing.
    pub alertname_span: Span,
}

/// An alert that should fire.
#[derive(Debug, Clone, Default)]
pub struct ExpectedAlert {
    /// Its labels.
    pub labels: Vec<Entry>,
    /// Its annotations.
    pub annotations: Vec<Entry>,
    /// The bytes of the expectation.
    pub span: Span,
}

/// What an expression should yield at a time.
#[derive(Debug, Clone)]
pub struct ExprTest {
    /// The expression.
    pub expr: Option<Text>,
    /// When, counted from the start.
    pub eval_time: Duration,
    /// The samples it should yield, all of them.
    pub expected: Vec<ExpectedSample>,
    /// The bytes of the check.
    pub span: Span,
}

/// A sample that an expression should yield.
#[derive(Debug, Clone, Default)]
pub struct ExpectedSample {
    /// Metric notation; empty where absent.
    pub labels: String,
    /// The bytes of [`Self::labels`], or of the expectation.
    pub labels_span: Span,
    /// The value.
    pub value: f64,
    /// A native histogram in series notation; empty where absent.
    pub histogram: String,
    /// The bytes of the expectation.
    pub span: Span,
}

impl TestGroup {
    /// The largest time that a check asks for; zero where there is none.
    pub fn max_eval_time(&self) -> Duration {
        let alerts = self.alert_tests.iter().map(|test| test.eval_time);
        let exprs = self.expr_tests.iter().map(|test| test.eval_time);
        alerts.chain(exprs).max().unwrap_or_default().max(Duration::ZERO)
    }
}

impl ExprTest {
    /// The expression's text; empty where it is missing.
    pub fn expression(&self) -> &str {
        self.expr.as_ref().map_or("", |text| text.value.as_str())
    }
}
